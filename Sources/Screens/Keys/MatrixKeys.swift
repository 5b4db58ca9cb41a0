import Charts
internal import Lessons

extension KeyTable {
  /// The cells of a knob that holds numbers in rows.
  static let matrix: [Binding] = [
    Binding(
      [.left, .character("h")], "\u{2190} h", in: [.matrix], .knobs, "the cell at the left",
      .move(.left, fast: false)),
    Binding(
      [.right, .character("l")], "\u{2192} l", in: [.matrix], .knobs, "the cell at the right",
      .move(.right, fast: false), rank: 1, word: { _ in "cell" }),
    Binding(
      [.up, .character("k")], "\u{2191} k", in: [.matrix], .knobs, "the cell above",
      .move(.up, fast: false)),
    Binding(
      [.down, .character("j")], "\u{2193} j", in: [.matrix], .knobs, "the cell below",
      .move(.down, fast: false)),
    Binding(
      [.character("+"), .character("=")], "+", in: [.matrix], .knobs, "more in this cell", .zoomIn,
      rank: 2, word: { _ in "more" }),
    Binding(
      [.character("-")], "-", in: [.matrix], .knobs, "less in this cell", .zoomOut, rank: 3,
      word: { _ in "less" }),
    Binding(
      [.character(" ")], "space", in: [.matrix], .knobs, "this cell full or empty", .toggleCell,
      rank: 6, word: { _ in "on/off" }),
    Binding(
      [.enter], "Enter", in: [.matrix], .knobs, "type the number of this cell", .open, rank: 4,
      word: { _ in "type" }),
    Binding(
      [.tab], "Tab", in: [.matrix], .knobs, "the next preset", .focusNext, rank: 5,
      word: { $0.study?.editedMatrix?.kind.presets.isEmpty == false ? "preset" : nil }),
    Binding([.backTab], "Shift-Tab", in: [.matrix], .knobs, "the preset before", .focusPrevious),
    Binding(
      [.character("0")], "0", in: [.matrix], .knobs, "the lesson's numbers again", .defaultValue,
      rank: 8, word: { _ in "reset" }),
    Binding(
      [.escape], "Esc", in: [.matrix], .knobs, "close the cells", .cancel,
      rank: 2, word: { _ in "close" }),
  ]
}
