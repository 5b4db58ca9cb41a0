import Charts

extension KeyTable {
  static let movement: [Binding] = focus + lists + cursor + answers

  private static let focus: [Binding] = [
    Binding(
      [.tab], "Tab", in: Place.plots, .move, "next panel: text, plots, knobs", .focusNext,
      rank: 3, word: { $0.place == .inspect ? "next plot" : "focus" }),
    Binding([.backTab], "Shift-Tab", in: Place.plots, .move, "previous panel", .focusPrevious),
    Binding(
      [.up, .character("k")], "\u{2191} k", in: [.study], .move, "scroll, move, turn up",
      .move(.up, fast: false)),
    Binding(
      [.down, .character("j")], "\u{2193} j", in: [.study], .move, "scroll, move, turn down",
      .move(.down, fast: false)),
  ]

  private static let lists: [Binding] = [
    Binding(
      [.up, .character("k")], "\u{2191} k",
      in: [.library, .predict, .tries, .claims, .surgery, .help], .move,
      "up",
      .move(.up, fast: false)),
    Binding(
      [.down, .character("j")], "\u{2193} j",
      in: [.library, .predict, .tries, .claims, .surgery, .help],
      .move,
      "down",
      .move(.down, fast: false), rank: 2,
      word: { $0.place == .help ? "scroll" : "choose" },
      when: { $0.place != .predict || $0.predict?.isChoosing == true }),
    Binding(
      [.enter], "Enter", in: [.library], .move, "open the lesson", .open, rank: 1,
      word: { _ in "open" }, when: { $0.library.selectedLesson != nil }),
    Binding(
      [.character(" ")], "space", in: [.library, .help], .move, "a screenful down", .pageDown),
    Binding(
      [.pageDown, .control("d")], "PgDn", in: [.library, .tries, .surgery, .help], .move,
      "a screenful down", .pageDown),
    Binding(
      [.pageUp, .control("u")], "PgUp", in: [.library, .tries, .surgery, .help], .move,
      "a screenful up",
      .pageUp),
    Binding(
      [.character("g"), .home], "g", in: [.library, .tries, .claims, .surgery, .help], .move,
      "the first",
      .first),
    Binding(
      [.character("G"), .end], "G", in: [.library, .tries, .claims, .surgery, .help], .move,
      "the last", .last
    ),
  ]

  private static let cursor: [Binding] = [
    Binding(
      [.left, .character("h")], "\u{2190} h", in: [.inspect], .move, "cursor left",
      .move(.left, fast: false)),
    Binding(
      [.right, .character("l")], "\u{2192} l", in: [.inspect], .move, "cursor right",
      .move(.right, fast: false), rank: 2, word: { _ in "cursor" }),
    Binding(
      [.shiftLeft], "Shift-\u{2190}", in: [.inspect], .move, "cursor far left",
      .move(.left, fast: true)),
    Binding(
      [.shiftRight], "Shift-\u{2192}", in: [.inspect], .move, "cursor far right",
      .move(.right, fast: true)),
    Binding(
      [.shiftUp], "Shift-\u{2191}", in: [.inspect], .move, "cursor far up",
      .move(.up, fast: true), when: { $0.currentPlotHasRows }),
    Binding(
      [.shiftDown], "Shift-\u{2193}", in: [.inspect], .move, "cursor far down",
      .move(.down, fast: true), when: { $0.currentPlotHasRows }),
    Binding(
      [.home, .character("g")], "g Home", in: [.inspect], .move, "cursor to the first", .first),
    Binding([.end, .character("G")], "G End", in: [.inspect], .move, "cursor to the last", .last),
    Binding(
      [.up, .character("k")], "\u{2191} k", in: [.inspect], .move, "previous layer or row",
      .move(.up, fast: false), when: { $0.currentPlotHasRows }),
    Binding(
      [.down, .character("j")], "\u{2193} j", in: [.inspect], .move, "next layer or row",
      .move(.down, fast: false), when: { $0.currentPlotHasRows }),
    Binding(
      [.character("z")], "z", in: [.inspect], .plots, "back to the lesson", .cancel),
  ]

  private static let answers: [Binding] =
    [
      Binding(
        [.enter], "Enter", in: [.predict], .lesson, "commit your answer", .accept, rank: 1,
        word: { _ in "commit" }, when: { $0.predict?.isChoosing == true }),
      Binding(
        [.enter, .character("p"), .character("n"), .pageDown, .character(" ")], "Enter",
        in: [.predict], .lesson, "back to the lesson", .cancel,
        rank: 1,
        word: { $0.predict?.hidesOutcome == true ? "see it" : "back to the lesson" },
        when: { $0.predict?.isChoosing == false }),
    ]
    + "abcdef".enumerated().map { index, letter in
      Binding(
        [.character(letter)], String(letter), in: [.predict], .lesson, "choose \(letter)",
        .pick(index),
        when: { $0.predict?.isChoosing == true && ($0.predict?.optionCount ?? 0) > index })
    }
}
