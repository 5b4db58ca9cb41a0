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
  /// In the order of their steps; of several at a step, each carries out more operations.
  package private(set) var changes: [Change] = []

  package init(seed: UInt64, plan: any ExperimentPlan) {
    self.seed = seed
    start = plan
  }

  /// The newest plan.
  package var plan: any ExperimentPlan { changes.last?.plan ?? start }

  /// Goes on under another plan from a step on. What is turned and turned back at one step is no change.
  /// - Precondition: `plan` continues the present one, and no change is at a later step.
  package mutating func change(to plan: any ExperimentPlan, at step: Int) {
    precondition(step >= changes.last?.step ?? 0, "a change at step \(step), before another")
    if let last = changes.last, last.step == step,
      last.plan.operations.count == plan.operations.count
    {
      changes.removeLast()
    }
    if !self.plan.equals(plan) { changes.append(Change(step: step, plan: plan)) }
  }

  /// The same plans with another seed.
  package func reseeded(_ seed: UInt64) -> Course {
    var course = Course(seed: seed, plan: start)
    course.changes = changes
    return course
  }

  /// Without what it changes after a step.
  package func upTo(_ step: Int) -> Course {
    guard let last = changes.last, last.step > step else { return self }
    var course = self
    course.changes.removeAll { $0.step > step }
    return course
  }

  /// Without the operation of this number, from 0, and all that comes after it.
  package func before(operation number: Int) -> Course {
    var course = self
    let end = changes.firstIndex { $0.plan.operations.count > number } ?? changes.endIndex
    course.changes = Array(changes[..<end])
    return course
  }

  /// Whether both have the same first step.
  package func beginsLike(_ other: Course) -> Bool {
    seed == other.seed && start.equals(other.start)
  }

  /// Whether a run of this course at a step can go on along the other one.
  package func isBeginning(of other: Course, at step: Int) -> Bool {
    guard changes.count <= other.changes.count, beginsLike(other),
      zip(changes, other.changes).allSatisfy(==)
    else { return false }
    let next = other.changes.dropFirst(changes.count).first
    return next.map { $0.step >= step } ?? true
  }
}

extension Course: Equatable {
  package static func == (a: Course, b: Course) -> Bool {
    a.beginsLike(b) && a.changes == b.changes
  }
}

extension Course.Change: Equatable {
  package static func == (a: Course.Change, b: Course.Change) -> Bool {
    a.step == b.step && a.plan.equals(b.plan)
  }
}
