/// Keeps the values that a lesson's text, claims and predictions name, as the run passes their steps.
struct MetricRecorder {
  private(set) var values: [MetricKey: Double] = [:]
  private let probes: [Probe]
  /// Keys by step.
  private let keys: [Int: [MetricKey]]

  init(_ keys: [MetricKey], probes: [Probe]) {
    self.probes = probes
    self.keys = Dictionary(grouping: keys, by: \.step)
  }

  /// The probes to read at a step, in the lesson's order; nil: none.
  func due(at step: Int) -> (step: Int, probes: [Probe])? {
    guard let keys = keys[step] else { return nil }
    let names = Set(keys.map(\.probe))
    return (step, probes.filter { names.contains($0.name) })
  }

  mutating func note(_ value: Double, of probe: Probe, at step: Int) {
    for key in keys[step] ?? [] where key.probe == probe.name { values[key] = value }
  }

  mutating func note(_ readings: [String: Reading.Content], at step: Int) {
    for key in keys[step] ?? [] {
      guard let layer = key.layer, case .layers(let values)? = readings[key.probe] else { continue }
      self.values[key] = values.indices.contains(layer - 1) ? values[layer - 1] : .nan
    }
  }

  /// All that was to come will never be: it is not a number.
  mutating func diverge() {
    for key in keys.values.joined() where values[key] == nil { values[key] = .nan }
  }
}
