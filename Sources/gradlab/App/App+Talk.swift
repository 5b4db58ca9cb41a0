import Lab
import Lessons
import Screens

/// A talk under way.
struct GivenTalk {
  let talk: Talk
  /// The page that it begins with, from 0.
  let page: Int
  /// What is rehearsed: a page of a lesson.
  var rehearsed: (lesson: String, page: Int)?

  init(_ talk: Talk, page: Int) { (self.talk, self.page) = (talk, page) }
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
}
