import Experiments
import Foundation
import Lab
import Lessons
import TemporaryFiles
import Testing

@Suite("The log of a bench of one's own", .serialized)
struct PlayLogTests {
  private let library = DataLibrary(folder: PlayBenchTests.assets)

  /// A session with knobs turned, a fork and a way back, kept.
  private func trained(_ lesson: Lesson, _ kept: KeptSession) throws -> Session {
    let session = try Session(
      lesson: lesson, library: library, seed: 5, settings: ["depth": .number(3)], speed: nil)
    session.waitUntilSettled()
    for _ in 1...4 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(.set(knob: "width", to: .number(7), arm: PlayBench.arm))
    for _ in 1...6 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(.travel(to: 3))
    try session.sendAndSettle(.fork(arm: PlayBench.arm, knob: "rate", to: .number(0.1)))
    for _ in 1...3 { try session.sendAndSettle(.step) }
    kept.keep(session)
    return session
  }

  private func table(_ folder: TemporaryFolder, odd: String = "odd") throws -> String {
    let rows = (0..<60).map { "\($0 % 2),\($0 % 7),\($0 % 2 == 0 ? "even" : odd),\($0)\n" }
    return try folder.write("my table.csv", "x,y,kind,n\n" + rows.joined())
  }

  @Test(
    "tells data and label, is gone through again to the same bits, and gone on with",
    arguments: ["moons", "table"])
  func replays(data: String) throws {
    let kept = try KeptSession()
    let bench =
      data == "table"
      ? try PlayBench(try table(kept.folder), label: "kind") : try PlayBench(data)
    let session = try trained(bench.lesson(), kept)
    let before = try session.digests()
    #expect(before.count == 2)
    let log = try kept.log()
    let text = try String(contentsOfFile: log.path, encoding: .utf8)
    let line = data == "table" ? "play \"\(bench.argument)\" --label kind\ntable " : "play moons\n"
    #expect(text.contains("\n" + line), "\(text)")
    let again = try #require(try log.bench())
    #expect(log.differences(from: again) == [])
    var replay = try SessionReplay(log, lesson: again, library: library)
    let fault = replay.play()
    #expect(fault == nil)
    #expect(replay.differences.isEmpty && replay.checkCount == 2)
    let offer = try #require(kept.sessions.newest().offer)
    let lesson = try #require(try offer.bench())
    #expect(offer.isOfBench && lesson.bench == bench)
    let (resumed, _, notice) = try offer.resume(
      lesson, library: library, isWatched: false, speed: nil, keptBytes: nil)
    resumed.waitUntilSettled()
    #expect(notice == nil && resumed.stepsTaken == 0)
    #expect(try resumed.digests() == before)
    for session in [session, resumed] { try session.sendAndSettle(.step) }
    #expect(try resumed.digests() == session.digests())
    // It is kept anew, and its log leads here from the beginning.
    kept.keep(resumed)
    #expect(kept.names(".log").count == 2)
    var whole = try SessionReplay(kept.log(), lesson: lesson, library: library)
    let second = whole.play()
    #expect(second == nil && whole.differences.isEmpty)
    session.close()
    resumed.close()
  }

  @Test("says when its table has changed, and when that is missing or a table no more")
  func tables() throws {
    let kept = try KeptSession()
    let path = try table(kept.folder)
    try trained(try PlayBench(path, label: "kind").lesson(), kept).close()
    let log = try kept.log()
    let offer = try #require(kept.sessions.newest().offer)
    _ = try table(kept.folder, odd: "uneven")
    let changed = try #require(try offer.bench())
    let difference = try #require(log.differences(from: changed).first)
    #expect(difference.line == 7 && difference.found.hasPrefix("my table.csv, which has changed"))
    let fault = #expect(throws: LogFault.self) {
      try offer.resume(changed, library: library, isWatched: false, speed: nil, keptBytes: nil)
    }
    #expect(
      fault?.notice.hasPrefix(
        "The bench opens afresh, and the log stays: my table.csv, which has changed") == true)
    for content in ["x,y\n", nil] {
      if let content {
        _ = try kept.folder.write("my table.csv", content)
      } else {
        try FileManager.default.removeItem(atPath: path)
      }
      let missing = #expect(throws: LogFault.self) { try log.bench() }
      let text = try #require(missing?.description)
      #expect(text.contains("my table.csv") && text.contains("put the table back"), "\(text)")
      #expect(missing?.line == 6)
    }
  }

  @Test("a table named from the working folder is told with its whole path")
  func paths() throws {
    let kept = try KeptSession()
    let folder = try #require(FileManager.default.currentDirectoryPath as String?)
    let depth = folder.split(separator: "/").count
    let way = String(repeating: "../", count: depth)
    let path = way + (try table(kept.folder)).dropFirst()
    try trained(try PlayBench(path, label: "kind").lesson(), kept).close()
    let lesson = try #require(try kept.log().bench()?.bench)
    #expect(lesson.argument.hasPrefix("/") && lesson.argument.hasSuffix("/my table.csv"))
  }

  @Test("a line of it that is none is named")
  func damaged() throws {
    for line in ["play", "play moons --seed 3", "play moons --label", "table"] {
      let text = "gradlab session 1\nprogram 0 results 1\nlesson play text 0\n\(line)\n"
      let fault = #expect(throws: LogFault.self) {
        let (_, damage) = try SessionLogReader.read(Array(text.utf8), path: "x.log")
        if let damage { throw damage }
      }
      #expect(fault?.line == 4, "\(line)")
    }
  }
}
