import Glibc
import Lessons
import Testing

@Suite("The bytes of a lesson file")
struct LessonTextTests {
  @Test("may have a byte order mark")
  func byteOrderMark() {
    #expect(SmallLesson.faults([0xEF, 0xBB, 0xBF] + SmallLesson.bytes()) == [])
  }

  @Test("may end lines by CR LF, CR or CR CR LF", arguments: ["\r\n", "\r", "\r\r\n"])
  func lineEnds(_ end: String) throws {
    let bytes = SmallLesson.bytes().flatMap { $0 == 0x0A ? Array(end.utf8) : [$0] }
    let lesson = try Lesson.read(bytes, path: "f.md")
    let plain = try Lesson.read(SmallLesson.bytes(), path: "f.md")
    #expect(lesson.steps[0].body == plain.steps[0].body)
  }

  @Test(
    "must be a front matter and steps",
    arguments: zip(
      ["", "\n \n", "---", "# Title\n", "---\n---\n## A\ntext", "---\n- a\n---\n## A\ntext"],
      [
        "1:1: the file is empty; a lesson begins with `---` and its front matter",
        "1:1: the file is empty; a lesson begins with `---` and its front matter",
        "1:1: the front matter is never closed; expected a line `---`",
        "1:1: expected `---` in the first line, before the front matter",
        "2:1: the key \"lab\" is missing in the front matter",
        "2:1: the front matter: expected a mapping, found a list",
      ]))
  func outline(_ text: String, _ fault: String) {
    #expect(SmallLesson.faults(text) == [fault])
  }

  @Test(
    "may not hold what a terminal would act on",
    arguments: ["\u{0}", "\u{7}", "\u{1B}", "\u{7F}", "\u{9B}", "\u{202E}", "\u{2066}", "\u{2028}"])
  func forbidden(_ character: String) throws {
    let scalar = try #require(character.unicodeScalars.first)
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: 4 - digits.count) + digits
    let text = SmallLesson.changed("The loss", to: "The \(character)loss")
    #expect(
      SmallLesson.faults(text) == [
        "40:5: the character \(name) is not allowed; delete it"
      ])
  }

  @Test("must be UTF-8", arguments: [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF0, 0x9F]])
  func brokenUTF8(_ bad: [UInt8]) {
    let text = SmallLesson.changed("The loss", to: "Thé @@ loss")
    let bytes = Array(text.utf8)
    guard let place = bytes.firstIndex(of: 0x40) else { return #expect(Bool(false)) }
    let broken = bytes[..<place] + bad + bytes[(place + 2)...]
    #expect(
      SmallLesson.faults(Array(broken)) == [
        "40:5: a byte here is not UTF-8 text; save the file as UTF-8"
      ])
  }

  @Test("may not be more than a million")
  func tooLarge() {
    let bytes = SmallLesson.bytes() + [UInt8](repeating: 0x61, count: 1_000_000)
    #expect(
      SmallLesson.faults(bytes) == [" has \(bytes.count) bytes; lesson files have at most 1000000"])
  }

  @Test("may not nest deeply", arguments: ["[", "{a: ", "- ", "? "])
  func nesting(_ opening: String) {
    let deep = String(repeating: opening, count: 5_000)
    let faults = SmallLesson.faults(SmallLesson.changed("title: A", to: "title: \(deep)A"))
    #expect(faults.count >= 1)
    #expect(faults.allSatisfy { $0.hasPrefix("4:") })
  }

  private static let aliasBomb: String = {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(items)]\n"
    }
    bomb += "? *a20\n: 1\n"
    return SmallLesson.changed("title: A", to: bomb + "title: A")
  }()

  @Test("can't be an alias bomb", .timeLimit(.minutes(1)))
  func bombs() {
    let faults = SmallLesson.faults(Self.aliasBomb)
    #expect(faults.count == 1)
    #expect(faults[0].contains("YAML anchors and aliases are not read"))
  }

  @Test(
    "is refused within a fifth of a second (row 34)",
    arguments: ["aliases", "brackets", "keys", "bytes"])
  func refusedAtOnce(what: String) {
    let nest: (String) -> String = { opening in
      SmallLesson.changed("title: A", to: String(repeating: opening, count: 100_000))
    }
    let text =
      switch what {
      case "aliases": Self.aliasBomb
      case "brackets": nest("[")
      case "keys": nest("? ")
      default: SmallLesson.text + String(repeating: "x", count: 50_000_000)
      }
    let bytes = Array(text.utf8)
    // Of this thread alone, for other tests run beside it.
    let start = Self.threadSeconds
    #expect(!SmallLesson.faults(bytes).isEmpty)
    #expect(Self.threadSeconds - start < 0.2)
  }

  private static var threadSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  @Test("never put control characters into a fault")
  func harmlessFaults() {
    let text = SmallLesson.changed("title: A small", to: "\"a\\e[31m\\u202E\\n\": A small")
    for fault in SmallLesson.faults(text) {
      #expect(fault.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
    }
    #expect(SmallLesson.faults(text).count == 2)
  }
}

/// Each of these would take a reader with a quadratic step many minutes.
@Suite("A lesson file made to take long", .timeLimit(.minutes(1)))
struct SlowLessonTests {
  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  /// The eighth is odd but good: a text full of code fences.
  static let files: [String] = [
    SmallLesson.changed("title: A", to: (0..<50_000).map { "k\($0): 1\n" }.joined() + "title: A"),
    SmallLesson.changed("title: A", to: (0..<6_000).map { "k\($0): 1\n" }.joined() + "title: A"),
    SmallLesson.changed("title: A", to: repeated("id: x\n", 8_000) + "title: A"),
    SmallLesson.changed("The loss", to: repeated("{{x}} ", 150_000)),
    SmallLesson.changed("The loss", to: repeated("{{", 400_000)),
    SmallLesson.changed("The loss", to: repeated("\u{1B}", 800_000)),
    SmallLesson.changed("The loss", to: repeated("## A\n", 150_000)),
    SmallLesson.changed("The loss", to: repeated("```\n", 200_000)),
    SmallLesson.changed("title: A", to: "title: \"" + repeated("\\n", 20_000) + "\""),
    SmallLesson.changed(
      "claims:", to: "claims:\n" + (0..<1_500).map { "  c\($0): 1 < 2\n" }.joined()),
  ]

  @Test("ends in a lesson or in faults", arguments: 0..<10)
  func ends(_ index: Int) {
    let isGood = index == 7
    #expect(SmallLesson.faults(Self.files[index]).isEmpty == isGood)
  }
}
