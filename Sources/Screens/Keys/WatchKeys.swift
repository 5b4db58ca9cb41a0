import Charts
internal import Experiments
import Lab

extension KeyTable {
  /// The charts of a folder that is watched.
  static let watch: [Binding] = [
    Binding(
      [.up, .character("k")], "\u{2191} k", in: [.watch], .move, "the chart above",
      .move(.up, fast: false), when: { $0.watch?.hidesCharts($0.size) == true }),
    Binding(
      [.down, .character("j")], "\u{2193} j", in: [.watch], .move, "the chart below",
      .move(.down, fast: false), rank: 1, word: { _ in "charts" },
      when: { $0.watch?.hidesCharts($0.size) == true }),
    Binding(
      [.pageDown, .character("n"), .character(" ")], "n PgDn", in: [.watch], .move,
      "a screenful down", .pageDown, rank: 2, word: { _ in "next" },
      when: { $0.watch?.hidesCharts($0.size) == true }),
    Binding(
      [.pageUp, .character("b")], "b PgUp", in: [.watch], .move, "a screenful up", .pageUp, rank: 3,
      word: { _ in "back" }, when: { $0.watch?.hidesCharts($0.size) == true }),
    Binding(
      [.home, .character("g")], "g Home", in: [.watch], .move, "the first chart", .first,
      when: { $0.watch?.hidesCharts($0.size) == true }),
    Binding(
      [.end, .character("G")], "G End", in: [.watch], .move, "the last chart", .last,
      when: { $0.watch?.hidesCharts($0.size) == true }),
    Binding(
      [.character("L")], "L", in: [.watch], .plots, "logarithmic or linear axes",
      .toggleLogarithmic, rank: 4, word: { _ in "log" }),
    Binding([.escape], "Esc", in: [.watch], .program, "quit", .back),
  ]
}
