import Lab
import Lessons
import TemporaryFiles
import Testing

@Suite("Records of claims")
struct LessonRecordTests {
  /// The lessons that ship with the program, found from this source file.
  private static let shipped: [Lesson] = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return (try? LessonLibrary(root: "/" + parts.joined(separator: "/") + "/Lessons"))?.lessons
      ?? []
  }()

  @Test("there are lessons to have them")
  func lessons() { #expect(Self.shipped.count >= 11) }

  @Test(
    "of each shipped lesson are there and fresh, every claim holds and none is thin",
    arguments: shipped)
  func isFresh(_ lesson: Lesson) throws {
    let record = try #require(
      LessonRecord.read(of: lesson), "\(lesson.id): there is no record; make records")
    #expect(record.isFresh(for: lesson), "\(lesson.id): the record is stale; make records")
    #expect(Set(record.claims.keys) == Set(lesson.claims.map(\.name)))
    for claim in lesson.claims {
      let kept = try #require(record.claims[claim.name])
      #expect(kept.holds, "\(claim.name)")
      #expect(!kept.isThin, "\(claim.name)")
      #expect(kept.formula == claim.expression.source && kept.over == claim.over.symbol)
      #expect(kept.seeds == UnseenSeeds.of(lesson))
    }
  }

  private func report(_ lesson: Lesson) throws -> VerificationReport {
    try Verification.run(lesson, library: .forTests(lesson), seeds: [1, 2])
  }

  @Test("read back as they were written, numbers that JSON can't write included")
  func roundTrip() throws {
    var text = TestLesson()
    text.claims = """
      claims:
        falls: "metric(calm, loss, 20) < metric(calm, loss, 0)"
        never: "first(calm, loss < -1) > 5"
        close: {expr: "metric(calm, loss, 20) in [-9, 9]", over: 1/2}
      """
    var lesson = try text.lesson
    let record = LessonRecord(try report(lesson), of: lesson)
    #expect(record.claims["never"]?.comparisons[0].values == [.infinity, .infinity])
    #expect(record.claims["falls"]?.comparisons[0].movingBound.count == 2)
    let folder = try TemporaryFolder()
    lesson.path = folder.path("small.md")
    #expect(LessonRecord.read(of: lesson) == nil && ClaimRecord.all(of: lesson).isEmpty)
    try ExportFolder(LessonRecord.folder(of: lesson), replacing: true).write([
      ExportedFile(name: LessonRecord.fileName(of: lesson), content: Array(record.text.utf8))
    ])
    #expect(LessonRecord.read(of: lesson) == record)
    #expect(ClaimRecord.all(of: lesson) == record.claims)
    #expect(LessonRecord(try report(lesson), of: lesson).text == record.text)
    #expect(record.differences(from: try report(lesson)).isEmpty)
  }

  @Test("differ from a run in every value that changed, to the last bit")
  func differences() throws {
    var text = TestLesson()
    text.claims = "claims:\n  falls: metric(calm, loss, 20) < metric(calm, loss, 0)\n"
    let lesson = try text.lesson
    let run = try report(lesson)
    var record = LessonRecord(run, of: lesson)
    let value = run.claims[0].comparisons[0].values[1]
    record.claims["falls"]?.comparisons[0].values[1] = value.nextUp
    record.claims["falls"]?.holdsBySeed[0] = false
    #expect(
      record.differences(from: run) == [
        RecordDifference(claim: "falls", comparison: "", seed: 1, found: 1, recorded: 0),
        RecordDifference(
          claim: "falls", comparison: "metric(calm, loss, 20)", seed: 2, found: value,
          recorded: value.nextUp),
      ])
    record.claims = [:]
    #expect(record.differences(from: run).count == 4)
    #expect(record.differences(from: run).allSatisfy { $0.recorded == nil })
  }

  @Test("are stale once a number changes, and not when a text does")
  func digest() throws {
    let text = TestLesson().text
    func digest(_ old: String, _ new: String) throws -> String {
      let range = try #require(text.firstRange(of: old))
      let changed = text[..<range.lowerBound] + new + text[range.upperBound...]
      return try Lesson.read(Array(changed.utf8), path: "test.md").claimDigest
    }
    let own = try TestLesson().lesson.claimDigest
    #expect(own.count == 16)
    #expect(try digest("A small lesson", "Another") == own)
    #expect(try digest("Turn the knobs.", "Turn them.") == own)
    #expect(try digest("{show: 7, look: [1, 2, 3]}", "{show: 8}") == own)
    #expect(try digest("train: 240", "train: 250") != own)
    #expect(try digest("id: small", "id: other") != own)
    var other = TestLesson()
    other.claims = "claims: {more: 1 < 2}"
    #expect(try other.lesson.claimDigest != own)
  }

  @Test(
    "that are broken are none",
    arguments: [
      "", "{", "[]", "{\"lesson\": \"a\"}", "{\"a\": 1} x", "\u{0}",
      "{\"lesson\": &a 1, \"digest\": *a, \"claims\": {}}", String(repeating: "[", count: 5000),
      "{\"lesson\": \"a\", \"digest\": 1, \"claims\": {}}",
      "{\"lesson\": \"a\", \"digest\": \"b\", \"claims\": {\"c\": {}}}",
    ])
  func broken(_ text: String) throws {
    var lesson = try TestLesson().lesson
    let folder = try TemporaryFolder()
    lesson.path = folder.path("small.md")
    try ExportFolder(LessonRecord.folder(of: lesson), replacing: true).write([
      ExportedFile(name: LessonRecord.fileName(of: lesson), content: Array(text.utf8))
    ])
    #expect(LessonRecord.read(of: lesson) == nil)
  }
}
