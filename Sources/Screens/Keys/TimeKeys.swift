import Charts
import Lab

extension KeyTable {
  /// Back and on through what the runs have been, and other ways from there.
  static let time: [Binding] = [
    Binding(
      [.character(",")], ",", in: Place.lesson, .time, "one step back", .stepBack, rank: 18,
      word: { $0.study?.canGoBack == true ? "step back" : nil }),
    Binding(
      [.character("[")], "[", in: Place.lesson, .time, "back through the run", .scrub(-1),
      rank: 10, word: { $0.study?.canGoBack == true ? "rewind" : nil }),
    Binding(
      [.character("]")], "]", in: Place.lesson, .time, "on again through the run",
      .scrub(1), rank: 7, word: { $0.study?.isBackInTime == true ? "on" : nil }),
    Binding(
      [.character("{")], "{", in: Place.lesson, .time, "back by a tenth of the run", .scrub(-10)),
    Binding(
      [.character("}")], "}", in: Place.lesson, .time, "on by a tenth of the run", .scrub(10)),
    Binding(
      [.character("f")], "f", in: Place.lesson, .time,
      "fork: a new arm, the knob turned", .fork, rank: 10,
      word: { $0.study?.canGoBack == true || $0.study?.focusedKnob != nil ? "fork" : nil }),
    Binding(
      [.character("u")], "u", in: Place.lesson, .time,
      "undo a knob, a way, an operation", .undo, rank: 15,
      word: { $0.study?.snapshot.undoable == nil ? nil : "undo" }),
    Binding(
      [.control("r")], "Ctrl-R", in: Place.lesson, .time, "redo what was undone", .redo, rank: 16,
      word: { $0.study?.snapshot.redoable == nil ? nil : "redo" }),
  ]
}
