/// Readings of a step that a lesson names, shown ever after: how it was at the start.
struct HeldReadings {
  private let probes: [Probe]
  private(set) var readings: Readings = [:]

  init(_ probes: [Probe]) { self.probes = probes.filter { $0.heldStep != nil } }

  /// The probes to read at a step.
  func due(at step: Int) -> [Probe] { probes.filter { $0.heldStep == step } }

  mutating func note(_ contents: [String: Reading.Content], at step: Int) {
    readings.merge(contents.mapValues { Reading(step: step, $0) }) { $1 }
  }

  /// Whether all that is there by a step is of the start, and so there again after a new start.
  func isOfStart(at step: Int) -> Bool {
    probes.allSatisfy { $0.heldStep == 0 || $0.heldStep ?? 0 > step }
  }

  /// Those of the given probes that are there.
  func readings(of probes: [Probe]) -> Readings {
    let names = Set(probes.filter { $0.heldStep != nil }.map(\.name))
    return readings.filter { names.contains($0.key) }
  }
}
