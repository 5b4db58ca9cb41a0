import Charts
import Glibc
import Lessons
import Screens
import Testing

/// The main screens as text, compared with the files in Tests/Pictures/Screens. With
/// RECORD_PICTURES=1 in the environment the files are written anew: read the difference then.
@Suite struct PictureTests {
  struct Picture: Sendable, CustomTestStringConvertible {
    var name: String
    var size = Size(columns: 80, rows: 24)
    var glyphs = GlyphTier.braille
    var model: @Sendable () throws -> AppModel

    var testDescription: String { name }
  }

  private static func study(
    _ step: Int, _ trained: Int, _ script: String = "", running: Bool = false
  ) -> @Sendable () throws -> AppModel {
    {
      var model = try AppModel.study(step: step, at: trained, running: running)
      model.press(script)
      return model
    }
  }

  /// A file that was saved with faults while its lesson trains.
  @Sendable private static func faults() throws -> AppModel {
    var model = try AppModel.study(step: 2, at: 180, running: true)
    let path = "Lessons/07-sample.md"
    let facts: [(Int, LessonFact)] = [
      (12, .unknownKey("knob", place: "the front matter", nearest: "knobs", known: ["knobs"])),
      (31, .unknownName(kind: "arm", name: "base", nearest: nil, known: ["he", "lecun"])),
    ]
    let faults = facts.map { LessonFault(path: path, line: $0.0, column: 3, fact: $0.1) }
    _ = model.update(.lessonBroken(BrokenLesson(path: path, faults: faults)))
    return model
  }

  static let pictures: [Picture] = [
    Picture(name: "library-80x24") { try .library() },
    Picture(name: "library-80x24-ascii", glyphs: .ascii) { try .library() },
    Picture(name: "study-text-80x24", model: study(2, 180, running: true)),
    Picture(name: "study-plot-80x24", model: study(2, 180, "⇥", running: true)),
    Picture(name: "study-plot-80x24-ascii", glyphs: .ascii, model: study(2, 180, "⇥⇥⇥")),
    Picture(name: "study-knob-80x24", model: study(4, 200, "⇥⇥⇥a")),
    Picture(
      name: "study-120x36", size: Size(columns: 120, rows: 36),
      model: study(2, 180, running: true)),
    Picture(
      name: "study-40x12", size: Size(columns: 40, rows: 12), model: study(2, 180, running: true)),
    Picture(name: "faults-120x36", size: Size(columns: 120, rows: 36), model: faults),
    Picture(name: "faults-80x24-ascii", glyphs: .ascii, model: faults),
    Picture(name: "palette-80x24", model: study(2, 180, ":")),
    Picture(name: "palette-80x24-ascii", glyphs: .ascii, model: study(2, 180, ":set ")),
    Picture(name: "sweep-runs-80x24") { try .sweeping("rate 0.01..1 5", open: 2) },
    Picture(name: "sweep-values-80x24") { try .sweeping("rate 0.01..1 5", open: 0) },
    Picture(name: "sweep-map-80x24-ascii", glyphs: .ascii) {
      try .sweeping("rate 0.01,0.1 depth 4,8,12", open: 0)
    },
    Picture(name: "sweep-120x36", size: Size(columns: 120, rows: 36)) {
      try .sweeping("rate 0.01..1 9", open: 1, size: Size(columns: 120, rows: 36))
    },
    Picture(name: "predict-80x24", model: study(1, 0, "pj")),
    Picture(name: "outcome-80x24", model: study(2, 400, "p")),
    Picture(name: "inspect-line-80x24", model: study(2, 180, "z←←←")),
    Picture(name: "inspect-layers-80x24-ascii", glyphs: .ascii, model: study(2, 180, "⇥⇥⇥⏎j")),
    Picture(name: "help-80x24", model: study(2, 180, "?")),
    Picture(
      name: "heatmap-120x36", size: Size(columns: 120, rows: 36), model: cells(0)),
    Picture(name: "surgery-80x24", model: { try surgery("xj") }),
    Picture(
      name: "surgery-120x36", size: Size(columns: 120, rows: 36), model: { try surgery("xj→→") }),
    Picture(name: "surgery-80x24-ascii", glyphs: .ascii, model: { try surgery("x") }),
    Picture(name: "heatmap-80x24", model: cells(0)),
    Picture(name: "heatmap-plot-80x24-mono", model: cells(0, "⇥", usesColor: false)),
    Picture(name: "heatmap-plot-80x24-lines", glyphs: .lines, model: cells(0, "⇥")),
    Picture(name: "heatmap-plot-80x24-ascii", glyphs: .ascii, model: cells(0, "⇥")),
    Picture(name: "inspect-heatmap-80x24-ascii", glyphs: .ascii, model: cells(0, "zjll")),
    Picture(
      name: "inspect-heatmap-120x36", size: Size(columns: 120, rows: 36),
      model: cells(0, "zjll", usesColor: false)),
    Picture(name: "architecture-80x24", model: cells(1)),
    Picture(name: "map-80x24", model: cells(2, usesColor: false)),
    Picture(name: "images-80x24", model: cells(3, usesColor: false)),
    Picture(name: "text-knob-80x24", model: cells(0, "⇥⇥⇥⏎may")),
    Picture(name: "series-120x36", size: Size(columns: 120, rows: 36), model: process(.draws, 0)),
    Picture(name: "series-plot-80x24-lines", glyphs: .lines, model: process(.draws, 0, "⇥")),
    Picture(name: "inspect-series-80x24", model: process(.draws, 0, "zhhhh", usesColor: false)),
    Picture(
      name: "inspect-series-80x24-ascii", glyphs: .ascii, model: process(.draws, 0, "zhhhh")),
    Picture(name: "plane-120x36", size: Size(columns: 120, rows: 36), model: process(.descent, 0)),
    Picture(
      name: "inspect-plane-120x36", size: Size(columns: 120, rows: 36),
      model: process(.descent, 0, "zllk")),
    Picture(
      name: "plane-plot-80x24-mono", model: process(.descent, 0, "⇥", usesColor: false)),
    Picture(name: "plane-plot-80x24-lines", glyphs: .lines, model: process(.descent, 0, "⇥")),
    Picture(
      name: "inspect-plane-80x24-ascii", glyphs: .ascii, model: process(.descent, 1, "z")),
    Picture(name: "plane-points-80x24", model: process(.descent, 2, "z")),
    Picture(
      name: "decision-120x36", size: Size(columns: 120, rows: 36), model: training(.circles)),
    Picture(
      name: "inspect-decision-120x36", size: Size(columns: 120, rows: 36),
      model: training(.circles, "zlll")),
    Picture(name: "decision-plot-80x24-mono", model: training(.spirals, "⇥", usesColor: false)),
    Picture(
      name: "decision-plot-80x24-ascii", glyphs: .ascii, model: training(.spirals, "⇥")),
    Picture(
      name: "inspect-decision-80x24-lines", glyphs: .lines, model: training(.spirals, "zk")),
    Picture(name: "words-120x36", size: Size(columns: 120, rows: 36), model: training(.words)),
    Picture(
      name: "inspect-words-120x36", size: Size(columns: 120, rows: 36),
      model: training(.words, "z2hhh")),
    Picture(
      name: "inspect-words-80x24-mono", model: training(.words, "z1k", usesColor: false)),
    Picture(name: "words-plot-80x24-ascii", glyphs: .ascii, model: training(.words, "⇥2")),
    Picture(
      name: "diagram-120x36", size: Size(columns: 120, rows: 36), model: process(.blocks, 0)),
    Picture(name: "inspect-diagram-80x24", model: process(.blocks, 0, "zllllll")),
    Picture(
      name: "inspect-diagram-block-120x36", size: Size(columns: 120, rows: 36),
      model: process(.blocks, 1, "zll")),
    Picture(
      name: "inspect-diagram-block-80x24-mono",
      model: process(.blocks, 1, "z2ll", usesColor: false)),
    Picture(name: "diagram-block-80x24-lines", glyphs: .lines, model: process(.blocks, 1, "⇥")),
    Picture(
      name: "inspect-diagram-tokens-120x36", size: Size(columns: 120, rows: 36),
      model: process(.tokens, 0, "zll")),
    Picture(
      name: "inspect-diagram-tokens-80x24-ascii", glyphs: .ascii,
      model: process(.tokens, 0, "zllk")),
    Picture(name: "cubes-120x36", size: Size(columns: 120, rows: 36), model: process(.cubes, 0)),
    Picture(name: "cubes-plot-80x24-mono", model: process(.cubes, 0, "⇥", usesColor: false)),
    Picture(name: "cubes-plot-80x24-ascii", glyphs: .ascii, model: process(.cubes, 0, "⇥")),
    Picture(name: "inspect-cubes-80x24", model: process(.cubes, 0, "z")),
    Picture(
      name: "formulas-120x36", size: Size(columns: 120, rows: 36), model: process(.formulas, 0)),
    Picture(name: "inspect-formulas-80x24", model: process(.formulas, 0, "zj")),
    Picture(
      name: "inspect-formulas-80x24-ascii", glyphs: .ascii,
      model: process(.formulas, 0, "zj", usesColor: false)),
    Picture(name: "formulas-plot-80x24-lines", glyphs: .lines, model: process(.formulas, 0, "⇥")),
    Picture(name: "text-120x36", size: Size(columns: 120, rows: 36), model: process(.words, 0)),
    Picture(name: "inspect-text-80x24", model: process(.words, 1, "zjj", usesColor: false)),
    Picture(name: "text-plot-80x24-lines", glyphs: .lines, model: process(.words, 0, "⇥")),
    Picture(
      name: "inspect-text-80x24-ascii", glyphs: .ascii, model: process(.words, 0, "z")),
  ]

  private static func cells(
    _ step: Int, _ script: String = "", usesColor: Bool = true
  ) -> @Sendable () throws -> AppModel {
    {
      let lesson = try PictureLesson.lesson()
      var model = AppModel(options: AppOptions(usesColor: usesColor))
      _ = model.update(.lessonOpened(lesson, PictureLesson.snapshot(lesson, step: step)))
      model.press(script)
      return model
    }
  }

  private static func surgery(_ script: String) throws -> AppModel {
    var model = try SurgeryTests.operated("silence hidden1:3", "silence hidden2", "freeze hidden2")
    model.press(script)
    return model
  }

  private static func process(
    _ process: ProcessPlots, _ step: Int, _ script: String = "", usesColor: Bool = true
  ) -> @Sendable () throws -> AppModel {
    {
      try process.model(
        step: step, script, size: Size(columns: 80, rows: 24), usesColor: usesColor)
    }
  }

  private static func training(
    _ plots: TrainingPlots, _ script: String = "", usesColor: Bool = true
  ) -> @Sendable () throws -> AppModel {
    { try plots.model(script, size: Size(columns: 80, rows: 24), usesColor: usesColor) }
  }

  @Test("the screen looks as in its picture", arguments: pictures + PadTests.pictures)
  func looksAsBefore(picture: Picture) throws {
    let text = try picture.model().view(picture.size, glyphs: picture.glyphs).plainText()
    let path = Self.folder + "/\(picture.name).txt"
    if getenv("RECORD_PICTURES") != nil { Self.write(text, to: path) }
    let expected = try #require(Self.read(path), "no picture \(path)")
    #expect(text == expected, "\(picture.name) looks different:\n\(text)")
  }

  /// Tests/Pictures/Screens, beside the folder of this file.
  private static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(2)
    return "/" + parts.joined(separator: "/") + "/Pictures/Screens"
  }()

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { return }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, file)
  }
}
