import Charts
internal import Experiments
import Lab

extension KeyTable {
  /// Operations on networks, and the key that lists what can be operated on.
  static let surgery: [Binding] = [
    Binding(
      [.character("x")], "x", in: Place.lesson, .surgery,
      "operate on the parts of a network", .surgery, rank: 18,
      word: { $0.study?.hasNetworks == true ? "operate" : nil }),
    Binding(
      [.left, .character("h")], "\u{2190} h", in: [.surgery], .surgery, "the unit before",
      .move(.left, fast: false)),
    Binding(
      [.right, .character("l")], "\u{2192} l", in: [.surgery], .surgery,
      "the next unit, channel or head", .move(.right, fast: false), rank: 3,
      word: { ($0.surgery?.part.units ?? 0) > 0 ? $0.surgery?.part.unitName : nil }),
    Binding(
      [.shiftLeft], "Shift-\u{2190}", in: [.surgery], .surgery, "ten units back",
      .move(.left, fast: true)),
    Binding(
      [.shiftRight], "Shift-\u{2192}", in: [.surgery], .surgery, "ten units on",
      .move(.right, fast: true)),
    Binding(
      [.character("s"), .enter], "s Enter", in: [.surgery], .surgery,
      "silence the part, or let it speak again", .operate(.silence), rank: 1,
      word: { $0.surgery?.part.isSilenceable == true ? "silence" : nil }),
    Binding(
      [.character("f")], "f", in: [.surgery], .surgery, "freeze the layer, or thaw it",
      .operate(.freeze), rank: 4, word: { $0.surgery?.part.isTrained == true ? "freeze" : nil }),
    Binding(
      [.character("0")], "0", in: [.surgery], .surgery, "back to its first weights",
      .operate(.reset), rank: 5, word: { $0.surgery?.part.isTrained == true ? "reset" : nil }),
    Binding(
      [.character("w")], "w", in: [.surgery], .surgery, "new weights, drawn as the first ones",
      .operate(.redraw), rank: 8,
      word: { $0.surgery?.part.isTrained == true ? "redraw" : nil }),
    Binding(
      [.character("u"), .backspace], "u", in: [.surgery], .surgery,
      "undo: the run is where it was before, to the bit", .undoOperation, rank: 2,
      word: { model in
        let arm = model.surgery.flatMap { model.study?.armSnapshot($0.arm) }
        return (arm?.undoableCount ?? 0) > 0 ? "undo" : nil
      }),
    Binding(
      [.character("a")], "a", in: [.surgery], .surgery, "the next network", .nextArm, rank: 6,
      word: { ($0.surgery?.arms.count ?? 0) > 1 ? "network" : nil }),
    Binding(
      [.character(" ")], "space", in: [.surgery], .surgery, "run, or pause", .toggleRun, rank: 7,
      word: { $0.study?.runWord }),
    Binding(
      [.character(".")], ".", in: [.surgery], .surgery, "train one step", .singleStep),
    Binding([.character("x")], "x", in: [.surgery], .surgery, "back to the lesson", .cancel),
  ]
}
