import Charts
import Lessons

extension KeyTable {
  /// In front of a room. Before all others: digits are votes here while a question is open.
  static let present: [Binding] =
    votes + [
      Binding(
        [.right, .down, .character("l"), .character("j")], "\u{2192}", in: [.present], .lesson,
        "the next idea, then the next page", .nextStep, rank: 2,
        when: { $0.study?.focusedKnob == nil }),
      Binding(
        [.left, .up, .character("h"), .character("k")], "\u{2190}", in: [.present], .lesson,
        "back", .previousStep, when: { $0.study?.focusedKnob == nil }),
      Binding(
        [.character("g"), .home], "g", in: [.present], .lesson, "the first page", .firstStep),
      Binding([.character("G"), .end], "G", in: [.present], .lesson, "the last page", .lastStep),
      Binding(
        [.character("B")], "B", in: [.present], .lesson, "black: the room sees nothing", .blackout,
        rank: 8, word: { $0.present?.isBlack == true ? "light" : "black" }),
      Binding(
        [.character("Z")], "Z", in: [.present], .lesson, "the text alone, large", .bigText, rank: 9,
        word: { $0.present?.look == .text ? "all" : "big text" }),
      Binding(
        [.character("z")], "z", in: [.present], .plots, "the plot alone", .plotOnly, rank: 7,
        word: { $0.present?.look == .plot ? "all" : "plot" },
        when: { $0.talkStudy?.plots.isEmpty == false }),
      Binding(
        [.character("o")], "o", in: [.present], .time, "the page exactly as it began", .pageStart,
        rank: 6, word: { _ in "page's start" }, when: { $0.talkStudy != nil }),
      Binding(
        [.character("O"), .escape], "O Esc", in: [.present], .time,
        "back to the talk, as it was before \u{201C}what if?\u{201D}", .backToTalk, rank: 3,
        word: { _ in "to the talk" },
        when: { $0.present?.isAside == true && $0.study?.focusedKnob == nil }),
      Binding(
        [.escape], "Esc", in: [.present], .knobs, "leave the knob", .cancel,
        when: { $0.study?.focusedKnob != nil }),
      Binding(
        [.tab], "Tab", in: [.present], .knobs, "the page's knobs", .focusNext, rank: 4,
        word: { $0.talkStudy?.knobs.isEmpty == false ? "knobs" : nil }),
      Binding(
        [.backTab], "Shift-Tab", in: [.present], .knobs, "the knob before", .focusPrevious),
    ]

  /// At the speaker's terminal. All other keys go to the audience's.
  static let speaker: [Binding] = [
    Binding(
      [.up], "\u{2191}", in: [.speaker], .move, "scroll the notes up", .move(.up, fast: false)),
    Binding(
      [.down], "\u{2193}", in: [.speaker], .move, "scroll the notes down",
      .move(.down, fast: false), rank: 20, word: { _ in "scroll" }),
  ]

  private static let votes: [Binding] =
    (0..<9).map { index in
      let word = index == 0 ? "vote" : nil
      return Binding(
        [.character(Character("\(index + 1)"))], "\(index + 1)", in: [.present], .lesson,
        "a vote for answer \(index + 1)", .vote(index), rank: 1,
        word: { _ in word }, when: { $0.openOptions > index })
    } + [
      Binding(
        [.character("v")], "v", in: [.present], .lesson, "type how many votes each answer has",
        .countVotes, rank: 2, word: { _ in "type votes" }, when: { $0.openVote != nil }),
      Binding(
        [.backspace, .delete], "Backspace", in: [.present], .lesson, "take the last vote back",
        .takeBackVote, rank: 12, word: { _ in "take back" }, when: { $0.hasVotes }),
      Binding(
        [.enter], "Enter", in: [.present], .lesson, "close the vote: it is the room's prediction",
        .closeVote, rank: 2, word: { _ in "close vote" },
        when: { $0.openVote != nil && $0.study?.focusedKnob == nil }),
    ]
}

extension AppModel {
  /// Whether the arrows to the sides turn a knob; in front of a room only one that was chosen.
  var arrowsTurnKnob: Bool {
    study?.arrowsTurn == true && (present == nil || study?.focusedKnob != nil)
  }

  /// The answers that the room can choose among.
  var openOptions: Int {
    guard let kind = openVote?.kind, case .choice(let options, _) = kind else { return 0 }
    return options.count
  }

  fileprivate var hasVotes: Bool {
    openVote.map { !votes(on: $0).answers.isEmpty } ?? false
  }
}
