import Charts
internal import Experiments
import Lessons

extension KeyTable {
  /// The pad on which one draws, and the key that opens it.
  static let pad: [Binding] =
    [
      Binding(
        [.character("d")], "d", in: Place.plots, .lesson, "draw a digit for a trained network",
        .draw, rank: 10, word: { _ in "draw" }, when: { $0.study?.lesson.pad != nil })
    ] + pen + digit

  private static let pen: [Binding] = [
    Binding(
      [.character(" ")], "space", in: [.pad], .pad, "put the pen down, or lift it", .toggleCell,
      rank: 1, word: { $0.study?.pad.isPenDown == true ? "pen up" : "pen down" }),
    Binding(
      [.left, .character("h")], "\u{2190} h", in: [.pad], .pad, "the pen to the left",
      .move(.left, fast: false)),
    Binding(
      [.right, .character("l")], "\u{2192} l", in: [.pad], .pad, "the pen to the right",
      .move(.right, fast: false), rank: 2,
      word: { $0.study?.pad.isPenDown == true ? "draw" : "move" }),
    Binding(
      [.up, .character("k")], "\u{2191} k", in: [.pad], .pad, "the pen up",
      .move(.up, fast: false)),
    Binding(
      [.down, .character("j")], "\u{2193} j", in: [.pad], .pad, "the pen down the sheet",
      .move(.down, fast: false)),
    Binding(
      [.character("u"), .backspace], "u", in: [.pad], .pad, "take the last stroke away", .erase,
      rank: 5, word: { _ in "undo" }, when: { $0.study?.pad.drawing.isEmpty == false }),
    Binding(
      [.character("c"), .delete, .control("u")], "c", in: [.pad], .pad, "a clean sheet",
      .eraseAll, rank: 3, word: { _ in "clear" },
      when: { $0.study?.pad.drawing.isEmpty == false }),
  ]

  private static let digit: [Binding] = [
    Binding(
      [.character("+"), .character("=")], "+", in: [.pad], .pad, "thicker strokes", .zoomIn,
      rank: 11, word: { _ in "thicker" }),
    Binding(
      [.character("-")], "-", in: [.pad], .pad, "thinner strokes", .zoomOut, rank: 12,
      word: { _ in "thinner" }),
    Binding(
      [.character("H"), .shiftLeft], "H Shift-\u{2190}", in: [.pad], .pad,
      "shift the digit to the left", .move(.left, fast: true)),
    Binding(
      [.character("J"), .shiftDown], "J Shift-\u{2193}", in: [.pad], .pad, "shift the digit down",
      .move(.down, fast: true)),
    Binding(
      [.character("K"), .shiftUp], "K Shift-\u{2191}", in: [.pad], .pad, "shift the digit up",
      .move(.up, fast: true)),
    Binding(
      [.character("L"), .shiftRight], "HJKL Shift-\u{2192}", in: [.pad], .pad,
      "shift the digit to the right", .move(.right, fast: true), rank: 13,
      word: { _ in "shift" }),
    Binding(
      [.character("f")], "f", in: [.pad], .pad,
      "scaled and centered as MNIST, or as drawn", .toggleFitting, rank: 11,
      word: { $0.study?.pad.isFitted == true ? "as drawn" : "as MNIST" }),
    Binding(
      [.character("a")], "a", in: [.pad], .pad, "the next network to read it", .nextArm, rank: 4,
      word: { ($0.study?.padReaders.count ?? 0) > 1 ? "network" : nil }),
    Binding(
      [.character("v")], "v", in: [.pad], .pad, "the maps of the next layer", .nextPlot, rank: 9,
      word: { $0.hidesLayers ? "layer" : nil }),
    Binding(
      [.enter], "Enter", in: [.pad], .pad, "train the page's networks, or pause", .toggleRun,
      rank: 6, word: { ($0.study?.padReaders.count ?? 0) > 1 ? $0.study?.runWord : nil }),
    Binding(
      [.escape, .character("d")], "Esc d", in: [.pad], .pad, "back to the lesson", .cancel),
  ]
}
