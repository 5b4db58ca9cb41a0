internal import Experiments
import Lab
import Lessons

/// Whether knobs change anything.
extension StudyModel {
  /// Finds the knobs that no run of the page depends on as the others are now. Too dear for
  /// every frame.
  mutating func noteIdleKnobs() {
    let arms = shownArms.map(\.arm).filter { $0.forkedFrom == nil }
    let idle = lesson.knobs.filter { knob in
      lesson.drivesRuns(knob.name) && !arms.contains { drives(knob, $0) }
    }
    idleKnobs = Set(idle.map(\.name))
  }

  /// Whether the run of an arm depends on the knob: an optimizer without momentum has no use for one.
  private func drives(_ knob: Knob, _ arm: Arm) -> Bool {
    let values = knob.ends
    // What is typed may be anything.
    guard values.count > 1 else { return lesson.drivesRuns(knob.name) }
    var common = snapshot.knobs
    common.merge(armSnapshot(arm.id)?.knobs ?? [:]) { $1 }
    let plans = values.compactMap { value in
      try? lesson.plan(
        of: arm,
        knobs: arm.knobValues(shared: common, own: [knob.name: value])
      ).main
    }.map { plan -> any ExperimentPlan in
      guard var train = plan as? TrainPlan else { return plan }
      (train.training, train.notices) = (train.training.inEffect, [])
      return train
    }
    // Where it can't be told, nothing is said.
    guard plans.count == values.count, let first = plans.first else { return true }
    return plans.dropFirst().contains { !$0.equals(first) }
  }
}

extension Knob {
  /// Values far from each other; none of free text, rows of numbers and places.
  fileprivate var ends: [KnobValue] {
    switch kind {
    case .number(let range, _, _): [.number(range.lowerBound), .number(range.upperBound)]
    case .choice(let words): words.map(KnobValue.word)
    case .text, .matrix, .position: []
    }
  }
}
