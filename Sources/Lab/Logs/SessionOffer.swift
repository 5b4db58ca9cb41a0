internal import Experiments
internal import Glibc
public import Lessons

/// A session that can be gone on with.
public struct SessionOffer: Sendable {
  /// The lesson's id, and the path by which somebody asked for it; nil: the id is enough.
  public var lesson: String
  public var argument: String?
  /// The file in place of the lesson's data, as `OwnData.argument`.
  public var data: String?
  /// From 0.
  public var page: Int
  /// The furthest training step of its arms.
  public var step: Int
  /// When it was written last.
  public var time: UTCTime
  /// Whether it was a bench of `gradlab play`, which is in no file.
  public var isOfBench: Bool { log.start.bench != nil }
  let folder: SessionFolder
  let name: String
  let log: SessionLog
  let point: SessionLog.Placed<SessionLog.State>

  fileprivate init?(_ log: SessionLog, _ name: String, in folder: SessionFolder, time: UTCTime) {
    guard let point = log.states.last else { return nil }
    (lesson, argument, data) = (log.start.lesson, log.start.argument, log.start.data)
    (self.folder, self.name, self.log, self.point, self.time) = (folder, name, log, point, time)
    page = log.page
    step = point.content.arms.map(\.step).max() ?? 0
  }
}

extension SessionFolder {
  /// The session that was under way last and can be read, and what is wrong with a later one.
  public func newest() -> (offer: SessionOffer?, fault: LogFault?) {
    var fault: LogFault?
    for name in sessions() {
      do throws(LogFault) {
        let path = path(name, "log")
        let (log, damage) = try SessionLogReader.read(path: path)
        var status = stat()
        stat(path, &status)
        let time = UTCTime(seconds: status.st_mtim.tv_sec)
        if let offer = SessionOffer(log, name, in: self, time: time) { return (offer, fault) }
        fault = fault ?? damage
      } catch {
        fault = fault ?? error
      }
    }
    return (nil, fault)
  }
}

extension SessionOffer {
  /// The bench, as a lesson that is open; nil: the session was of a lesson in a file.
  /// - Throws: `LogFault` where its table is missing, or is none any more.
  public func bench() throws(LogFault) -> Lesson? { try log.bench() }

  /// Goes on with the session, from what is kept and without a step being taken again.
  /// - Returns: the session, what the screen had in sight of it, and what the learner should know, in a line.
  /// - Throws: `LogFault` where it can't be gone on with: another build, a lesson that has changed; also
  ///   `SystemFault`.
  public func resume(
    _ lesson: Lesson, library: DataLibrary, isWatched: Bool, speed: Double?, keptBytes: Int?
  ) throws -> (session: Session, view: String, notice: String?) {
    try check(lesson)
    var kept: [String: [UInt8]] = [:]
    var view = ""
    var notice: String?
    do throws(LogFault) {
      let state = try KeptPoint(readingFrom: folder.path(name, "state"))
      if state.command == point.content.command { (kept, view) = (state.runs, state.view) }
    } catch {
      notice = error.notice
    }
    do {
      let (session, unused) = try Session.resumed(
        log, at: point, kept: kept, lesson: lesson, library: library, isWatched: isWatched,
        speed: speed, keptBytes: keptBytes)
      if let (arm, reason) = unused.min(by: { $0.key < $1.key }) {
        notice = "\(arm) goes its way again: of what was kept, \(reason)."
      }
      return (session, view, notice)
    } catch let fault as CommandFault {
      throw LogFault(
        path: log.path, line: point.line, found: "a session that can\u{2019}t be (\(fault))",
        expected: "one of this lesson", remedy: remedy)
    }
  }

  private var remedy: String {
    "the \(isOfBench ? "bench" : "lesson") opens afresh, and the log stays"
  }

  private func check(_ lesson: Lesson) throws(LogFault) {
    guard var fault = log.differences(from: lesson).first else { return }
    fault.remedy = remedy
    throw fault
  }
}
