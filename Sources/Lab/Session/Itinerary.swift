internal import Experiments
internal import Lessons

/// Where an arm is to be, where it was at marks, and how far it has come on this way already. The run
/// follows it: no deed here takes a step.
struct Itinerary {
  private(set) var here: Whereabouts
  /// Where the way led before the arm went back.
  private(set) var ahead: Ahead?
  private var marks: [Int: Mark] = [:]

  struct Ahead: Sendable {
    var end: Whereabouts
    /// Whether going on from here comes there: nothing was changed in another way.
    var isReachable = true
  }

  private struct Mark {
    var here: Whereabouts
    var ahead: Ahead?
  }

  init(_ start: Whereabouts) { here = start }

  /// The furthest step of this way.
  var furthest: Whereabouts { ahead.flatMap { $0.isReachable ? $0.end : nil } ?? here }

  // MARK: Deeds

  /// Is on another way, with nothing ahead.
  mutating func be(at whereabouts: Whereabouts) {
    here = whereabouts
    ahead = nil
  }

  /// - Returns: whether that changes anything.
  mutating func retune(to plan: any ExperimentPlan, knobs: [String: KnobValue]) -> Bool {
    guard here.retune(to: plan, knobs: knobs) else { return false }
    checkAhead()
    return true
  }

  mutating func operate(_ operation: Operation, isPlanned: Bool) {
    here.operate(operation, isPlanned: isPlanned)
    checkAhead()
  }

  mutating func go(to step: Int) {
    let furthest = furthest
    here = furthest.upTo(max(0, step))
    ahead = here.step < furthest.step ? Ahead(end: furthest) : nil
  }

  mutating func goBeforeOperation(_ number: Int) {
    let furthest = furthest
    here = here.before(asked: number)
    ahead = here.isOnTheWay(to: furthest) ? Ahead(end: furthest) : nil
  }

  /// Where the arm was at a mark.
  func marked(_ number: Int) -> Whereabouts? { marks[number]?.here }

  mutating func mark(_ number: Int) { marks[number] = Mark(here: here, ahead: ahead) }

  mutating func recall(_ number: Int) {
    guard let mark = marks[number] else { return }
    let furthest = furthest
    here = mark.here
    ahead = mark.ahead
    guard here.isOnTheWay(to: furthest), furthest.step > max(here.step, self.furthest.step) else {
      return
    }
    ahead = Ahead(end: furthest)
  }

  // MARK: The way

  /// The run has taken steps.
  mutating func advance(to step: Int) {
    here.advance(to: step)
    guard let ahead else { return }
    if step >= ahead.end.step {
      self.ahead = nil
    } else if ahead.isReachable {
      // Looked at after every step: the courses are alike, so only the next change can part them.
      let changes = ahead.end.course.changes.dropFirst(here.course.changes.count)
      if let next = changes.first, next.step < step { self.ahead?.isReachable = false }
    }
  }

  private mutating func checkAhead() {
    guard let end = ahead?.end else { return }
    ahead?.isReachable = here.isOnTheWay(to: end)
  }
}
