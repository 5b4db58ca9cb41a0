import Charts
import Foundation
import Lab
import Screens
import TemporaryFiles
import Testing

extension AppModel {
  /// The charts of a folder with a run and more tags than a screen shows.
  static func watching(_ size: Size = Size(columns: 80, rows: 24)) throws -> AppModel {
    let folder = try TemporaryFolder()
    try WatchTests.write(steps: 40, to: folder)
    let charts = ScalarCharts(try LogFolder(folder.path), tags: [])
    return AppModel(watching: charts, options: AppOptions(size: size))
  }
}

@Suite("The screen of a folder that is watched")
struct WatchTests {
  static func write(steps: Int, to folder: TemporaryFolder) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("calm"), withIntermediateDirectories: true)
    var writer = EventWriter()
    for step in 1...steps {
      let values = ["accuracy", "loss", "rate", "time"].enumerated().map { index, tag in
        SummaryValue(tag: tag, .simple(Float(step * (index + 1))))
      }
      writer.append(EventMessage(wallTime: 0, step: step, .summary(values)))
    }
    try folder.write("calm/x.tfevents", writer.bytes)
  }

  @Test("shows as many charts as have room, and the others by keys")
  func charts() throws {
    let size = Size(columns: 80, rows: 24)
    var model = try AppModel.watching(size)
    #expect(model.place == .watch)
    #expect(model.text(80, 24).contains("1 run, 160 points   charts 1-2 of 4"))
    model.press("j")
    #expect(model.text(80, 24).contains("charts 2-3 of 4"))
    model.press("n")
    #expect(model.text(80, 24).contains("charts 3-4 of 4"))
    model.press("g")
    #expect(model.text(80, 24).contains("charts 1-2 of 4"))
    let tall = try AppModel.watching(Size(columns: 80, rows: 60))
    #expect(!tall.text(80, 60).contains("charts"))
  }

  @Test("has help and footer from the table, another axis, and ends by q or Esc")
  func keys() throws {
    var model = try AppModel.watching()
    #expect(model.text(80, 24).contains("q quit"))
    let linear = model.text(80, 24)
    model.press("L")
    #expect(model.text(80, 24) != linear)
    model.press("?")
    #expect(model.text(80, 24).contains("logarithmic or linear axes"))
    model.press("?")
    #expect(model.press("q") == [.quit])
    #expect(model.press("⎋") == [.quit])
    #expect(model.press("t") == [.nextTheme])
  }

  @Test("follows files that grow")
  func follows() throws {
    let folder = try TemporaryFolder()
    try Self.write(steps: 10, to: folder)
    var log = try LogFolder(folder.path)
    var model = AppModel(watching: ScalarCharts(log, tags: []), options: AppOptions())
    #expect(model.text(80, 24).contains("40 points"))
    try Self.write(steps: 30, to: folder)
    let hasMore = log.readOn()
    #expect(hasMore)
    _ = model.update(.logged(log))
    #expect(model.text(80, 24).contains("120 points"))
  }
}
