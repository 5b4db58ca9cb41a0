internal import Experiments
package import Lessons

/// An arm as it was when the program ended.
struct ResumedArm: @unchecked Sendable {
  // Safe to send: experiments are values, whose storage nobody changes while it is shared; and only the
  // thread of its arm takes it.
  let training: ArmTraining
  let takenUp: [TakeUp]
}

/// The arms of a session as they were when the program ended.
struct ResumedSession: Sendable {
  let arms: [ResumedArm]
  let desk: ForkDesk
  /// The lines of the old log after its header, up to where it is gone on from.
  let lines: String
  /// What these tell.
  let writer: SessionLogWriter
}

extension Session {
  /// A session that goes on from a point of its log. Arms of which nothing is kept go their way again.
  /// - Parameters:
  ///   - point: one of its states.
  ///   - kept: by arm, what `Run.kept` gave there.
  ///   - isWatched, speed, keptBytes: as for a session that begins.
  /// - Returns: the session, and of which arms what was kept is not to be used, with the reason.
  /// - Throws: `LogFault` where the log can't be gone through so far, `CommandFault`, `SystemFault`.
  package static func resumed(
    _ log: SessionLog, at point: SessionLog.Placed<SessionLog.State>, kept: [String: [UInt8]],
    lesson: Lesson,
    library: DataLibrary, isWatched: Bool = false, speed: Double? = 1, keptBytes: Int? = nil
  ) throws -> (session: Session, unused: [String: String]) {
    var replay = try SessionReplay(
      log, lesson: lesson, library: library, computes: false, upTo: point, keptBytes: keptBytes,
      isWatched: isWatched, speed: speed)
    if let fault = replay.play() { throw fault }
    let desk = ForkDesk()
    var state = replay.state
    state.prepareToResume(at: point.content.command, log.start)
    var unused: [String: String] = [:]
    let arms = replay.arms.enumerated().map { index, arm -> ResumedArm in
      var training = arm.training.training(state.order(forArm: index), desk: desk)
      let digest = point.content.arms.first { $0.id == arm.id }?.digest
      var run: Run?
      if let bytes = kept[arm.id] {
        do {
          run = try training.run(keptIn: bytes, library)
          if let made = run?.experiment.digest, made != digest {
            run = nil
            unused[arm.id] = "it is not what the log tells"
          }
        } catch { unused[arm.id] = "\(error)" }
      }
      training.forgetOthers(keeping: run)
      return ResumedArm(training: training, takenUp: arm.takeUps.map(\.content))
    }
    let first = [log.entries.first?.line, log.states.first?.line].compactMap(\.self).min() ?? 1
    let resumed = ResumedSession(
      arms: arms, desk: desk,
      lines: log.lines[first - 1..<point.line].map { "\($0)\n" }.joined(),
      writer: SessionLogWriter(
        entryCount: state.journal.entries.count - 1, commandCount: point.content.command))
    return (try Session(state, library, resumed: resumed), unused)
  }
}

extension SessionState {
  fileprivate mutating func prepareToResume(at command: Int, _ start: SessionStart) {
    (isRunning, watchPace) = (false, nil)
    journal.start = start
    journal.entries.append(.resumption(command: command))
  }
}
