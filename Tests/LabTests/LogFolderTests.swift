import Experiments
import Foundation
import Lab
import Lessons
import TemporaryFiles
import Testing

@Suite("Folders of runs") struct LogFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes an event file into a folder below the one that is read.
  private func write(_ run: String, _ name: String, _ events: [EventMessage]) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path(run), withIntermediateDirectories: true)
    var writer = EventWriter()
    for event in events { writer.append(event) }
    try folder.write("\(run)/\(name)", writer.bytes)
  }

  private func number(_ tag: String, _ value: Float, at step: Int) -> EventMessage {
    EventMessage(wallTime: 0, step: step, .summary([SummaryValue(tag: tag, .simple(value))]))
  }

  private func points(_ log: LogFolder, _ tag: String) -> [[Double]] {
    (log.runs.first?.series(tag)?.points ?? []).map { [Double($0.step), $0.value] }
  }

  @Test("each folder with event files is a run, its files are read by name, other files are not")
  func runs() throws {
    try write("b/deep", "x.tfevents.2", [number("loss", 2, at: 2)])
    try write("b/deep", "x.tfevents.1", [number("loss", 1, at: 1)])
    try write("a", "x.tfevents", [number("loss", 3, at: 1), number("acc", 4, at: 1)])
    try write(".", "x.tfevents", [number("loss", 5, at: 1)])
    try folder.write("notes.txt", "none")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("a/loop"), withDestinationPath: folder.path)
    let log = try LogFolder(folder.path + "/")
    #expect(log.runs.map(\.name) == [".", "a", "b/deep"])
    #expect(log.tags == ["acc", "loss"] && log.damages.isEmpty)
    #expect(log.runs[2].series("loss")?.points.map(\.value) == [1, 2])
    #expect(log.runs.map(\.pointCount) == [1, 2, 2])
  }

  @Test("steps that come late stand in their place; a session's start makes later ones void")
  func order() throws {
    let late = [number("loss", 1, at: 1), number("loss", 3, at: 3), number("loss", 2, at: 2)]
    try write("a", "x.tfevents", late)
    #expect(try points(LogFolder(folder.path), "loss") == [[1, 1], [2, 2], [3, 3]])
    let start = EventMessage(wallTime: 0, step: 2, .sessionStart)
    try write("a", "x.tfevents", late + [start, number("loss", 9, at: 2)])
    #expect(try points(LogFolder(folder.path), "loss") == [[1, 1], [2, 9]])
  }

  @Test("tags with no numbers are named and have no curve")
  func others() throws {
    let histogram = HistogramMessage(Histogram(range: 0...1, counts: [1, 2]))
    try write(
      "a", "x.tfevents",
      [
        number("loss", 1, at: 1),
        EventMessage(
          wallTime: 0, step: 1, .summary([SummaryValue(tag: "w", .histogram(histogram))])),
      ])
    let log = try LogFolder(folder.path)
    #expect(log.tags == ["loss"] && log.otherTags == ["w"])
  }

  @Test("values that are not finite are left out; where no more come, the run has diverged")
  func nonFinite() throws {
    let values: [Float] = [1, .nan, 3, .infinity, .nan]
    try write("a", "x.tfevents", values.enumerated().map { number("loss", $1, at: $0) })
    let series = try #require(LogFolder(folder.path).runs[0].series("loss"))
    #expect(series.buckets(resolution: 10).map(\.last) == [1, 3])
    #expect(series.divergedAt == 3)
  }

  @Test("one spike among a million points is in the buckets, with its step")
  func spike() throws {
    var writer = EventWriter()
    for step in 1...1_000_000 {
      writer.append(number("loss", step == 654_321 ? 99 : 1, at: step))
    }
    try folder.write("x.tfevents", writer.bytes)
    let buckets = try #require(LogFolder(folder.path).runs[0].series("loss"))
      .buckets(resolution: 500)
    #expect(buckets.count <= 500)
    #expect(buckets.filter { $0.maximum == 99 }.map { $0.steps.contains(654_321) } == [true])
  }

  @Test("what is written later is read on; a replaced file and a new one are taken anew")
  func readingOn() throws {
    try write("a", "x.tfevents", [number("loss", 1, at: 1)])
    var log = try LogFolder(folder.path)
    let isUnchanged = !log.readOn()
    #expect(isUnchanged)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path("a/x.tfevents")))
    var more: [UInt8] = []
    RecordFile.append(number("loss", 2, at: 2).bytes, to: &more)
    try file.seekToEnd()
    try file.write(contentsOf: Data(more))
    log.readOn()
    #expect(points(log, "loss") == [[1, 1], [2, 2]])
    try write("a", "y.tfevents", [number("loss", 3, at: 3)])
    try log.find()
    log.readOn()
    #expect(points(log, "loss") == [[1, 1], [2, 2], [3, 3]])
    try FileManager.default.removeItem(atPath: folder.path("a/x.tfevents"))
    try write("a", "x.tfevents", [number("loss", 7, at: 1)])
    log.readOn()
    #expect(points(log, "loss") == [[1, 7], [3, 3]])
  }

  @Test("a folder that is not there, a file, and a folder without event files are named")
  func refused() throws {
    try folder.write("file", "")
    #expect(throws: LogFolderFault.isNoFolder(folder.path("file"))) {
      try LogFolder(folder.path("file"))
    }
    #expect(throws: LogFolderFault.isEmpty(folder.path)) { try LogFolder(folder.path) }
    #expect(throws: LogFolderFault.self) { try LogFolder(folder.path("none")) }
    #expect(throws: LogFolderFault.self) { try LogFolder("") }
  }

  // MARK: Of a run

  @Test(
    "a run's file has its numbers in single precision and its histograms, the same bytes each time")
  func ofRun() throws {
    let lesson = try TestLesson().lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 20)
    let target = folder.path("out")
    let arms = lesson.arms.map(\.id)
    let paths = try EventFolder(target, arms: arms).write(run)
    #expect(paths.count == run.arms.count)
    let log = try LogFolder(target)
    #expect(log.runs.map(\.name) == arms.sorted() && log.damages.isEmpty)
    for arm in run.arms {
      let read = try #require(log.runs.first { $0.name == arm.snapshot.id })
      for (probe, series) in arm.series where !series.raw.isEmpty {
        let points = try #require(read.series(probe)).points
        #expect(points.map(\.step) == series.raw.indices.map(series.step))
        #expect(points.map(\.value) == series.raw.map { Double(Float($0)) })
      }
      #expect(read.otherTags.contains("x/layer1"))
    }
    let first = try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    _ = try EventFolder(target, arms: arms).write(run)
    #expect(try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) } == first)
  }

  @Test(
    "histograms are kept on the way, in the order of their steps, and change no number of the run")
  func onTheWay() throws {
    let lesson = try TestLesson().lesson
    let library = DataLibrary.forTests(lesson)
    let plain = try HeadlessRun.run(lesson, library: library, steps: 20)
    let run = try HeadlessRun.run(lesson, library: library, steps: 20, histogramsEvery: 8)
    let target = folder.path("way")
    let paths = try EventFolder(target, arms: lesson.arms.map(\.id)).write(run)
    for ((arm, before), path) in zip(zip(run.arms, plain.arms), paths) {
      #expect(arm.series.mapValues(\.raw) == before.series.mapValues(\.raw))
      let kept = try #require(arm.histograms["x"])
      let end = try #require(arm.snapshot.readings["x"])
      var file = EventFile(path: path)
      var steps: [Int] = []
      var read: [Int: [HistogramMessage]] = [:]
      file.readOn { event in
        guard case .summary(let values) = event.content else { return }
        steps.append(event.step)
        for case .histogram(let histogram) in values.filter({ $0.tag.hasPrefix("x/") }).map(
          \.content)
        { read[event.step, default: []].append(histogram) }
      }
      #expect(steps == steps.sorted() && Set(steps).count == steps.count)
      guard arm.snapshot.phase == .finished else { continue }
      #expect(kept.map(\.step) == [0, 8, 16] && end.step == 20)
      #expect(read.keys.sorted() == [0, 8, 16, 20])
      for reading in kept + [end] {
        guard case .histograms(let layers) = reading.content else { continue }
        #expect(read[reading.step] == layers.map(HistogramMessage.init))
      }
    }
  }

  @Test("a histogram's bins keep their edges and counts")
  func histogram() {
    let message = HistogramMessage(Histogram(range: -1...3, counts: [1, 0, 2, 1]))
    #expect(message.limits == [0, 1, 2, 3] && message.counts == [1, 0, 2, 1])
    #expect(message.minimum == -1 && message.maximum == 3 && message.count == 4)
    #expect(message.sum == 5 && message.sumOfSquares == 11)
  }

  @Test("a folder in which a file or another program's events stand in the way is refused at once")
  func refusedFolders() throws {
    try folder.write("file", "")
    #expect(throws: EventFolderFault.isNoFolder(folder.path("file"))) {
      try EventFolder(folder.path("file"), arms: ["a"])
    }
    try write("a", "events.out.tfevents.1.host", [])
    #expect(
      throws: EventFolderFault.hasOtherEvents(
        folder.path("a"), file: "events.out.tfevents.1.host")
    ) {
      try EventFolder(folder.path, arms: ["a"])
    }
    #expect(throws: EventFolderFault.isNoFolder(folder.path("file"))) {
      try EventFolder(folder.path, arms: ["file"])
    }
    #expect(throws: EventFolderFault.self) { try EventFolder(folder.path("no/such"), arms: []) }
    #expect(throws: EventFolderFault.noName) { try EventFolder("", arms: []) }
  }
}
