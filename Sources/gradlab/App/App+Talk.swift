import Lab
import Lessons
import Screens

/// A talk under way.
struct GivenTalk {
  let talk: Talk
  /// The page that it begins with, from 0.
  let page: Int
  /// Where the speaker's terminal connects; nil: it can't.
  var host: SpeakerHost?
  /// Why it can't.
  var hostFault: String?
  /// When the first page was turned, in seconds of the monotonic clock.
  var begun: Double?
  /// When the speakers were told last.
  var toldAt = 0.0
  /// What is rehearsed: a page of a lesson.
  var rehearsed: (lesson: String, page: Int)?

  init(_ talk: Talk, page: Int) {
    (self.talk, self.page) = (talk, page)
    do throws(TalkFault) { host = try SpeakerHost() } catch { hostFault = error.description }
  }
}

/// Giving a talk.
extension App {
  /// The runs of a lesson's page are gone through while nothing else trains. A lesson that comes later
  /// opens behind the screen.
  mutating func rehearse(_ id: String, upTo page: Int) {
    guard let lesson = shelf.lessons.first(where: { $0.id == id }) else { return }
    if session?.lesson.id == id {
      talk?.rehearsed = (id, page)
      session?.rehearse(upTo: page)
      return
    }
    let kept = left.first { $0.lesson.id == id }
    do {
      let ahead = try kept ?? newSession(of: lesson, Visit(lessonStep: page))
      if kept == nil { left.append(ahead) }
      ahead.rehearse(upTo: page)
    } catch {
      // It is told when the lesson's page comes.
    }
  }

  /// A run is over: the next one can be rehearsed.
  func rehearseOn() {
    guard let rehearsed = talk?.rehearsed, session?.lesson.id == rehearsed.lesson else { return }
    session?.rehearse(upTo: rehearsed.page)
  }

  /// Does what speakers ask for, and tells them how the talk stands.
  mutating func takeSpeakers() {
    guard talk?.host != nil else { return }
    for word in talk?.host?.words() ?? [] {
      take(.said(word))
      schedule.changed(byKey: true)
    }
    if model.hasTalkBegun, talk?.begun == nil { talk?.begun = Clock.seconds() }
    guard talk?.host?.hasGuests == true, Clock.seconds() - (talk?.toldAt ?? 0) >= Self.tellInterval
    else { return }
    talk?.toldAt = Clock.seconds()
    let (model, begun, isReady) = (model, talk?.begun, isNextReady)
    talk?.host?.tell { columns in
      var state = model.speakerState(columns: columns)
      // Whole seconds: what does not change is not told again.
      state?.elapsed = begun.map { (Clock.seconds() - $0).rounded(.down) }
      state?.isNextReady = isReady
      return state
    }
  }

  /// Seconds between two tellings.
  private static let tellInterval = 0.1

  /// When the speakers are told next, in milliseconds; nil: there are none.
  func tellTimeout(at now: Double) -> Int? {
    guard let talk, talk.host?.hasGuests == true else { return nil }
    return Int((max(0, talk.toldAt + Self.tellInterval - now) * 1000).rounded(.up))
  }

  /// Whether all that the next page runs is known.
  private var isNextReady: Bool {
    guard let rehearsed = talk?.rehearsed, let session, session.lesson.id == rehearsed.lesson else {
      return false
    }
    return session.isRehearsed(upTo: rehearsed.page)
  }

  /// Shows the talk, or reads what is there to choose from.
  mutating func showTalkOrLibrary() {
    if let talk {
      take(.talkBegun(talk.talk, page: talk.page))
      if let fault = talk.hostFault { take(.notice("No speaker's screen: \(fault)")) }
      schedule.changed(byKey: false)
      return
    }
    if opened == nil { offerSession() }
    readLibrary()
  }
}
