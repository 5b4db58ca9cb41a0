import Charts
import Lab
import Lessons
import Screens
import Testing

@Suite struct LayoutTests {
  private static let columns = [
    1, 2, 3, 5, 8, 13, 20, 29, 30, 31, 39, 40, 41, 50, 59, 60, 61, 79, 80, 99, 100, 101, 110, 120,
    200, 300,
  ]
  private static let rows = [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 16, 19, 20, 21, 24, 36, 44, 100]

  static func models() throws -> [AppModel] {
    func study(_ step: Int, _ trained: Int, _ script: String) throws -> AppModel {
      var model = try AppModel.study(step: step, at: trained)
      model.press(script)
      return model
    }
    return [
      AppModel(), try .library(), try study(0, 0, "N"), try study(2, 180, "iiN"),
      try study(2, 400, "⇥⇥⇥⇥⏎1"), try study(4, 200, "⇤"), try study(1, 0, "p"),
      try study(2, 400, "p"), try study(3, 400, "p12"), try study(2, 180, "z+"),
      try study(2, 180, "⇥⇥⏎"), try study(2, 180, "?"),
    ]
  }

  @Test("every screen draws at every size, and only what a terminal may get", arguments: columns)
  func sweep(columns: Int) throws {
    for model in try Self.models() {
      for rows in Self.rows {
        let size = Size(columns: columns, rows: rows)
        let grid = model.view(size)
        #expect(grid.size == size)
        #expect(Self.isWellFormed(grid), "\(model.place) at \(columns)x\(rows)")
      }
    }
  }

  /// No control characters, and a half after every wide character and nowhere else.
  private static func isWellFormed(_ grid: Grid) -> Bool {
    for row in 0..<grid.size.rows {
      for column in 0..<grid.size.columns {
        let scalar = grid[column, row].scalar
        let isHalf = scalar.value == 0
        if !isHalf && CharacterWidth.isControl(scalar) { return false }
        let isAfterWide =
          column > 0 && CharacterWidth.columns(grid[column - 1, row].scalar) == 2
        if isHalf != isAfterWide { return false }
      }
    }
    return true
  }

  @Test("the ASCII tier has ASCII only, the lines tier line drawing besides")
  func tiers() throws {
    for model in try Self.models() {
      for size in [Size(columns: 40, rows: 12), Size(columns: 80, rows: 24)] {
        let ascii = model.view(size, glyphs: .ascii)
        #expect(ascii.cells.allSatisfy { (32..<127).contains($0.scalar.value) })
        let lines = model.view(size, glyphs: .lines)
        let drawing = "─│┌┐└┘├┤┬┴┼◆·".unicodeScalars
        #expect(
          lines.cells.allSatisfy {
            (32..<127).contains($0.scalar.value) || drawing.contains($0.scalar)
          })
      }
    }
  }

  @Test("a terminal that is too small is told how large it should be")
  func tooSmall() throws {
    let study = try AppModel.study(step: 2, at: 180)
    #expect(study.text(39, 20).contains("40\u{00D7}12"))
    #expect(study.text(80, 11).contains("40\u{00D7}12"))
    #expect(!study.text(40, 12).contains("40\u{00D7}12"))
  }

  @Test("small screens show one panel at a time, medium ones text above plot, large ones both")
  func modes() throws {
    var small = try AppModel.study(step: 2, at: 180, size: Size(columns: 40, rows: 12))
    #expect(small.text(40, 12).contains("Each layer"))
    #expect(!small.text(40, 12).contains("training loss"))
    small.press("⇥")
    #expect(!small.text(40, 12).contains("Each layer"))
    #expect(small.text(40, 12).contains("training loss"))
    let medium = try AppModel.study(step: 2, at: 180)
    #expect(medium.text(80, 24).contains("Each layer"))
    #expect(medium.text(80, 24).contains("training loss"))
    #expect(!medium.text(80, 24).contains("by layer"))
    let large = try AppModel.study(step: 2, at: 180).text(120, 36)
    for title in ["Watch", "training loss", "activations x by layer", "gradient"] {
      #expect(large.contains(title))
    }
  }

  /// The sample lesson whose curves are shown in another way.
  private static func watching(_ plot: String) throws -> AppModel {
    let text = SampleLesson.text.replacing(
      "{line: [loss], scale: log, title: training loss}", with: plot)
    let lesson = try Lesson.read(Array(text.utf8), path: "Lessons/07-sample.md")
    return try AppModel.study(step: 2, at: 180, lesson: lesson)
  }

  @Test(
    "the text takes the rows that a plot below it leaves empty",
    arguments: ["{values: [loss], title: at the end}", "{table: [loss], title: at the end}"])
  func naturalHeights(plot: String) throws {
    func hidden(_ model: AppModel) throws -> Int {
      let more = try #/↓ (\d+) more/#.firstMatch(in: model.text(80, 24))?.1
      return more.flatMap { Int($0) } ?? 0
    }
    let curves = try hidden(try Self.watching("{line: [loss], title: at the end}"))
    let model = try Self.watching(plot)
    #expect(try hidden(model) < curves)
    // All four numbers stay in sight.
    for label in ["2/n", "1/n", "0.5/n", "8/n"] {
      let lines = model.text(80, 24).split(separator: "\n")
      #expect(lines.contains { $0.drop { $0 == " " }.hasPrefix(label) }, "\(label)")
    }
  }

  @Test("of plots below each other, those that fill any number of rows get what a table leaves")
  func rowsOfPlots() throws {
    /// Where the rules of the second and third plot stand.
    func rules(_ model: AppModel) throws -> [Int] {
      let lines = model.text(120, 44).split(separator: "\n", omittingEmptySubsequences: false)
      return try ["activations x", "gradient"].map { title in
        try #require(lines.firstIndex { $0.contains("─ \(title)") })
      }
    }
    let table = try rules(try Self.watching("{table: [loss], title: at the end}"))
    let curves = try rules(try Self.watching("{line: [loss], title: at the end}"))
    #expect(table[0] < curves[0])
    #expect(table[1] - table[0] > curves[1] - curves[0])
  }

  @Test("the same model and size give the same cells")
  func pure() throws {
    for model in try Self.models() {
      let size = Size(columns: 120, rows: 36)
      #expect(model.view(size) == model.view(size))
    }
  }

  @Test("only the numbers' own cells change while a run goes on")
  func stableLayout() throws {
    func rows(_ trained: Int) throws -> [Substring] {
      try AppModel.study(step: 2, at: trained, running: true).text(120, 36)
        .split(separator: "\n", omittingEmptySubsequences: false)
    }
    let (early, late) = (try rows(20), try rows(390))
    for row in [0, 1, 31, 33, 35] {
      let blank: (Substring) -> String = { line in
        String(line.map { $0.isNumber || $0 == "." || $0 == " " ? " " : $0 })
      }
      #expect(blank(early[row]) == blank(late[row]), "row \(row)")
    }
  }

  @Test("a step of a lesson is drawn without a terminal")
  func pictures() throws {
    let lesson = try SampleLesson.lesson()
    let size = Size(columns: 100, rows: 30)
    let snapshot = SampleSnapshot.snapshot(lesson, step: 0, at: 400)
    let grid = LessonPicture.screen(lesson, step: 2, snapshot: snapshot, size: size)
    #expect(grid.size == size)
    #expect(grid.plainText().contains("Watch"))
    #expect(
      LessonPicture.request(for: lesson, step: 2, size: size).probes == ["x", "dz"])
  }

  @Test("so are the room's screen, without knobs, and the speaker's, with what is recorded")
  func talkPictures() throws {
    let lesson = try SampleLesson.lesson()
    let size = Size(columns: 120, rows: 36)
    let snapshot = SampleSnapshot.snapshot(lesson, step: 0, at: 400)
    let room = LessonPicture.screen(lesson, step: 2, snapshot: snapshot, for: .room, size: size)
    #expect(room.plainText().contains("Watch") && !room.plainText().contains("help"))
    let speaker = LessonPicture.screen(
      lesson, step: 2, snapshot: snapshot, for: .speaker, size: size)
    for words in ["Next: ", "Measured against claimed", "Let them guess first."] {
      #expect(speaker.plainText().contains(words), "\(speaker.plainText())")
    }
  }
}
