/// What makes an arm's run: its seed, the plan that it began with, and the plans that it went on under.
/// Equal courses come to the same bits at every step.
package struct Course: Sendable {
  /// Another plan, from a step on.
  package struct Change: Sendable {
    package var step: Int
    package var plan: any ExperimentPlan
  }

  package let seed: UInt64
  package let start: any ExperimentPlan
  /// In the order of their steps, one a step at most.
  package private(set) var changes: [Change] = []

  package init(seed: UInt64, plan: any ExperimentPlan) {
    self.seed = seed
    start = plan
  }

  /// The newest plan.
  package var plan: any ExperimentPlan { changes.last?.plan ?? start }

  /// Goes on under another plan from a step on.
  /// - Precondition: `plan` continues the present one, and no change is at a later step.
  package mutating func change(to plan: any ExperimentPlan, at step: Int) {
    precondition(step >= changes.last?.step ?? 0, "a change at step \(step), before another")
    if changes.last?.step == step { changes.removeLast() }
    changes.append(Change(step: step, plan: plan))
  }
}

extension Course: Equatable {
  package static func == (a: Course, b: Course) -> Bool {
    a.seed == b.seed && a.start.equals(b.start) && a.changes == b.changes
  }
}

extension Course.Change: Equatable {
  package static func == (a: Course.Change, b: Course.Change) -> Bool {
    a.step == b.step && a.plan.equals(b.plan)
  }
}
