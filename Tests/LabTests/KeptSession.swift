import Experiments
import Lab
import Lessons
import TemporaryFiles
import Testing

/// Sessions in a folder of their own, with who writes their logs.
final class KeptSession {
  let folder: TemporaryFolder
  let keeper: SessionKeeper

  init(budget: Int? = nil) throws {
    folder = try TemporaryFolder()
    keeper = try SessionKeeper(
      SessionFolder(path: folder.path("sessions"), budget: budget), program: "0")
  }

  var sessions: SessionFolder { SessionFolder(path: folder.path("sessions")) }

  /// Has the runs of a session kept, and waits for it.
  func keep(_ session: Session) {
    keeper.keep(session)
    keeper.wait()
  }

  /// The files with an ending, sorted.
  func names(_ ending: String) -> [String] {
    ((try? folder.names(in: "sessions")) ?? []).filter { $0.hasSuffix(ending) }
  }

  /// The path of the newest file with an ending.
  func path(_ ending: String) throws -> String {
    folder.path("sessions/\(try #require(names(ending).last))")
  }

  /// The newest log, which is whole.
  func log() throws -> SessionLog {
    let (log, fault) = try SessionLogReader.read(path: path(".log"))
    #expect(fault == nil)
    return log
  }

  /// Goes on with the session that was kept last.
  func resumed(_ lesson: Lesson) throws -> (session: Session, notice: String?) {
    let (offer, fault) = sessions.newest()
    #expect(fault == nil)
    let (session, _, notice) = try #require(offer).resume(
      lesson, library: .forTests(lesson), isWatched: false, speed: nil, keptBytes: nil)
    return (session, notice)
  }
}

extension Session {
  /// What the arms that are there have come to, by id.
  func digests() throws -> [String: StateDigest] {
    var digests: [String: StateDigest] = [:]
    for arm in snapshot().arms where !arm.isGone {
      digests[arm.id] = try run(of: arm.id)?.experiment.digest
    }
    return digests
  }
}
