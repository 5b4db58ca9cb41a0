/// The newest readings of an arm, and the values that the knobs had which their probes name.
package struct KeptReadings {
  package private(set) var readings: Readings = [:]
  private var asked: [String: [String: KnobValue]] = [:]
  /// What was read under a plan that has changed since.
  private var outdated: Set<String> = []

  package init() {}

  /// The probes that were not read at this step, not to the end, or with other values of their knobs.
  /// Those of a step of their own are missing from that step on.
  package func missing(
    of probes: [Probe], at step: Int, knobs: [String: KnobValue]
  ) -> [Probe] {
    probes.filter { probe in
      let found = readings[probe.name]?.step
      if let held = probe.heldStep { return step >= held && found == nil }
      return found != step || isUnfinished(probe) || outdated.contains(probe.name)
        || asked[probe.name] != probe.knobValues(knobs)
    }
  }

  /// Whether the probe was read in part.
  package func isUnfinished(_ probe: Probe) -> Bool { readings[probe.name]?.isComplete == false }

  /// The plan has changed while the run goes on: formulas give other values at the same step.
  package mutating func outdateFormulas(of probes: [Probe]) {
    outdated.formUnion(probes.filter { $0.measure.processReader != nil }.map(\.name))
  }

  /// The network is another one at the same step.
  package mutating func outdateAll() { outdated.formUnion(readings.keys) }

  /// The probes that were never read.
  package func unread(_ probes: [Probe]) -> [Probe] {
    probes.filter { readings[$0.name] == nil }
  }

  /// Keeps what the probes read now.
  package mutating func note(
    _ newer: Readings, of probes: [Probe], knobs: [String: KnobValue]
  ) {
    readings.merge(newer) { $1 }
    outdated.subtract(newer.keys)
    for probe in probes { asked[probe.name] = probe.knobValues(knobs) }
  }
}

extension Probe {
  /// The knobs that its settings name: turning one changes what is read, and nothing in the run.
  package var knobNames: [String] {
    var names: [String] = []
    if case .knob(let name)? = input { names.append(name) }
    if case .knob(let name)? = prompt { names.append(name) }
    for number in [length, temperature, top] {
      if case .knob(let name)? = number { names.append(name) }
    }
    return names
  }

  /// The values of these.
  package func knobValues(_ knobs: [String: KnobValue]) -> [String: KnobValue] {
    let names = Set(knobNames)
    return names.isEmpty ? [:] : knobs.filter { names.contains($0.key) }
  }

  /// The knob's value where its example comes from a knob.
  package func inputValue(_ knobs: [String: KnobValue]) -> KnobValue? {
    if case .knob(let name)? = input { knobs[name] } else { nil }
  }
}
