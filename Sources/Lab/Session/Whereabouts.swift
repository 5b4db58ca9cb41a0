public import Experiments
internal import Lessons

/// Something that was changed on the way of an arm.
public struct CourseChange: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// All knob values as the arm has them from here on.
    case knobs([String: KnobValue])
    case operation(Operation)
  }

  /// The training step where it took effect.
  public var step: Int
  public var kind: Kind
  /// Whether it was known before the run.
  public var isPlanned: Bool

  public init(step: Int, kind: Kind, isPlanned: Bool = false) {
    self.step = step
    self.kind = kind
    self.isPlanned = isPlanned
  }
}

/// Where an arm is, and how it came there, in words of the lesson too.
struct Whereabouts: Sendable {
  private(set) var place: Place
  /// All knob values with which the arm began.
  let firstKnobs: [String: KnobValue]
  /// In the order in which they were made.
  private(set) var changes: [CourseChange] = []

  init(_ beginning: Deed.Beginning) {
    place = Place(Course(seed: beginning.seed, plan: beginning.plan), step: 0)
    firstKnobs = beginning.knobs
  }

  var step: Int { place.step }
  var course: Course { place.course }
  /// All knob values at this step.
  var knobs: [String: KnobValue] { changes.knobs ?? firstKnobs }
  /// Those with which the newest step was taken.
  var knobsTaken: [String: KnobValue] { changes.filter { $0.step < step }.knobs ?? firstKnobs }
  /// What was done to the network without having been known before the run.
  var askedOperations: [Operation] { changes.compactMap { $0.isPlanned ? nil : $0.operation } }
  /// How many of the planned operations are done.
  var plannedCount: Int { changes.count { $0.isPlanned } }

  /// The same way, so far.
  func upTo(_ step: Int) -> Whereabouts {
    var earlier = self
    earlier.place = place.upTo(step)
    earlier.changes.removeAll { $0.step > step }
    return earlier
  }

  /// Before the operation of this number, from 0, of those that were asked for; itself where there are not so
  /// many.
  func before(asked number: Int) -> Whereabouts {
    let asked = changes.indices.filter { changes[$0].operation != nil && !changes[$0].isPlanned }
    guard asked.indices.contains(number) else { return self }
    let index = asked[number]
    let done = changes[..<index].count { $0.operation != nil }
    var earlier = self
    earlier.place = Place(course.before(operation: done), step: changes[index].step)
    earlier.changes = Array(changes[..<index])
    return earlier
  }

  /// The same way with another seed.
  func reseeded(_ seed: UInt64) -> Whereabouts {
    var other = self
    other.place = Place(course.reseeded(seed), step: step)
    return other
  }

  func isOnTheWay(to other: Whereabouts) -> Bool { place.isOnTheWay(to: other.place) }

  mutating func advance(to step: Int) { place.advance(to: step) }

  /// Goes on under a plan that says nothing of operations.
  /// - Returns: whether that changes anything.
  mutating func retune(to plan: any ExperimentPlan, knobs: [String: KnobValue]) -> Bool {
    let plan = plan.operated(by: course.plan.operations)
    guard !course.plan.equals(plan) else { return false }
    place.change(to: plan)
    let step = step
    changes.removeAll { $0.step == step && $0.operation == nil }
    if knobs != self.knobs { changes.append(CourseChange(step: step, kind: .knobs(knobs))) }
    return true
  }

  mutating func operate(_ operation: Operation, isPlanned: Bool) {
    place.change(to: course.plan.operated(by: [operation]))
    changes.append(CourseChange(step: step, kind: .operation(operation), isPlanned: isPlanned))
  }
}

extension CourseChange {
  var operation: Operation? { if case .operation(let operation) = kind { operation } else { nil } }
}

extension [CourseChange] {
  /// The newest knob values of these.
  fileprivate var knobs: [String: KnobValue]? {
    for change in reversed() {
      if case .knobs(let knobs) = change.kind { return knobs }
    }
    return nil
  }
}
