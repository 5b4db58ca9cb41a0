import Lab
import Lessons

/// A talk that is given in front of a room.
struct PresentModel: Sendable {
  let talk: Talk
  /// The page that is shown, from 0.
  var page = 0
  /// Which idea of it, from 0.
  var idea = 0
  var look = Look.whole
  /// Whether the room sees nothing.
  var isBlack = false
  /// By lesson and prediction: what the room answered.
  var votes: [String: RoomVotes] = [:]
  /// By lesson and claim: what is recorded.
  var records: [String: [String: ClaimRecord]] = [:]
  /// The counts of a vote, while they are typed.
  var counts: TextField?
  /// Whether somebody has asked "what if?" since the page began.
  var isAside = false
  /// Whether the first page was turned: the clock runs.
  var hasBegun = false

  /// What of the page fills the screen.
  enum Look: Hashable, Sendable { case whole, text, plot }

  init(_ talk: Talk) { self.talk = talk }

  var content: Talk.Content? { talk.pages.indices.contains(page) ? talk.pages[page].content : nil }

  /// The lesson and its page that are shown; nil on a page of the course's own.
  var lessonPage: (id: String, page: Int)? {
    if case .lesson(let id, let page)? = content { (id, page) } else { nil }
  }

  /// The lesson's page that is shown after this one, or next after that.
  var nextLessonPage: (id: String, page: Int)? {
    for page in talk.pages.dropFirst(page + 1) {
      if case .lesson(let id, let page) = page.content { return (id, page) }
    }
    return nil
  }

  static func key(_ lesson: Lesson, _ prediction: Prediction) -> String {
    "\(lesson.id)/\(prediction.id)"
  }
}

/// A page of a course's own, which is no lesson's.
package struct OwnPage: Hashable, Sendable {
  /// In the talk, from 0.
  package var number: Int
  package var title: String
}

extension AppModel {
  /// The page of the course's own that is shown; nil: none is.
  package var ownPage: OwnPage? {
    guard let present, case .own(let title, _)? = present.content else { return nil }
    return OwnPage(number: present.page, title: title)
  }
}

/// One of the things that a page says, which has the screen for itself.
enum PageIdea: Hashable, Sendable {
  case text(Prose)
  /// The page's question while it is open, with the room's votes.
  case question(Prediction)
  /// What came of a question, beside what the room had said.
  case outcome(Prediction)

  /// The ideas of a text: a block each, but what belongs together stays together.
  static func of(_ body: Prose) -> [PageIdea] {
    var groups: [[Prose.Block]] = []
    var isOpen = false
    for block in body.blocks {
      if isOpen || block.followsOn, !groups.isEmpty {
        groups[groups.count - 1].append(block)
      } else {
        groups.append([block])
      }
      isOpen = block.leadsOn
    }
    return groups.map { .text(Prose($0)) }
  }
}

extension Prose.Block {
  /// Whether it says nothing without the block before.
  fileprivate var followsOn: Bool {
    switch self {
    case .formula, .table, .code, .rule: true
    // A sentence that goes on after a formula.
    case .paragraph: Prose([self]).plainText.first?.isLowercase == true
    case .heading, .list, .quote: false
    }
  }

  /// Whether it says nothing without the block after.
  fileprivate var leadsOn: Bool {
    switch self {
    case .heading: true
    // A list or a formula ends the sentence.
    case .paragraph(let runs):
      Prose([.paragraph(runs)]).plainText.last.map { !".!?\u{2026})\u{201D}\"".contains($0) }
        ?? false
    default: false
    }
  }
}
