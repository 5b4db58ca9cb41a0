import Lab
import Testing

@Suite("Recordings are asciicasts") struct AsciicastTests {
  private func read(_ text: String) throws -> Asciicast {
    try AsciicastReader.read(text, path: "a.cast").cast
  }

  @Test("the example of the format is read, comments and unknown events skipped, times added up")
  func example() throws {
    let cast = try read(
      """
      {"version": 3, "term": {"cols": 80, "rows": 24, "type": "xterm-256color"}, "timestamp": 1504467315, "title": "Demo", "env": {"SHELL": "/bin/zsh"}}
      # event stream follows the header
      [0.248, "o", "\\u001b[1;31mHello \\u001b[32mWorld!\\u001b[0m\\n"]
      [3.500, "m", ""]
      [1, "z", "something of the future"]
      [2.050, "r", "90x30"]
      [0.887, "x", "0"]

      """)
    var header = Asciicast.Header(columns: 80, rows: 24)
    (header.type, header.timestamp, header.title) = ("xterm-256color", 1_504_467_315, "Demo")
    header.environment = ["SHELL": "/bin/zsh"]
    #expect(cast.header == header)
    #expect(
      cast.events.map(\.kind) == [
        .output("\u{1B}[1;31mHello \u{1B}[32mWorld!\u{1B}[0m\n"), .marker(""),
        .resize(columns: 90, rows: 30), .exit(0),
      ])
    #expect(cast.events.map(\.time) == [248_000, 3_748_000, 6_798_000, 7_685_000])
    #expect(cast.events.map(\.line) == [3, 4, 6, 7])
  }

  @Test("version 2 has its size elsewhere, and times from the beginning")
  func version2() throws {
    let cast = try read(
      """
      {"version": 2, "width": 100, "height": 30, "env": {"TERM": "xterm"}, "theme": {"fg": "#d0d0d0", "bg": "#212121", "palette": "#000000:#ffffff"}}
      [0.5, "o", "a"]
      [1.25, "i", "b"]
      """)
    #expect(cast.header.version == 2 && cast.header.columns == 100 && cast.header.rows == 30)
    #expect(cast.header.type == "xterm" && cast.header.colors?.palette == ["#000000", "#ffffff"])
    #expect(cast.events.map(\.time) == [500_000, 1_250_000])
  }

  @Test(
    "events are written with the time since the one before, in microseconds",
    arguments: [
      (0, "[0.000000, \"o\", \"a\"]\n"), (1, "[0.000001, \"o\", \"a\"]\n"),
      (999_999, "[0.999999, \"o\", \"a\"]\n"), (61_500_000, "[61.500000, \"o\", \"a\"]\n"),
    ])
  func intervals(time: Int, line: String) {
    var writer = AsciicastWriter()
    #expect(writer.line(Asciicast.Event(time: time, .output("a"))) == line)
    #expect(
      writer.line(Asciicast.Event(time: time + 20, .exit(1))) == "[0.000020, \"x\", \"1\"]\n")
  }

  @Test("what is written is read back: times to the microsecond, kinds, header")
  func roundTrip() throws {
    var header = Asciicast.Header(columns: 120, rows: 36)
    (header.type, header.title, header.timestamp) = ("xterm", "A \"title\"\n", 7)
    (header.tags, header.environment) = (["gradlab"], ["TERM": "xterm"])
    header.colors = .init(foreground: "#d8dce4", background: "#16181d", palette: ["#000000"])
    let kinds: [Asciicast.Event.Kind] = [
      .output("\u{1B}[2J─⣿é\u{7F}\u{0}"), .input("q"), .marker("page 2: A \\ page"),
      .resize(columns: 80, rows: 24), .exit(130),
    ]
    var writer = AsciicastWriter()
    var text = writer.line(header) + writer.comment("two\nlines")
    var events: [Asciicast.Event] = []
    for (index, kind) in kinds.enumerated() {
      // Thirds of seconds, so that rounding would add up.
      events.append(Asciicast.Event(time: index * 333_333, kind))
      text += writer.line(events[index])
    }
    #expect(text.split(separator: "\n").count == 2 + kinds.count)
    var cast = try read(text)
    for index in cast.events.indices { cast.events[index].line = 0 }
    #expect(cast == Asciicast(header: header, events: events))
  }

  @Test(
    "a fault is one sentence with its line",
    arguments: [
      ("", "a.cast:1: found nothing where a value should be"),
      ("[]", "a.cast:1: found no object"),
      ("{\"version\": 1, \"width\": 80}", "a.cast:1: found version 1, expected version 3 or 2"),
      ("{\"version\": 3}", "a.cast:1: found no cols"),
      ("{\"version\": 2, \"width\": 0, \"height\": 1}", "a.cast:1: found width 0"),
      ("H\n[1, \"o\"]\n", "a.cast:2: found something else"),
      ("H\n[-1, \"o\", \"\"]\n", "a.cast:2: found -1.0 seconds"),
      ("H\n# c\n[1, \"r\", \"80*24\"]\n", "a.cast:3: found a resize to 80*24"),
      ("H\n[1, \"r\", \"80x2400\"]\n", "a.cast:2: found a resize to 80x2400"),
      ("H\n[1, \"x\", \"gone\"]\n", "a.cast:2: found an exit with gone"),
      (
        "H\n[1, \"o\", \"a\"\n[1, \"o\", \"b\"]\n",
        "a.cast:2: found an array that doesn\u{2019}t end"
      ),
    ])
  func faults(text: String, start: String) {
    let header = "{\"version\": 3, \"term\": {\"cols\": 80, \"rows\": 24}}"
    do throws(LogFault) {
      let cast = try AsciicastReader.read(
        text.replacing("H", with: header), path: "a.cast")
      Issue.record("read: \(cast)")
    } catch { #expect(error.description.hasPrefix(start), "\(error)") }
  }

  @Test("half a line at the end is damage, and all before it is read")
  func half() throws {
    let (cast, damage) = try AsciicastReader.read(
      """
      {"version": 3, "term": {"cols": 80, "rows": 24}}
      [1, "o", "a"]
      [2, "o", "b
      """, path: "a.cast")
    #expect(cast.events.count == 1 && damage?.line == 3)
  }
}
