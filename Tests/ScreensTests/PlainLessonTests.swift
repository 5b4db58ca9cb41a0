import Glibc
import Lab
import Lessons
import Screens
import Testing

@Suite("The lessons in lines") struct PlainLessonTests {
  /// The folder of the package.
  private static let root: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/")
  }()

  static let lessons = (try? LessonLibrary(root: root + "/Lessons"))?.lessons ?? []
  private static let data = DataLibrary(folder: root + "/Assets")

  /// The lesson with runs of a few steps: its pages, questions and charts are the same.
  private static func short(_ lesson: Lesson) -> Lesson {
    var lesson = lesson
    for index in lesson.steps.indices {
      if let until = lesson.steps[index].run?.until, until > 0 {
        lesson.steps[index].run?.until = min(until, 2)
      }
    }
    return lesson
  }

  @Test("each can be finished, and no line has a picture in it", arguments: lessons)
  func finishes(lesson: Lesson) throws {
    let driver = try PlainDriver(Self.short(lesson), library: Self.data)
    try driver.finish()
    #expect(driver.hasEnded)
    #expect(driver.page == lesson.steps.count - 1)
    #expect(Set(driver.answers.keys) == Set(lesson.steps.compactMap(\.prediction?.id)))
    let lines = driver.transcript
    for step in lesson.steps {
      #expect(lines.contains { $0.hasSuffix(": \(step.title)") || $0.hasPrefix("Page ") })
    }
    for line in lines { #expect(Self.isPlain(line), "\(line)") }
    // Every chart of every page has its sentence.
    let charts = Set(lesson.steps.flatMap(\.plots))
    for chart in charts {
      #expect(lines.contains { $0.contains(", \(chart). ") }, "\(chart)")
    }
  }

  /// Whether a line has no control character, no line drawing, no blocks and no Braille.
  private static func isPlain(_ line: String) -> Bool {
    line.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && $0.value != 0x7F && !(0x2500...0x259F).contains($0.value)
        && !(0x2800...0x28FF).contains($0.value)
    }
  }

  @Test(
    "two of them read as in their transcripts",
    arguments: ["kaiming-vs-bad-initialization", "gelu"]
  )
  func transcripts(id: String) throws {
    let lesson = try #require(Self.lessons.first { $0.id.hasPrefix(id) })
    let driver = try PlainDriver(lesson, library: Self.data)
    try driver.finish()
    let text = driver.transcript.joined(separator: "\n") + "\n"
    let path = Self.root + "/Tests/Pictures/Plain/\(id).txt"
    if getenv("RECORD_PICTURES") != nil { Self.write(text, to: path) }
    let expected = try #require(Self.read(path), "no transcript \(path)")
    #expect(text == expected, "\(id) reads differently:\n\(text)")
  }

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
