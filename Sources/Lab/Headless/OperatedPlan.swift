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

  /// The plan to go on under, where something is due at the step to which the run has come. There may
  /// be one more then.
  mutating func next(at step: Int) -> (any ExperimentPlan)? {
    guard let next = rest.first, next.step <= step else { return nil }
    rest = rest.dropFirst()
    plan = plan.operated(by: [next.operation])
    return plan
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
