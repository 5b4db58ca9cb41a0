import Charts
import Lab
import Lessons
import Screens
import Testing

@Suite struct LibraryTests {
  @Test(
    "a filter of wide characters keeps its end and the cursor in sight",
    arguments: [("数据", 21), ("e\u{301}", 60), ("가", 50), ("x", 70)])
  func wideFilter(_ piece: String, _ count: Int) throws {
    for size in [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)] {
      var model = try AppModel.library(size: size)
      model.press("/" + String(repeating: piece, count: count) + "END")
      let grid = model.view(size, glyphs: .braille)
      let row = try #require(
        (0..<size.rows).first { row in
          grid.plainText().split(separator: "\n", omittingEmptySubsequences: false)[row]
            .contains("END")
        })
      let end = try #require(
        (1..<size.columns).first { column in
          grid[column - 1, row].scalar == "D" && grid[column, row].style.isReversed
        })
      #expect(end < size.columns)
    }
  }

  @Test("while files are read, what was read so far can be used, and the file is named")
  func reading() throws {
    let size = Size(columns: 80, rows: 24)
    var model = AppModel(options: AppOptions(size: size))
    _ = model.update(.libraryLoaded(Catalog(lessons: [], reading: "Lessons/05-own.md")))
    #expect(model.text(80, 24).contains("reading 05-own.md\u{2026}"))
    #expect(!model.text(80, 24).contains("No lessons here"))
    let lesson = try SampleLesson.lesson()
    _ = model.update(.libraryLoaded(Catalog(lessons: [lesson], reading: "Lessons/40-own.md")))
    #expect(model.text(80, 24).contains("reading 40-own.md\u{2026}"))
    #expect(model.press("⏎") == [.openLesson(id: "sample")])
    _ = model.update(.libraryLoaded(Catalog(lessons: [lesson])))
    #expect(!model.text(80, 24).contains("reading"))
  }

  @Test("lessons in sight and those said to follow are all, also where a heading is the last line")
  func hidden() throws {
    let count = 12
    let lessons = try (1...count).map { number in
      var lesson = try SampleLesson.lesson()
      lesson.id = "sample-\(number)"
      lesson.title = "Title \(number) of all"
      lesson.part = "Part \((number - 1) / 3)"
      return lesson
    }
    for rows in 24...60 {
      var model = AppModel(options: AppOptions(size: Size(columns: 120, rows: rows)))
      _ = model.update(.libraryLoaded(Catalog(lessons: lessons)))
      let text = model.text(120, rows)
      let hidden = try #/↓ (\d+) more/#.firstMatch(in: text).flatMap { Int($0.1) } ?? 0
      let shown = (1...count).count { text.contains(" Title \($0) of all  ") }
      #expect(shown + hidden == count, "\(rows) rows: \(text)")
    }
  }

  @Test("names that don't fit beside their fact end in an ellipsis")
  func longFact() throws {
    var lesson = try SampleLesson.lesson()
    lesson.isPersonal = true
    lesson.path = String(repeating: "folder/", count: 20) + "own.md"
    var model = AppModel(options: AppOptions(size: Size(columns: 120, rows: 36)))
    _ = model.update(.libraryLoaded(Catalog(lessons: [lesson])))
    let line = model.text(120, 36).split(separator: "\n").first { $0.contains(" File ") }
    #expect(line?.contains(#/folder\/.*…/#) == true, "\(line ?? "")")
  }

  @Test("a lesson is opened by Enter")
  func opens() throws {
    var model = try AppModel.library()
    #expect(model.press("⏎") == [.openLesson(id: "depth")])
    #expect(model.text(80, 24).contains("opening"))
    #expect(model.press("j⏎") == [.openLesson(id: "sample")])
  }

  @Test("a session that was under way stands first, and Enter goes on with it")
  func goesOn() throws {
    for size in [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)] {
      var model = try AppModel.library(size: size)
      #expect(!model.text(size.columns, size.rows).contains("Go on: "))
      _ = model.update(
        .sessionOffered(
          ResumableSession(lesson: "sample", page: 2, step: 180, when: "5 min ago")))
      let text = model.text(size.columns, size.rows)
      let first = try #require(text.firstRange(of: "Go on: Kaiming against bad"))
      let lesson = try #require(text.firstRange(of: "6  Vanishing gradients"))
      #expect(first.lowerBound < lesson.lowerBound)
      #expect(text.contains("5 min ago") && text.contains("Where you were"))
      var opened = model
      #expect(opened.press("⏎") == [.resumeSession])
      #expect(opened.press("j⏎") == [.openLesson(id: "depth")])
      // What is looked for are lessons.
      model.press("/kaim⏎")
      #expect(!model.text(size.columns, size.rows).contains("Go on: "))
      #expect(model.press("⏎") == [.openLesson(id: "sample")])
    }
  }

  @Test("a session is offered to who has gone down the list already, whose choice stays")
  func offeredLate() throws {
    var model = try AppModel.library()
    model.press("j")
    _ = model.update(
      .sessionOffered(ResumableSession(lesson: "depth", page: 0, step: 1, when: "just now")))
    #expect(model.press("⏎") == [.openLesson(id: "sample")])
  }

  @Test("lessons stand in the curriculum's order, with minutes and claims")
  func lists() throws {
    let text = try AppModel.library().text(120, 36)
    let first = try #require(text.firstRange(of: "6  Vanishing gradients"))
    let second = try #require(text.firstRange(of: "7  Kaiming against bad"))
    #expect(first.lowerBound < second.lowerBound)
    #expect(text.contains("10 min"))
    #expect(text.contains("2 claims"))
    #expect(text.contains("Why do deep sigmoid networks not learn?"))
  }

  @Test("a broken file shows its faults with line and column, and does not open")
  func broken() throws {
    var model = try AppModel.library()
    #expect(model.press("G⏎").isEmpty)
    let text = model.text(80, 24)
    #expect(text.contains("2 faults"))
    #expect(text.contains("09-noise.md:12:3: unknown key"))
  }

  @Test("the filter narrows the list, Enter keeps it and Esc drops it")
  func filters() throws {
    var model = try AppModel.library()
    model.press("/kaim")
    #expect(!model.text(80, 24).contains("Vanishing gradients"))
    #expect(model.press("⏎⏎") == [.openLesson(id: "sample")])
    model.press("⎋")
    #expect(model.text(80, 24).contains("Vanishing gradients"))
    model.press("/zzz")
    #expect(model.text(80, 24).contains("Nothing matches"))
  }

  @Test("typed and pasted text in the filter is no command")
  func filterTakesText() throws {
    var model = try AppModel.library()
    #expect(model.press("/qt?").isEmpty)
    #expect(model.update(.terminal(.paste("q\u{1B}[2J\n"))).isEmpty)
    #expect(model.text(80, 24).contains("/ qt?q[2J"))
  }

  @Test("a paste outside of a field does nothing")
  func pasteIsData() throws {
    var model = try AppModel.library()
    let before = model.view(Size(columns: 80, rows: 24))
    #expect(model.update(.terminal(.paste("q\u{3}"))).isEmpty)
    #expect(model.view(Size(columns: 80, rows: 24)) == before)
  }

  @Test("an empty library says where it looked and what a lesson is")
  func empty() {
    var model = AppModel()
    #expect(model.text(80, 24).contains("Reading the lessons"))
    _ = model.update(.libraryLoaded(Catalog(lessons: [], folders: ["/srv/Lessons"])))
    let text = model.text(80, 24)
    #expect(text.contains("No lessons here"))
    #expect(text.contains("/srv/Lessons"))
  }

  @Test(
    "a person's own lessons stand last, under their own heading; a course puts its lessons first")
  func order() throws {
    let lessons = try SampleLesson.library()
    var own = try SampleLesson.lesson()
    (own.id, own.title, own.number, own.isPersonal) = ("mine", "Mine", 1, true)
    let all = Catalog(lessons: [own] + lessons)
    let others = Catalog(lessons: lessons).lessons.map(\.id)
    #expect(all.lessons.map(\.id) == others + ["mine"] && others.count == lessons.count)
    #expect(all.heading(of: own) == "Your own lessons")
    #expect(all.heading(of: lessons[0]) == lessons[0].part)
    let course = Catalog.Course(title: "Backwards", lessons: ["mine", lessons[1].id, "none"])
    let ordered = Catalog(lessons: lessons + [own], course: course)
    #expect(ordered.lessons.map(\.id) == ["mine", lessons[1].id, lessons[0].id])
    for (catalog, words) in [(all, "Your own lessons"), (ordered, "Backwards")] {
      var model = AppModel(options: AppOptions(size: Size(columns: 120, rows: 36)))
      _ = model.update(.libraryLoaded(catalog))
      let lines = model.text(120, 36).split(separator: "\n").map(String.init)
      let heading = try #require(lines.firstIndex { $0.contains(words) })
      #expect(lines[(heading + 1)...].first { $0.contains("Mine") } != nil)
    }
  }

  @Test("a lesson that can't be opened leaves the library in use and says why")
  func openingFails() throws {
    var model = try AppModel.library()
    model.press("⏎")
    _ = model.update(.openingFailed(id: "depth", reason: "the data set mnist is not here"))
    #expect(model.text(80, 24).contains("the data set mnist is not here"))
    #expect(!model.text(80, 24).contains("opening"))
    model.press("j")
    #expect(!model.text(80, 24).contains("the data set mnist"))
  }

  @Test("q quits, and so do the signals and the end of the terminal")
  func quits() throws {
    var model = try AppModel.library()
    #expect(model.press("q") == [.quit])
    #expect(model.press("⌃c") == [.quit])
    #expect(model.update(.terminal(.terminate(15))) == [.quit])
    #expect(model.update(.terminal(.hangUp)) == [.quit])
  }

  @Test("a click chooses a lesson, a second one opens it")
  func clicks() throws {
    var model = try AppModel.library()
    let rows = model.text(80, 24).split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(rows.firstIndex { $0.contains("Kaiming") })
    let click = Message.terminal(.mouse(Mouse(.press, at: Position(column: 12, row: row))))
    #expect(model.update(click).isEmpty)
    #expect(model.update(click) == [.openLesson(id: "sample")])
  }
}
