/// The pictures that were taken of an arm, and of what.
package struct PictureReadings {
  package private(set) var pictures: [String: Picture] = [:]
  /// The training step; nil: none has been taken.
  package private(set) var step: Int?
  private var inputs: [String: KnobValue] = [:]

  package init() {}

  package init(of probes: [Probe], in experiment: Experiment, knobs: [String: KnobValue]) {
    step = experiment.step
    let taker = PictureTaker(experiment)
    for probe in probes {
      pictures[probe.name] = taker.picture(of: probe, knobs: knobs)
      inputs[probe.name] = probe.inputValue(knobs)
    }
  }

  /// Whether they show these probes as they are at this step.
  package func hold(_ probes: [Probe], at step: Int, knobs: [String: KnobValue]) -> Bool {
    probes.isEmpty
      || step == self.step
        && probes.allSatisfy {
          pictures[$0.name] != nil && inputs[$0.name] == $0.inputValue(knobs)
        }
  }
}

extension Probe {
  /// The knob's value where a picture's example comes from a knob.
  package func inputValue(_ knobs: [String: KnobValue]) -> KnobValue? {
    if case .knob(let name)? = input { knobs[name] } else { nil }
  }
}
