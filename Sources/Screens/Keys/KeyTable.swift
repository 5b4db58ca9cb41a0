import Charts
import Lab
import Lessons

/// The one table of keys.
package enum KeyTable {
  package static let all: [Binding] =
    present + speaker + run + time + lesson + knobs + matrix + surgery + plots + inspect + pad
    + sweep + watch
    + movement + progress + typing + program

  /// The line that a key means in the model's present state.
  static func binding(for key: Key, in model: AppModel) -> Binding? {
    model.keys.lines.first { $0.keys.contains(key) && $0.applies(to: model) }
  }

  private static let run: [Binding] = [
    Binding(
      [.character(" ")], "space", in: Place.lesson, .run, "run, or pause", .toggleRun, rank: 1,
      word: { $0.study?.runWord }),
    Binding(
      [.character(".")], ".", in: Place.lesson, .run, "train one step", .singleStep, rank: 11,
      word: { $0.study?.runWord == nil ? nil : "step" }),
    Binding(
      [.character("r")], "r", in: Place.lesson, .run, "start again with the same seed",
      .restart(.same), rank: 9,
      word: { $0.study?.trainingStep == 0 ? nil : "restart" }),
    Binding(
      [.character("R")], "R", in: Place.lesson, .run, "start again with the next seed",
      .restart(.next), rank: 14, word: { _ in "reseed" }),
    Binding(
      [.character("w")], "w", in: Place.lesson, .run, "watch this run from its start", .watch,
      rank: 13, word: { $0.study?.canWatch == true ? "watch" : nil }),
    Binding(
      [.character("<")], "<", in: Place.lesson, .run, "show runs slower", .speed(.slower),
      rank: 17, word: { $0.study?.isPaced == true ? "slower" : nil }),
    Binding(
      [.character(">")], ">", in: Place.lesson, .run, "show runs faster", .speed(.faster),
      rank: 4, word: { $0.study?.isPaced == true ? "faster" : nil }),
    Binding(
      [.character("!")], "!", in: Place.lesson, .run, "runs at once, or at their pace",
      .speed(.atOnce), rank: 5, word: { $0.study?.isPaced == true ? "at once" : nil }),
  ]

  private static let lesson: [Binding] = [
    Binding(
      [.character("n"), .pageDown], "n PgDn", in: Place.lesson, .lesson, "next step of the lesson",
      .nextStep, rank: 2, word: { $0.study?.nextWord }),
    Binding(
      [.character("b"), .pageUp], "b PgUp", in: Place.lesson, .lesson, "previous step",
      .previousStep, rank: 6, word: { ($0.study?.step ?? 0) > 0 ? "back" : nil }),
    Binding(
      [.character("g"), .home], "g", in: [.study], .lesson, "first step", .firstStep),
    Binding([.character("G"), .end], "G", in: [.study], .lesson, "last step", .lastStep),
    Binding(
      [.character("p")], "p", in: Place.lesson, .lesson, "predict what the run will show",
      .predict, rank: 1, word: { _ in "predict" }, when: { $0.study?.awaitsPrediction == true }),
    Binding(
      [.character("p")], "p", in: Place.lesson, .lesson, "your prediction and what came of it",
      .predict, rank: 8, word: { _ in "prediction" },
      when: { $0.study?.awaitsPrediction == false && $0.study?.predictionIndex != nil }),
    Binding(
      [.enter], "Enter", in: [.study], .lesson, "what the page claims, and its record", .claims,
      rank: 8, word: { $0.study?.demandsPrediction == true ? nil : "claims" },
      when: { $0.study?.focus == .text && $0.study?.pageClaims.isEmpty == false }),
    Binding(
      [.enter], "Enter", in: [.claims], .lesson, "run it on a seed that nobody has seen", .open,
      rank: 1, word: { _ in "run on a fresh seed" }),
    Binding(
      [.character("i")], "i", in: [.study], .lesson, "show the next hint", .hint, rank: 8,
      word: { _ in "hint" }, when: { $0.study?.hasMoreHints == true }),
    Binding(
      [.character("N")], "N", in: [.study], .lesson, "the lecturer's notes, on or off", .notes,
      rank: 20, word: { _ in "notes" }, when: { $0.study?.lessonStep?.notes != nil }),
    Binding(
      [.character(":")], ":", in: Place.named, .program,
      "anything by its name", .command, rank: 12,
      word: { _ in "command" }),
    Binding(
      [.character("y")], "y", in: Place.lesson, .lesson,
      "copy the command that leads here", .copyCommand, rank: 21,
      word: { _ in "copy" }),
  ]

  private static let knobs: [Binding] =
    [
      Binding(
        [.left, .character("h")], "\u{2190} h", in: Place.knobs, .knobs, "turn the knob down",
        .move(.left, fast: false), when: { $0.arrowsTurnKnob }),
      Binding(
        [.right, .character("l")], "\u{2192} l", in: Place.knobs, .knobs, "turn the knob up",
        .move(.right, fast: false), rank: 4, word: { _ in "turn" },
        when: { $0.arrowsTurnKnob }),
      Binding(
        [.shiftLeft, .shiftDown], "Shift-\u{2190}", in: Place.knobs, .knobs, "ten clicks down",
        .move(.left, fast: true), when: { $0.study?.canTurn == true }),
      Binding(
        [.shiftRight, .shiftUp], "Shift-\u{2192}", in: Place.knobs, .knobs, "ten clicks up",
        .move(.right, fast: true), when: { $0.study?.canTurn == true }),
      Binding(
        [.enter], "Enter", in: Place.knobs, .knobs, "type an exact value, or text", .open, rank: 5,
        word: { _ in "type" }, when: { $0.study?.focusedKnob != nil }),
      Binding(
        [.character("0")], "0", in: Place.knobs, .knobs, "the knob back to the lesson's value",
        .defaultValue, rank: 7, word: { _ in "reset" }, when: { $0.study?.focusedKnob != nil }),
      Binding(
        [.character("a")], "a", in: Place.knobs, .knobs, "the next arm for the knob to turn",
        .nextArm, rank: 6, word: { _ in "arm" }, when: { $0.study?.focusedKnobIsOfArms == true }),
    ]
    + (0..<min(9, Lesson.armLimit)).map { index in
      Binding(
        [.character(Character("\(index + 1)"))], "\(index + 1)", in: Place.lesson, .knobs,
        "show or hide arm \(index + 1)", .toggleArm(index),
        when: { ($0.study?.lesson.arms.count ?? 0) > index && $0.openOptions <= index })
    }

  private static let plots: [Binding] = [
    Binding(
      [.character("v")], "v", in: Place.knobs, .plots, "view the next plot", .nextPlot, rank: 7,
      word: { $0.hidesPlots ? "next plot" : nil },
      when: { ($0.study?.plots.count ?? 0) > 1 && $0.openVote == nil }),
    Binding(
      [.character("c")], "c", in: Place.lesson, .plots, "compare the runs: knobs and results",
      .tries, rank: 11, word: { $0.study?.hasRunsToCompare == true ? "compare" : nil },
      when: { $0.study != nil }),
    Binding(
      [.character("P")], "P", in: Place.lesson, .plots, "pin the curves of the last try", .pin,
      rank: 12, word: { $0.study?.hasTries == true ? "pin" : nil }),
    Binding(
      [.character("P"), .character(" ")], "P space", in: [.tries], .plots,
      "pin the curve, or no longer", .pin, rank: 2, word: { _ in "pin" }),
    Binding(
      [.enter], "Enter", in: [.tries], .plots, "turn the knobs back to that try", .open, rank: 1,
      word: { $0.chosenRun?.mark.number == nil ? nil : "bring back" }),
    Binding(
      [.character("e")], "e", in: [.tries], .plots, "rename the fork", .rename, rank: 3,
      word: { $0.chosenFork == nil ? nil : "rename" }),
    Binding(
      [.character("d")], "d", in: [.tries], .plots, "delete the fork", .delete, rank: 4,
      word: { $0.chosenFork == nil ? nil : "delete" }),
    Binding(
      [.character("x")], "x", in: [.tries], .plots, "hide the arm, or show it", .hideArm, rank: 5,
      word: { _ in "hide" }),
    Binding(
      [.enter, .character("z")], "z Enter", in: [.study], .plots, "the plot on the whole screen",
      .inspect, rank: 5, word: { _ in "inspect" }, when: { $0.study?.focusedPlot != nil }),
    Binding(
      [.character("z")], "z", in: [.study], .plots, "a plot on the whole screen", .inspect,
      rank: 12, word: { _ in "inspect" },
      when: { $0.study?.focusedPlot == nil && $0.study?.plots.isEmpty == false }),
    Binding(
      [.character("L")], "L", in: Place.lesson, .plots, "logarithmic or linear axis",
      .toggleLogarithmic, rank: 15,
      word: { $0.currentPlot?.kind.scale == nil ? nil : "log" }, when: { $0.currentPlot != nil }),
    Binding(
      [.character("s")], "s", in: Place.lesson, .plots, "smoothing, on or off", .toggleSmoothing,
      rank: 16, word: { _ in "smooth" }, when: { $0.currentPlotHasSteps }),
  ]

  private static let typing: [Binding] = [
    Binding(
      [.character("/")], "/", in: [.library], .move, "filter the lessons", .startFilter, rank: 3,
      word: { _ in "filter" }),
    Binding(
      [.enter], "Enter", in: Place.entries, .text, "take it", .accept, rank: 1,
      word: { $0.place == .numberEntry ? "commit" : "take" }),
    Binding(
      [.backspace, .delete], "Backspace", in: Place.entries, .text, "delete a character", .erase,
      rank: 3, word: { _ in "delete" }),
    Binding(
      [.control("u")], "Ctrl-U", in: Place.entries, .text, "delete everything", .eraseAll,
      rank: 4, word: { _ in "clear" }),
    Binding(
      [.escape], "Esc", in: Place.entries, .text, "leave it as it was", .cancel, rank: 2,
      word: { _ in "cancel" }),
    Binding(
      [.down], "\u{2193}", in: [.filter], .text, "to the list", .accept),
    Binding(
      [.left, .down], "\u{2190}", in: [.knobEntry], .text, "a click down, for the fork",
      .move(.left, fast: false), when: { $0.study?.isForking == true }),
    Binding(
      [.right, .up], "\u{2192}", in: [.knobEntry], .text, "a click up, for the fork",
      .move(.right, fast: false), rank: 3, word: { _ in "turn" },
      when: { $0.study?.isForking == true }),
    Binding(
      [.up], "\u{2191}", in: [.command], .text, "the line above", .move(.up, fast: false)),
    Binding(
      [.down], "\u{2193}", in: [.command], .text, "the line below", .move(.down, fast: false),
      rank: 2, word: { _ in "choose" }),
    Binding([.pageUp], "PgUp", in: [.command], .text, "a screenful up", .pageUp),
    Binding([.pageDown], "PgDn", in: [.command], .text, "a screenful down", .pageDown),
    Binding(
      [.tab], "Tab", in: [.command], .text, "complete the name", .complete, rank: 2,
      word: { _ in "complete" }),
  ]

  private static let program: [Binding] = [
    Binding(
      [.character("y"), .enter, .character("q")], "y", in: [.question], .program, "yes, quit",
      .confirm, rank: 1, word: { _ in "quit" }),
    Binding(
      [.character("n"), .escape], "n", in: [.question], .program, "no, stay", .cancel, rank: 2,
      word: { _ in "stay" }),
    Binding(
      [.enter, .escape, .character("q"), .character("y"), .character(" ")], "Enter", in: [.copied],
      .program, "back to the lesson", .cancel, rank: 1, word: { _ in "close" }),
    Binding(
      [.character("t")], "t", in: Place.screens, .program, "the next theme", .nextTheme, rank: 30,
      word: { _ in "theme" }),
    Binding(
      [.character("m")], "m", in: Place.screens, .program, "mouse on, off", .toggleMouse,
      rank: 31, word: { _ in "mouse" }),
    Binding(
      [.control("l")], "Ctrl-L", in: Set(Place.allCases), .program, "draw the screen anew",
      .repaint),
    Binding(
      [.character("?"), .function(1)], "?", in: Place.screens, .program, "these keys", .help,
      rank: 0, word: { $0.place == .help ? "close" : "help" }),
    Binding(
      [.character("q")], "q", in: Place.screens, .program, "back; in the library: quit", .back,
      rank: 10,
      word: {
        $0.place == .library || $0.place == .watch || $0.place == .speaker
          ? "quit" : $0.place == .study ? "leave" : "close"
      }),
    Binding(
      [.escape], "Esc",
      in: [.study, .inspect, .predict, .tries, .claims, .surgery, .help, .library],
      .program,
      "cancel, close", .cancel),
    Binding(
      [.control("c")], "Ctrl-C", in: Set(Place.allCases), .program, "pause; again: quit",
      .interrupt),
    Binding(
      [.control("z")], "Ctrl-Z", in: Set(Place.allCases), .program, "suspend the program",
      .suspend),
  ]
}
