import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// A plot as a file: what is asked for, and what is in it.
@Suite("Plots as files") struct PlotExportTests {
  private static let size = Size(columns: 120, rows: 36)

  /// What the keys of a script ask to be written.
  private func file(_ script: String, _ model: AppModel) throws -> PlotFile {
    var model = model
    return try #require(files(of: model.press(script)).first)
  }

  private func files(of effects: [Effect]) -> [PlotFile] {
    effects.compactMap { effect in
      if case .savePlot(let file) = effect { file } else { nil }
    }
  }

  private func study(_ step: Int = 2) throws -> AppModel {
    try AppModel.study(step: step, at: 180, size: Self.size)
  }

  @Test("E asks for a name that says what it is, in the lesson and on the whole screen")
  func asks() throws {
    for script in ["E", "zE", "⇥⇥⇥E"] {
      var model = try study()
      let before = model.place
      model.press(script)
      #expect(model.place == .command)
      #expect(model.text(120, 36).contains(":export "))
      model.press("⎋")
      #expect(model.place == (script == "zE" ? .inspect : before))
    }
    let file = try file("zE⏎", study())
    let lesson = try SampleLesson.lesson()
    #expect(file.path == "\(lesson.id)-\(file.plot)-180.svg" && file.format == .svg)
  }

  @Test(
    "the ending of the name is the format",
    arguments: zip(
      ["a.svg", "A.PNG", "./b/c.TXT", "d.e.ansi", ".f.csv", "g.json"], PlotFile.Format.allCases))
  func formats(name: String, format: PlotFile.Format) throws {
    let file = try file("E⌃uexport \(name)⏎", study())
    #expect(file.path == name && file.format == format)
  }

  @Test(
    "another name is refused with those that can be, and what was typed is kept",
    arguments: ["plot", "plot.", ".svg", "a.svg/b", "plot.bmp"])
  func refused(name: String) throws {
    var model = try study()
    #expect(files(of: model.press("E⌃uexport \(name)⏎")).isEmpty)
    let text = model.text(120, 36)
    #expect(text.contains("a name ends in .svg, .png, .txt, .ansi, .csv or .json"))
    #expect(text.contains(":export \(name)"))
    #expect(files(of: model.press("⌃uexport a.txt⏎")).count == 1)
  }

  @Test("what the program says of it is shown, and after a fault another name can be typed")
  func answers() throws {
    var model = try study()
    model.press("E⏎")
    #expect(model.place == .study)
    _ = model.update(
      .commandRefused(
        typed: "export a.svg", reason: "it is there already; choose another name"))
    #expect(model.place == .command)
    #expect(model.text(120, 36).contains("it is there already"))
    #expect(try file("⌫⌫⌫txt⏎", model).path == "a.txt")
  }

  @Test("without a name one is offered, and while one is typed every step is asked for")
  func offers() throws {
    var model = try study()
    model.press(":export⏎")
    #expect(model.text(120, 36).contains(":export sample-curve-180.svg"))
    #expect(model.snapshotRequest.map { $0.resolution >= 1 << 20 } == true)
  }

  @Test("the picture is the plot as it is looked at, without the cursor")
  func picture() throws {
    let whole = try file("zE⏎", study()).picture
    #expect(try file("z⇱E⏎", study()).picture == whole)
    #expect(try file("z++E⏎", study()).picture.plainText().contains("steps 1"))
    #expect(try file("zLE⏎", study()).picture != whole)
    #expect(try file("z1E⏎", study()).picture != whole)
    let alone = try file("zaE⏎", study()).picture.plainText()
    #expect(alone.contains("alone"))
    #expect(try !file("zazE⏎", study()).picture.plainText().contains("alone"))
  }

  @Test("curves have a row for each arm and step that is looked at")
  func traces() throws {
    let data = try file("zE⏎", study()).data
    #expect(
      data.columns == ["arm", "probe", "step", "value", "smoothed", "minimum", "maximum"])
    func arms(_ data: PlotData) -> Set<PlotData.Field> { Set(data.rows.map { $0[0] }) }
    #expect(arms(data).count > 1)
    #expect(arms(try file("z1E⏎", study()).data).count == arms(data).count - 1)
    #expect(arms(try file("zaE⏎", study()).data).count == 1)
    let near = try file("z++E⏎", study()).data
    #expect(!near.rows.isEmpty && near.rows.count < data.rows.count)
    for row in near.rows {
      #expect(data.rows.contains(row))
    }
    let first = try #require(data.rows.first)
    #expect(first[2] == .whole(0) && first[3] == .number(SampleSnapshot.loss(0, at: 0)))
  }

  @Test("each kind of plot has rows, each with a field for every column")
  func kinds() throws {
    for plots in ProcessPlots.allCases {
      for step in 0..<(try plots.lesson().steps.count) {
        let model = try plots.model(step: step, "")
        for plot in try #require(model.lesson).steps[step].plots.indices {
          let tabs = String(repeating: "⇥", count: plot + 1)
          let file = try file("\(tabs)E⏎", model)
          #expect(!file.data.rows.isEmpty, "\(file.lesson) \(file.plot)")
          #expect(file.data.rows.allSatisfy { $0.count == file.data.columns.count })
          #expect(file.data.columns.first == "arm")
        }
      }
    }
  }

  @Test("of cells that are zoomed into, those alone are written")
  func cells() throws {
    let lesson = try PictureLesson.lesson()
    var model = AppModel(options: AppOptions(size: Self.size))
    _ = model.update(.lessonOpened(lesson, PictureLesson.snapshot(lesson, step: 0)))
    let whole = try file("zE⏎", model).data
    let near = try file("z+E⏎", model).data
    let alone = try file("za+E⏎", model).data
    #expect(near.rows.count < whole.rows.count && alone.rows.count * 2 == near.rows.count)
    #expect(near.rows.allSatisfy(whole.rows.contains))
    #expect(alone.rows.allSatisfy(whole.rows.contains))
  }
}
