import Charts
import Lab
import Lessons

/// A command that takes an argument: one line of the table that the palette and the help read.
package struct PaletteCommand: Sendable {
  /// What came of it.
  enum Outcome {
    case done([Effect])
    /// What was wrong with the argument, and what to type.
    case refused(String)
  }

  /// What is typed first.
  package var word: String
  /// What stands for the argument.
  var argument: String
  package var does: String
  /// Whether it can do something here.
  var applies: @Sendable (AppModel) -> Bool
  /// What is said where it does not.
  var otherwise = "that is for an open lesson"
  /// Whether it says something without an argument, too.
  var worksAlone = false
  /// The lines that stand for what it can be given here.
  var lines: @Sendable (AppModel) -> [PaletteEntry] = { _ in [] }
  /// Carries it out, after the palette was closed.
  var perform: @Sendable (inout AppModel, String) -> Outcome

  /// All of them, in the order in which they are shown.
  package static let all: [PaletteCommand] = experiment + files + reading

  private static let noKnobs = "this page has no knobs"

  private static let experiment = [
    PaletteCommand(
      word: "set", argument: "KNOB VALUE", does: "turn a knob of this page",
      applies: { $0.study?.knobs.isEmpty == false },
      lines: { $0.study?.knobLines(after: "set") ?? [] },
      perform: { $0.setKnob($1) }),
    PaletteCommand(
      word: "fork", argument: "KNOB VALUE", does: "a new arm from here, a knob turned",
      applies: { $0.study?.knobs.isEmpty == false }, otherwise: noKnobs,
      lines: { $0.study?.knobLines(after: "fork") ?? [] }, perform: { $0.fork($1) }),
    PaletteCommand(
      word: "sweep", argument: "KNOB RANGE N", does: "a run for each value of a knob, or of two",
      applies: { $0.study?.sweepLines.isEmpty == false },
      otherwise: "this lesson has no knob to sweep",
      worksAlone: true,
      lines: { $0.study?.sweepLines ?? [] }, perform: { $0.beginSweep($1) }),
    PaletteCommand(
      word: "measure", argument: "MEASURE", does: "read it at each step that you go to",
      applies: { $0.study?.lesson.mostSteps ?? 0 > 0 }, lines: { $0.study?.measureLines ?? [] },
      perform: { $0.measure($1) }),
    PaletteCommand(
      word: "step", argument: "N", does: "go to a step that was passed",
      applies: { $0.study?.furthest ?? 0 > 0 }, otherwise: "no run has passed a step yet",
      perform: { $0.travel($1) }),
  ]

  private static let reading = [
    PaletteCommand(
      word: "page", argument: "N", does: "go to a page of the lesson",
      applies: { $0.study != nil }, lines: { $0.study?.pageLines ?? [] },
      perform: { $0.goToPage($1) }),
    PaletteCommand(
      word: "plot", argument: "NAME", does: "a plot on the whole screen",
      applies: { $0.study?.plots.isEmpty == false }, lines: { $0.study?.plotLines ?? [] },
      perform: { $0.inspectPlot($1) }),
    PaletteCommand(
      word: "open", argument: "LESSON", does: "open a lesson",
      applies: { $0.library.catalog != nil }, lines: { $0.lessonLines },
      perform: { $0.openLesson($1) }),
    PaletteCommand(
      word: "theme", argument: "NAME", does: "other colors",
      applies: { $0.usesColor }, otherwise: "without colors there are no themes",
      lines: { _ in themeLines }, perform: { $0.chooseTheme($1) }),
  ]

  private static let files = [
    PaletteCommand(
      word: "export", argument: "FILE",
      does: "the plot as .svg .png .txt .ansi .csv .json",
      applies: { $0.currentPlot != nil }, otherwise: "this page has no plot", worksAlone: true,
      perform: { $0.exportPlot($1) }),
    PaletteCommand(
      word: "data", argument: "FILE",
      does: "train on a file of your own",
      applies: { $0.study?.lesson.onItsOwnData.takesOwnData == true },
      otherwise: "this lesson has no data that a file can stand in for; lessons on language have",
      worksAlone: true,
      perform: { _, argument in
        let own = argument.isEmpty ? nil : OwnData(argument: argument)
        return .done([.useData(own, typed: "data \(argument)")])
      }),
    PaletteCommand(
      word: "save", argument: "NAME", does: "keep the bench as a lesson file",
      applies: { $0.study?.lesson.bench != nil },
      otherwise: "save is for the bench, gradlab play; a lesson has its file",
      perform: { model, argument in
        guard let name = PlayDraft.name(typed: argument) else {
          return .refused("a NAME is of small letters, digits and hyphens, as in save my-moons")
        }
        return .done(
          model.study?.draft(named: name).map { [.saveBench($0, typed: "save \(argument)")] } ?? [])
      }),
  ]

  /// Whether it can do something here.
  package func isOffered(in model: AppModel) -> Bool { applies(model) }

  /// The names of its lines.
  package func names(in model: AppModel) -> [String] { lines(model).map(\.name) }

  /// How it is written: `set KNOB VALUE`.
  package var usage: String { "\(word) \(argument)" }
}
