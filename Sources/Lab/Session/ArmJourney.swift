internal import Experiments
internal import Lessons

/// Carries out deeds on an arm: where it is to be, and the run that goes there.
struct ArmJourney {
  var itinerary: Itinerary?
  /// On its way to where the arm is to be, or there.
  var run: Run?
  /// Whether the run leads to where the arm is to be: after the arm was brought elsewhere, another one may
  /// have to be found.
  var leadsThere = true
  /// The run at the end of what is ahead.
  var aheadRun: Run?
  /// Whether that is among the past ones already.
  private var isAheadKept = false
  var past = PastRuns()
  /// Runs at earlier steps.
  var points: KeptRuns
  /// Deeds so far that bring the arm to another step.
  private(set) var moves = 0
  private var done = 0

  /// What deeds have changed for whoever looks.
  struct Outcome: OptionSet {
    let rawValue: Int
    /// The arm is elsewhere.
    static let moved = Outcome(rawValue: 1)
    /// It has begun.
    static let begun = Outcome(rawValue: 2)
    static let retuned = Outcome(rawValue: 4)
    static let operated = Outcome(rawValue: 8)
  }

  /// - Parameter keptBytes: what runs at earlier steps may take.
  init(keptBytes: Int) { points = KeptRuns(budget: keptBytes) }

  var here: Whereabouts? { itinerary?.here }
  /// The step where the arm is to be.
  var step: Int { itinerary?.here.step ?? 0 }
  /// Whether the run is where the arm is to be.
  var hasArrived: Bool {
    guard let run, let here, leadsThere else { return false }
    return run.isAt(here.place)
  }

  // MARK: Deeds

  /// Carries out those deeds that are not done yet.
  mutating func carryOut(_ deeds: [Deed], desk: ForkDesk) -> Outcome {
    var outcome: Outcome = []
    for deed in deeds.dropFirst(done) { outcome.formUnion(carryOut(deed, desk)) }
    done = max(done, deeds.count)
    return outcome
  }

  private mutating func carryOut(_ deed: Deed, _ desk: ForkDesk) -> Outcome {
    switch deed {
    case .begin(let beginning, let isAnew): begin(beginning, isAnew: isAnew)
    case .again(let number, let seed): beginAgain(at: number, seed: seed)
    case .retune(let plan, let knobs): retune(to: plan, knobs: knobs)
    case .operate(let operation): operate(operation, isPlanned: false)
    case .go(let step): move { $0.go(to: step) }
    case .recall(let number): move { $0.recall(number) }
    case .beforeOperation(let number): move { $0.goBeforeOperation(number) }
    case .mark(let number): mark(number)
    case .lend(let ticket): lend(ticket, at: desk)
    case .adopt(let ticket): adopt(desk.take(ticket))
    }
  }

  private mutating func begin(_ beginning: Deed.Beginning, isAnew: Bool) -> Outcome {
    moves += 1
    leave(before: beginning, isAnew: isAnew)
    guard !isAnew, let known = past.take(beginning) else {
      be(at: Whereabouts(beginning))
      return [.begun, .moved]
    }
    (run, leadsThere) = (known.run, true)
    be(at: known.end)
    return retune(to: beginning.plan, knobs: beginning.knobs).union([.begun, .moved])
  }

  private mutating func beginAgain(at number: Int, seed: UInt64) -> Outcome {
    moves += 1
    guard let start = itinerary?.marked(number) else { return .begun }
    leave(before: nil, isAnew: true)
    be(at: start.reseeded(seed))
    return [.begun, .moved]
  }

  private mutating func be(at whereabouts: Whereabouts) {
    if itinerary == nil { itinerary = Itinerary(whereabouts) }
    itinerary?.be(at: whereabouts)
  }

  private mutating func mark(_ number: Int) -> Outcome {
    itinerary?.mark(number)
    return []
  }

  mutating func retune(to plan: any ExperimentPlan, knobs: [String: KnobValue]) -> Outcome {
    let isThere = hasArrived
    guard itinerary?.retune(to: plan, knobs: knobs) == true, let here else { return [] }
    if isThere { run?.retune(here.course.plan) }
    return .retuned
  }

  /// Operates on the network where the arm is. Without effect after divergence.
  mutating func operate(_ operation: Operation, isPlanned: Bool) -> Outcome {
    guard run?.experiment.divergedAt == nil else { return [] }
    let isThere = hasArrived
    itinerary?.operate(operation, isPlanned: isPlanned)
    // In its place: a copy would have the step copy the weights.
    if isThere, let here { run?.retune(here.course.plan) }
    return .operated
  }

  // MARK: Going elsewhere

  /// The furthest run of this way, with where it is.
  private var tip: (run: Run, end: Whereabouts)? {
    if let ahead = itinerary?.ahead, ahead.isReachable { return aheadRun.map { ($0, ahead.end) } }
    guard let run, let here, hasArrived else { return nil }
    return (run, here)
  }

  /// Goes elsewhere. The run so far is what is ahead then, or one of the past.
  private mutating func move(_ body: (inout Itinerary) -> Void) -> Outcome {
    moves += 1
    guard let before = itinerary else { return [] }
    var now = before
    body(&now)
    guard now.here.place != before.here.place else {
      itinerary = now
      return []
    }
    let tip = tip
    keepAhead()
    (itinerary, aheadRun, isAheadKept) = (now, nil, false)
    if let tip, now.ahead?.end.place == tip.end.place {
      aheadRun = tip.run
    } else if let tip, now.here.place == tip.end.place {
      run = tip.run
    } else if let tip {
      past.keep(.init(run: tip.run, end: tip.end), before: nil, isAnew: false)
    }
    if aheadRun == nil, let end = now.ahead?.end { aheadRun = past.take(at: end.place) }
    leadsThere = run.map { $0.place.isOnTheWay(to: now.here.place) } ?? false
    return .moved
  }

  /// Leaves the present run for another one that begins.
  private mutating func leave(before next: Deed.Beginning?, isAnew: Bool) {
    keepAhead()
    if let tip {
      past.keep(.init(run: tip.run, end: tip.end), before: next, isAnew: isAnew)
    }
    (run, aheadRun, isAheadKept) = (nil, nil, false)
  }

  /// Keeps what was ahead among the past, where nothing leads there any more.
  mutating func keepAhead() {
    guard let aheadRun, let ahead = itinerary?.ahead, !ahead.isReachable, !isAheadKept else {
      return
    }
    isAheadKept = true
    past.keep(.init(run: aheadRun, end: ahead.end), before: nil, isAnew: false)
  }

  /// Knows no run any more, and where it is to be all the same.
  mutating func forgetOthers() {
    (run, aheadRun, isAheadKept) = (nil, nil, false)
    past = PastRuns()
    points = KeptRuns(budget: points.budget)
  }

  // MARK: Forks

  private func lend(_ ticket: Int, at desk: ForkDesk) -> Outcome {
    desk.put(
      .init(run: hasArrived ? run : nil, here: here, points: points), under: ticket)
    return []
  }

  private mutating func adopt(_ parcel: ForkDesk.Parcel?) -> Outcome {
    moves += 1
    guard let parcel, let here = parcel.here else { return .begun }
    be(at: here)
    (run, leadsThere) = (parcel.run, true)
    let budget = points.budget
    points = parcel.points
    points.budget = budget
    return [.begun, .moved]
  }

  /// The plans that deeds not done yet begin with.
  func plansToBegin(_ deeds: [Deed]) -> [any ExperimentPlan] {
    deeds.dropFirst(done).compactMap {
      if case .begin(let beginning, _) = $0 { beginning.plan } else { nil }
    }
  }
}
