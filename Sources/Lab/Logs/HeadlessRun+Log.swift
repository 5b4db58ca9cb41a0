public import Experiments
internal import Lessons

extension HeadlessRun {
  /// The log of a session that comes to the same: what it began with, and what the arms came to.
  /// - Parameters:
  ///   - settings, operations: those that it was run with.
  ///   - program: the version that wrote it.
  public func log(
    settings: [String: KnobValue], operations: [PlannedOperation], program: String
  ) -> String {
    let start = SessionStart(lesson, seed: seed, settings: settings, operations: operations)
    let states = arms.compactMap { arm in
      arm.digest.map {
        SessionLog.ArmState(id: arm.snapshot.id, step: arm.snapshot.step, digest: $0)
      }
    }
    return start.header(program: program) + SessionLog.State(command: 0, arms: states).line
  }
}
