internal import Experiments
internal import Lessons

/// The run follows where the arm is to be.
extension ArmJourney {
  /// Sees to it that there is a run on the way to where the arm is to be: the nearest one that is kept,
  /// or else a new one at step 0.
  mutating func follow(_ make: (Course) throws -> Run) throws {
    guard let place = here?.place, !hasArrived else { return }
    defer { leadsThere = run != nil }
    if var present = run, present.turn(to: place) {
      run = present
      return
    }
    if let known = past.take(at: place) {
      run = known
      return
    }
    let candidates = [run, points.nearest(to: place), past.nearest(to: place), aheadRun]
    run = candidates.compactMap(\.self).filter { $0.place.isOnTheWay(to: place) }
      .max { $0.step < $1.step }
    if run == nil { run = try make(place.course) }
    run?.takeUpChanges(towards: place)
  }

  /// Takes a step towards where the arm is to be.
  /// - Precondition: the run has not arrived.
  mutating func travel() {
    guard let place = here?.place else { return }
    run?.advance()
    run?.takeUpChanges(towards: place)
    if let run { points.note(run, at: Clock.seconds()) }
  }

  /// Takes a step beyond where the arm is, which is there then.
  /// - Precondition: the run has arrived.
  mutating func advance(at seconds: Double) {
    // In its place: a copy would have the step copy the weights.
    run?.advance()
    noteAdvance(at: seconds)
  }

  /// Goes on from a run of the same way that is further.
  mutating func goOn(from further: Run) {
    run = further
    noteAdvance(at: Clock.seconds())
  }

  /// The run has gone on.
  private mutating func noteAdvance(at seconds: Double) {
    guard let run else { return }
    itinerary?.advance(to: run.step)
    if itinerary?.ahead == nil {
      aheadRun = nil
    } else {
      keepAhead()
    }
    points.note(run, at: seconds)
  }

  // MARK: What is shown

  /// What comes after this step, where the arm was further.
  func ahead(_ request: SnapshotRequest) -> Ahead? {
    guard let ahead = itinerary?.ahead else { return nil }
    return Ahead(
      step: ahead.end.step, isReachable: ahead.isReachable,
      traces: aheadRun?.experiment.traces(request.steps, resolution: request.resolution) ?? [:],
      changes: ahead.end.changes)
  }

  var notices: [String] {
    guard let run, run.step > 0, KeptRuns.bytes(of: run) > points.budget else { return [] }
    let mebibyte = 1_048_576.0
    let size = Double(KeptRuns.bytes(of: run)) / mebibyte
    return [
      "Going back runs from step 0: "
        + "\(points.budget / 1_048_576) MiB are too few for a step of \(Int(size.rounded(.up))) MiB."
    ]
  }
}
