/// A recording of a terminal as asciinema keeps it: a header, and what happened after it.
/// - Source: https://docs.asciinema.org/manual/asciicast/v3/
package struct Asciicast: Hashable, Sendable {
  package struct Header: Hashable, Sendable {
    /// 3, or of older files 2.
    package var version = 3
    package var columns: Int
    package var rows: Int
    /// As in `TERM`.
    package var type: String?
    /// Seconds since 1970.
    package var timestamp: Int?
    package var title: String?
    package var environment: [String: String] = [:]
    package var tags: [String] = []
    /// Colors as `#rrggbb`: foreground, background, and 8 or 16 named ones.
    package var colors: Colors?

    package init(columns: Int, rows: Int) { (self.columns, self.rows) = (columns, rows) }
  }

  package struct Colors: Hashable, Sendable {
    package var foreground: String
    package var background: String
    package var palette: [String]

    package init(foreground: String, background: String, palette: [String]) {
      (self.foreground, self.background, self.palette) = (foreground, background, palette)
    }
  }

  package struct Event: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case output(String)
      case input(String)
      case marker(String)
      case resize(columns: Int, rows: Int)
      /// The status that the program ended with.
      case exit(Int)
    }

    /// Microseconds from the beginning of the recording.
    package var time: Int
    package var kind: Kind
    /// The line of the file, from 1; 0: it comes from none.
    package var line = 0

    package init(time: Int, _ kind: Kind) { (self.time, self.kind) = (time, kind) }
  }

  package var header: Header
  package var events: [Event]

  package init(header: Header, events: [Event]) { (self.header, self.events) = (header, events) }
}

/// Writes the lines of a recording. The times in it are those that have passed since the event before,
/// rounded such that no error adds up.
package struct AsciicastWriter: Sendable {
  /// Of the last event, in microseconds.
  private var time = 0

  package init() {}

  /// The first line.
  package func line(_ header: Asciicast.Header) -> String {
    var terminal: [String: JSONValue] = [
      "cols": .integer(header.columns), "rows": .integer(header.rows),
    ]
    terminal["type"] = header.type.map(JSONValue.string)
    terminal["theme"] = header.colors.map { colors in
      .object([
        "fg": .string(colors.foreground), "bg": .string(colors.background),
        "palette": .string(colors.palette.joined(separator: ":")),
      ])
    }
    var values: [String: JSONValue] = ["version": .integer(3), "term": .object(terminal)]
    values["timestamp"] = header.timestamp.map(JSONValue.integer)
    values["title"] = header.title.map(JSONValue.string)
    if !header.tags.isEmpty { values["tags"] = .array(header.tags.map(JSONValue.string)) }
    if !header.environment.isEmpty {
      values["env"] = .object(header.environment.mapValues(JSONValue.string))
    }
    return JSONValue.object(values).text(depth: 0)
  }

  /// A line that players skip; line feeds in it become spaces.
  package func comment(_ text: String) -> String {
    "# \(text.replacing("\n", with: " "))\n"
  }

  /// - Precondition: no event is earlier than the one before.
  package mutating func line(_ event: Asciicast.Event) -> String {
    precondition(event.time >= time, "AsciicastWriter: an event before the last one")
    defer { time = event.time }
    let (code, data) =
      switch event.kind {
      case .output(let text): ("o", text)
      case .input(let text): ("i", text)
      case .marker(let text): ("m", text)
      case .resize(let columns, let rows): ("r", "\(columns)x\(rows)")
      case .exit(let status): ("x", "\(status)")
      }
    // JSON has numbers with a fraction; those with an exponent not every reader takes.
    let micros = event.time - time
    let fraction = String(micros % 1_000_000 + 1_000_000).dropFirst()
    let text = JSONValue.array([.string(code), .string(data)]).text(depth: 0).dropFirst()
    return "[\(micros / 1_000_000).\(fraction), \(text)"
  }
}
