internal import Experiments
internal import Lessons

/// What a replay has come to.
extension SessionReplay {
  /// The present runs of the arms that are not gone.
  package func result() -> HeadlessRun {
    var lesson = state.lesson
    let present = arms.indices.filter { !state.wish.arms[$0].isGone }
    lesson.arms = present.map { state.lesson.arms[$0] }
    let results = present.map { index -> HeadlessRun.Arm in
      let arm = state.lesson.arms[index]
      var snapshot = ArmSnapshot(id: arm.id, label: arm.label, knobs: state.knobs(of: arm))
      guard var experiment = arms[index].training.run?.experiment else {
        snapshot.phase = .failed(arms[index].training.failure ?? "it never began")
        return HeadlessRun.Arm(snapshot: snapshot, series: [:])
      }
      snapshot.fill(from: &experiment, probes: lesson.probes)
      return HeadlessRun.Arm(snapshot: snapshot, series: experiment.series)
    }
    return HeadlessRun(
      lesson: lesson, seed: state.seed, steps: arms.map(\.training.step).max() ?? 0,
      knobs: state.knobs, arms: results, seconds: 0)
  }

  /// Where the arms are, as `calm at step 103`.
  package var whereabouts: String {
    arms.indices.filter { !state.wish.arms[$0].isGone }
      .map { "\(arms[$0].id) at step \(arms[$0].training.run?.step ?? 0)" }
      .joined(separator: ", ")
  }
}
