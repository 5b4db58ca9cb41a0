internal import Experiments
internal import Lessons

/// How long an arm takes on its way, measured on this machine at full speed, as the screen measures it.
struct ArmPace {
  /// Seconds from the beginning until each stop is reached. One that has diverged keeps nobody waiting.
  private(set) var stops: [Int: Double] = [:]
  /// The steps that were taken, and how long they took together.
  private(set) var steps = 0
  private(set) var seconds = 0.0
  /// Whether the patience ended before the last stop, so that the later ones are reckoned.
  private(set) var isReckoned = false

  /// nil: the arm can't be built.
  /// - Parameters:
  ///   - index: of the arm.
  ///   - patience: seconds after which what is left is reckoned from the steps so far.
  init?(
    of index: Int, until stops: Set<Int>, _ state: SessionState, _ library: DataLibrary,
    patience: Double = .infinity
  ) {
    let arm = state.lesson.arms[index]
    guard
      var experiment = try? state.plans[index].begin(
        ExperimentStart(
          seed: state.seed, probes: state.lesson.probes,
          recording: state.lesson.recording(of: arm), shelf: library))
    else { return nil }
    let last = stops.max() ?? 0
    let start = Clock.seconds()
    while experiment.step < last, experiment.divergedAt == nil, seconds < patience {
      experiment.advance()
      seconds = Clock.seconds() - start
      if stops.contains(experiment.step) { self.stops[experiment.step] = seconds }
    }
    steps = experiment.step
    isReckoned = steps < last && experiment.divergedAt == nil
    for stop in stops where self.stops[stop] == nil {
      self.stops[stop] = isReckoned ? seconds * Double(stop) / Double(max(1, steps)) : seconds
    }
  }

  /// nil where no step was taken.
  var secondsPerStep: Double? { steps > 0 ? seconds / Double(steps) : nil }
}
