internal import Experiments

/// A plan with what is to be done to its network on the way.
struct OperatedPlan {
  private var plan: any ExperimentPlan
  /// In the order of their steps.
  private var rest: ArraySlice<PlannedOperation>

  init(_ plan: any ExperimentPlan, _ planned: [PlannedOperation]) {
    self.plan = plan
    rest = planned[...]
  }

  /// Carries out what is due at the step to which the run has come. Without effect after divergence.
  /// - Parameter see: is given the experiment after each.
  mutating func carryOut<E: Experiment>(on experiment: inout E, see: (E) -> Void = { _ in }) {
    while experiment.divergedAt == nil, let next = rest.first, next.step <= experiment.step {
      rest = rest.dropFirst()
      plan = plan.operated(by: [next.operation])
      experiment.retune(plan)
      see(experiment)
    }
  }
}

extension [PlannedOperation] {
  /// - Throws: `CommandFault` where a run of so many steps doesn't come to one of them.
  func check(steps: Int) throws(CommandFault) {
    guard let late = first(where: { $0.step > steps }) else { return }
    throw .impossibleOperation(
      "“\(late.text)”: this run ends at step \(steps) and never comes to step \(late.step)")
  }
}
