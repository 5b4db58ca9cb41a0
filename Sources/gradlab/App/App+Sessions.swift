import Lab
import Lessons
import Screens

/// Logs of sessions, and going on with the last one.
extension App {
  /// Offers the session that was left last, at the top of the library.
  mutating func offerSession() {
    let found = folder?.newest()
    offer = found?.offer
    if let fault = found?.fault { take(.notice(fault.notice)) }
    guard let offer else { return }
    do throws(LogFault) { offeredBench = try offer.bench() } catch {
      return take(.notice(error.notice))
    }
    take(
      .sessionOffered(
        ResumableSession(
          lesson: offer.lesson, page: offer.page, step: offer.step,
          when: offer.time.distance(to: .now())), bench: offeredBench))
  }

  /// Goes on with the session that was offered.
  mutating func resumeOffered() {
    guard let offer,
      let lesson = offeredBench ?? shelf.lessons.first(where: { $0.id == offer.lesson })
    else { return }
    if let offeredBench { shelf.put(offeredBench) }
    do {
      let opened = try offer.open(lesson, library: shelf.data, configuration)
      show(opened)
    } catch {
      take(.openingFailed(id: offer.lesson, reason: "\(error)"))
    }
  }

  /// Shows a session that was gone on with, and what is to be told of it.
  mutating func show(_ opened: OpenedSession) {
    session = opened.session
    begin(opened.session)
    take(.viewRestored(opened.view))
    if let notice = opened.notice { take(.notice(notice)) }
  }

  // MARK: Sessions that were left

  /// So many are kept whole.
  private static var leftLimit: Int { 3 }

  /// Sessions hold networks: only a few are kept whole, of the others what was answered.
  mutating func keep(_ session: Session) {
    left.append(session)
    sessions?.keep(session, view: model.inSight(of: session.lesson.id))
    if left.count > Self.leftLimit { close(left.removeFirst()) }
  }

  func close(_ session: Session) {
    sessions?.forget(session)
    session.close()
  }

  mutating func keptSession(of lesson: Lesson) -> Session? {
    left.firstIndex { $0.lesson.id == lesson.id }.map { left.remove(at: $0) }
  }

  func newSession(of lesson: Lesson, _ visit: Visit) throws -> Session {
    try Session(
      lesson: lesson, library: shelf.data, seed: configuration.seed(), visit: visit,
      isWatched: true, speed: configuration.speed,
      keptBytes: configuration.settings.chosenBytes)
  }

  /// Says what could not be written.
  mutating func takeSessionFaults() {
    guard let sessions, isReadable(sessions.changeSignal) else { return }
    for fault in sessions.takeFaults() { take(.notice(fault.notice)) }
    schedule.changed(byKey: false)
  }

  /// Sees to it that the runs are kept. The terminal is closed by then, and takes what could not be.
  func endSessions() {
    guard let sessions else { return }
    if let session { sessions.keep(session, view: model.inSight(of: session.lesson.id)) }
    sessions.close(seconds: 1)
    for fault in sessions.takeFaults() { StandardStreams.warn("gradlab: \(fault)\n") }
  }
}

/// A session that is gone on with, or that begins in its place.
struct OpenedSession {
  var session: Session
  /// What the screen had in sight of it.
  var view = ""
  /// What the learner should know, in a line.
  var notice: String?
}

extension SessionOffer {
  /// Goes on with the session; where that can't be, the lesson opens afresh on its page.
  /// - Throws: where it can't be opened at all.
  func open(
    _ lesson: Lesson, library: DataLibrary, _ configuration: Configuration
  ) throws -> OpenedSession {
    var lesson = lesson
    if let data { lesson = try lesson.with(OwnData(argument: data)) }
    let settings = configuration.settings
    do {
      let (session, view, notice) = try resume(
        lesson, library: library, isWatched: true, speed: configuration.speed,
        keptBytes: settings.chosenBytes)
      return OpenedSession(session: session, view: view, notice: notice)
    } catch let fault as LogFault {
      let session = try Session(
        lesson: lesson, library: library, seed: configuration.seed(),
        visit: Visit(lessonStep: page), isWatched: true, speed: configuration.speed,
        keptBytes: settings.chosenBytes)
      return OpenedSession(session: session, notice: fault.notice)
    }
  }
}

extension UTCTime {
  /// How long ago this was, in words.
  fileprivate func distance(to now: UTCTime) -> String {
    let minutes = max(0, now.seconds - seconds) / 60
    switch minutes {
    case 0: return "just now"
    case 1..<60: return "\(minutes) min ago"
    case 60..<1440: return "\(minutes / 60) h ago"
    default: return day
    }
  }
}
