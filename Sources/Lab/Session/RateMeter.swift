/// Training steps a second, over the last half second or so of training.
struct RateMeter: Sendable {
  private(set) var stepsPerSecond = 0.0
  private var mark: (seconds: Double, step: Int)?

  /// Notes that the arm has come to `step` at `seconds` of a steady clock.
  mutating func note(step: Int, seconds: Double) {
    guard let mark else {
      mark = (seconds, step)
      return
    }
    let elapsed = seconds - mark.seconds
    guard elapsed >= 0.25 || stepsPerSecond == 0 && elapsed > 0.02 else { return }
    stepsPerSecond = Double(step - mark.step) / elapsed
    if elapsed >= 0.25 { self.mark = (seconds, step) }
  }

  var isStopped: Bool { mark == nil }

  /// The arm has stopped: what follows is no slow training. The last rate stays to be read; of a run
  /// too short for a steady one it is the mean.
  mutating func stop(step: Int, seconds: Double) {
    if let mark, stepsPerSecond == 0, seconds > mark.seconds {
      stepsPerSecond = Double(step - mark.step) / (seconds - mark.seconds)
    }
    mark = nil
  }
}
