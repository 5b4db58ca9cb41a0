/// A step on a course: what an arm is to come to, and by which way.
package struct Place: Equatable, Sendable {
  /// Without what it changes at later steps.
  package private(set) var course: Course
  package private(set) var step: Int

  /// - Parameter step: changes of the course at later steps are left out.
  package init(_ course: Course, step: Int) {
    self.course = course.upTo(step)
    self.step = step
  }

  /// The same way, so far.
  package func upTo(_ step: Int) -> Place { Place(course, step: min(step, self.step)) }

  /// Whether who is here can come to the other place by going on.
  package func isOnTheWay(to other: Place) -> Bool {
    step <= other.step && course.isBeginning(of: other.course, at: step)
  }

  /// A step further on the same course.
  package mutating func advance(to step: Int) {
    precondition(step >= self.step, "advance: to step \(step) from \(self.step)")
    self.step = step
  }

  /// Another plan from here on.
  /// - Precondition: it `continues` the present one.
  package mutating func change(to plan: any ExperimentPlan) { course.change(to: plan, at: step) }
}

extension Run {
  package var place: Place { Place(course, step: step) }

  /// Whether it has come to a place that it is on the way to, with all changes that are due there.
  package func isAt(_ place: Place) -> Bool {
    step == place.step && course.changes.count == place.course.changes.count
  }

  /// Carries out the changes that are due at this step on the way to a place.
  /// - Precondition: it is on the way there.
  package mutating func takeUpChanges(towards place: Place) {
    let due = place.course.changes.dropFirst(course.changes.count)
    for change in due.prefix(while: { $0.step == step }) { retune(change.plan) }
  }

  /// Takes back the knobs that were turned at this step and turns them as a place of it has them.
  /// - Returns: whether that comes to the place; nothing is changed where it doesn't.
  package mutating func turn(to place: Place) -> Bool {
    guard step == place.step,
      case let before = course.upTo(step - 1), before == place.course.upTo(step - 1),
      // Operations at this step would have to be taken back, too.
      before.plan.operations == course.plan.operations,
      before.plan.operations == place.course.plan.operations
    else { return false }
    retune(place.course.plan)
    return true
  }
}
