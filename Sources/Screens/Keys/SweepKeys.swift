import Charts
internal import Experiments
import Lab

extension KeyTable {
  /// A sweep of knobs: which of its points is looked at, and what is taken from it.
  static let sweep: [Binding] = [
    Binding(
      [.left, .character("h")], "\u{2190} h", in: [.sweep], .knobs, "the value before",
      .move(.left, fast: false)),
    Binding(
      [.right, .character("l")], "\u{2192} l", in: [.sweep], .knobs, "the next value",
      .move(.right, fast: false), rank: 3, word: { _ in "choose" }),
    Binding(
      [.up, .character("k")], "\u{2191} k", in: [.sweep], .knobs, "the value above",
      .move(.up, fast: false)),
    Binding(
      [.down, .character("j")], "\u{2193} j", in: [.sweep], .knobs, "the value below",
      .move(.down, fast: false)),
    Binding([.home, .character("g")], "g Home", in: [.sweep], .knobs, "the first value", .first),
    Binding([.end, .character("G")], "G End", in: [.sweep], .knobs, "the last value", .last),
    Binding(
      [.enter], "Enter", in: [.sweep], .knobs, "turn the knobs to these values", .open, rank: 1,
      word: { _ in "take these values" }),
    Binding(
      [.character("v")], "v", in: [.sweep], .plots, "the runs, or what they came to", .nextPlot,
      rank: 2,
      word: { $0.sweep?.showsValues == true ? "runs" : "values" },
      when: { model in model.sweep.map { SweepLayout($0, size: model.size).hidesOne } ?? false }),
    Binding(
      [.character("L")], "L", in: [.sweep], .plots, "logarithmic or linear axis",
      .toggleLogarithmic, rank: 5, word: { _ in "log" }),
    Binding(
      [.character("y")], "y", in: [.sweep], .lesson, "copy the command of this sweep",
      .copyCommand, rank: 6, word: { _ in "copy" }),
    Binding(
      [.escape], "Esc", in: [.sweep], .program, "cancel; again: back to the lesson", .cancel,
      rank: 4, word: { $0.sweep?.state.isOver == true ? "close" : "cancel" }),
  ]
}
