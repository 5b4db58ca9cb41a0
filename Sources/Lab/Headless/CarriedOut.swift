internal import Experiments

extension ExperimentPlan {
  /// Begins, takes so many steps, and works out what was to be recorded; what is cancelled stays where it
  /// has come to.
  /// - Parameters:
  ///   - isCancelled: asked after every step.
  ///   - look: is shown what it has come to after every step.
  ///   - note: is told the steps since it was told last; at the end those that divergence left out, too.
  func carriedOut(
    _ start: ExperimentStart, steps: Int, unless isCancelled: () -> Bool,
    look: (any Experiment) -> Void = { _ in }, note: (Int) -> Void
  ) throws -> any Experiment {
    var experiment = try begin(start)
    while experiment.step < steps, experiment.divergedAt == nil, !isCancelled() {
      experiment.advance()
      look(experiment)
      note(1)
    }
    note(steps - experiment.step)
    experiment.settle(until: isCancelled)
    return experiment
  }
}
