import Lab
import Lessons
import Screens

extension App {
  /// Runs a claim of the lesson on the screen on a seed that nobody has seen.
  mutating func tryClaim(_ name: String) {
    guard let lesson = session?.lesson.onItsOwnData,
      let claim = lesson.claims.first(where: { $0.name == name })
    else { return }
    endTrial()
    var generator = SystemRandomNumberGenerator()
    let seeds = UnseenSeeds.fresh(1, from: &generator)
    do {
      trial = try ClaimTrialRun(claim, of: lesson, seed: seeds[0], library: shelf.data)
    } catch {
      take(.claimTrial(name, .failed("\(error)")))
    }
  }

  /// Nobody asks any more what it comes to.
  mutating func endTrial() {
    trial?.cancel()
    trial = nil
  }

  /// Shows how far it is, or what it came to.
  mutating func takeTrial() {
    guard let trial, isReadable(trial.changeSignal) else { return }
    trial.drain()
    let state = trial.present
    take(.claimTrial(trial.claim, state))
    schedule.changed(byKey: false)
    if case .running = state { return }
    self.trial = nil
  }
}
