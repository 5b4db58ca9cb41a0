/// When the next frame may be drawn. Frames that a key caused come at once; those that show how the
/// training goes on come so seldom that drawing costs a small share of the machine.
struct FramePacing {
  /// Seconds between frames that show how the training goes on, at least: 15 a second. More can
  /// hardly be seen, and each costs the arms a snapshot and their turn on a processor.
  static let shortestInterval = 1.0 / 15
  /// Seconds between frames that keys caused: a held key draws no more than 60 a second.
  static let shortestKeyInterval = 1.0 / 60
  /// The share of all processors that drawing may take.
  static let share = 0.02

  private let processors: Double
  private var lastFrame = -Double.infinity
  private var lastKeyFrame = -Double.infinity
  /// Processor seconds of a frame, smoothed over the last ten or so.
  private(set) var cost = 0.0

  init(processors: Int) {
    self.processors = Double(max(1, processors))
  }

  /// Seconds between two frames of a running lesson.
  var interval: Double {
    max(FramePacing.shortestInterval, cost / (FramePacing.share * processors))
  }

  /// The moment from which a frame may be drawn, in seconds of the monotonic clock.
  func nextFrame(causedByKey: Bool) -> Double {
    causedByKey
      ? lastKeyFrame + FramePacing.shortestKeyInterval
      : lastFrame + interval
  }

  /// Notes a frame that was drawn at `time` and took `seconds` of this thread's processor time.
  mutating func drew(at time: Double, seconds: Double, causedByKey: Bool) {
    lastFrame = time
    if causedByKey { lastKeyFrame = time }
    cost = cost == 0 ? seconds : 0.9 * cost + 0.1 * seconds
  }
}
