import Charts

/// What the loop waits for: when the session is asked for a snapshot, when the answer is taken, and
/// when a frame is drawn. All times in seconds of the monotonic clock.
struct FrameSchedule {
  /// Arms answer one after the other; so long after the first answer the snapshot is taken.
  private static let gathering = 0.004
  /// The session is asked so long before the frame that will show the answer.
  private static let lead = 0.006
  /// A terminal that takes no output is tried again after so long.
  private static let retry = 0.02

  private var pacing: FramePacing
  private var frame: Cause?
  private var snapshot: Double?
  private var request: Double?
  private var notBefore = -Double.infinity
  private var shown: Grid?

  private enum Cause { case key, training }

  init(processors: Int) {
    pacing = FramePacing(processors: processors)
  }

  // MARK: What happened

  /// Something that the screen shows may have changed.
  mutating func changed(byKey: Bool) {
    if byKey || frame == nil { frame = byKey ? .key : .training }
  }

  mutating func sessionChanged(at now: Double) {
    if snapshot == nil { snapshot = now + FrameSchedule.gathering }
  }

  mutating func sessionClosed() {
    (snapshot, request) = (nil, nil)
  }

  /// What the terminal shows is to be drawn anew, even if it is the same.
  mutating func forgetShown() {
    shown = nil
  }

  mutating func postpone(at now: Double) {
    notBefore = now + FrameSchedule.retry
  }

  /// A frame was drawn, or turned out to be the one that is shown already.
  mutating func drew(_ grid: Grid, at now: Double, seconds: Double, isTraining: Bool) {
    pacing.drew(at: now, seconds: seconds, causedByKey: frame == .key)
    shown = grid
    frame = nil
    if isTraining && request == nil {
      request = max(now, pacing.nextFrame(causedByKey: false) - FrameSchedule.lead)
    }
  }

  // MARK: What is due

  /// Milliseconds until something is due; nil: nothing is, however long it takes.
  func timeout(at now: Double) -> Int? {
    let times = [frameTime, snapshot, request].compactMap { $0 }
    return times.min().map { Int((max(0, $0 - now) * 1000).rounded(.up)) }
  }

  private var frameTime: Double? {
    frame.map { max(notBefore, pacing.nextFrame(causedByKey: $0 == .key)) }
  }

  func drawsFrame(at now: Double) -> Bool { frameTime.map { $0 <= now } ?? false }

  mutating func takesSnapshot(at now: Double) -> Bool { FrameSchedule.take(&snapshot, at: now) }

  mutating func asksSession(at now: Double) -> Bool { FrameSchedule.take(&request, at: now) }

  private static func take(_ time: inout Double?, at now: Double) -> Bool {
    guard let due = time, due <= now else { return false }
    time = nil
    return true
  }

  func differs(from grid: Grid) -> Bool { grid != shown }
}
