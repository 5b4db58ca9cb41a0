internal import Lessons

/// Reads recordings of versions 3 and 2, strictly: each line is an event or a comment.
package struct AsciicastReader {
  private let path: String
  /// Of the last event, in microseconds.
  private var time = 0

  /// The most bytes that are read of a file.
  package static let sizeLimit = 256 << 20
  /// The most columns or rows of a terminal.
  private static let screenLimit = 1000

  private init(path: String) { self.path = path }

  /// - Returns: the recording, and what is wrong with its end: a program that was killed may have left
  ///   half a line, before which all is whole.
  /// - Throws: `LogFault`, with the line.
  package static func read(_ text: String, path: String) throws(LogFault) -> (
    cast: Asciicast, damage: LogFault?
  ) {
    var reader = AsciicastReader(path: path)
    // A line feed after a carriage return is one Character.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String(String.UnicodeScalarView($0)) }
    let header = try reader.header(lines[0])
    var events: [Asciicast.Event] = []
    for (index, line) in lines.enumerated().dropFirst() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      do throws(LogFault) {
        if let event = try reader.event(line, number: index + 1, version: header.version) {
          events.append(event)
        }
      } catch {
        guard index == lines.count - 1 else { throw error }
        return (Asciicast(header: header, events: events), error)
      }
    }
    return (Asciicast(header: header, events: events), nil)
  }

  private func fault(
    _ line: Int, _ found: String, _ expected: String,
    _ remedy: String = "is it whole, and an asciicast of version 3 or 2?"
  ) -> LogFault {
    LogFault(path: path, line: line, found: found, expected: expected, remedy: remedy)
  }

  private func json(
    _ text: String, _ line: Int, _ expected: String
  ) throws(LogFault) -> JSONValue {
    do throws(JSONReader.Fault) { return try JSONReader.read(text) } catch {
      throw fault(line, "\(error.found) after \(error.offset) bytes", expected)
    }
  }

  // MARK: The header

  private static let headerForm =
    "a header such as {\"version\": 3, \"term\": {\"cols\": 80, \"rows\": 24}}"

  private func header(_ line: String) throws(LogFault) -> Asciicast.Header {
    guard case .object(let values) = try json(line, 1, Self.headerForm) else {
      throw fault(1, "no object", Self.headerForm)
    }
    guard case .integer(let version)? = values["version"], [2, 3].contains(version) else {
      let found = values["version"].map { "version \($0.text(depth: 0).dropLast())" }
      throw fault(1, found ?? "no version", "version 3 or 2", "asciinema convert makes one of it")
    }
    let terminal = version == 2 ? values : values["term"]?.entries ?? [:]
    let (columns, rows) = version == 2 ? ("width", "height") : ("cols", "rows")
    var header = Asciicast.Header(
      columns: try side(terminal[columns], columns), rows: try side(terminal[rows], rows))
    header.version = version
    header.environment = (values["env"]?.entries ?? [:]).compactMapValues(\.content)
    header.type = version == 2 ? header.environment["TERM"] : terminal["type"]?.content
    if case .integer(let time)? = values["timestamp"] { header.timestamp = time }
    header.title = values["title"]?.content
    if case .array(let tags)? = values["tags"] { header.tags = tags.compactMap(\.content) }
    let theme = terminal["theme"]?.entries ?? [:]
    if let foreground = theme["fg"]?.content, let background = theme["bg"]?.content {
      header.colors = Asciicast.Colors(
        foreground: foreground, background: background,
        palette: (theme["palette"]?.content ?? "").split(separator: ":").map(String.init))
    }
    return header
  }

  private func side(_ value: JSONValue?, _ name: String) throws(LogFault) -> Int {
    guard case .integer(let number)? = value, (1...Self.screenLimit).contains(number) else {
      let found = value.map { "\(name) \($0.text(depth: 0).dropLast())" } ?? "no \(name)"
      throw fault(1, found, "\(name) from 1 to \(Self.screenLimit)")
    }
    return number
  }

  // MARK: Events

  /// nil: a kind of event that this program doesn't know, which is skipped as the format asks for.
  private mutating func event(
    _ line: String, number: Int, version: Int
  ) throws(LogFault) -> Asciicast.Event? {
    let form = "[seconds, \"o\", \"what was written\"]"
    guard case .array(let parts) = try json(line, number, form), parts.count == 3,
      let seconds = parts[0].seconds, let code = parts[1].content, let data = parts[2].content
    else { throw fault(number, "something else", form) }
    let isRelative = version == 3
    guard seconds >= 0, seconds < 1e9 else {
      throw fault(number, "\(seconds) seconds", "a time from 0 to 1,000,000,000 seconds")
    }
    let given = Int((seconds * 1e6).rounded())
    guard isRelative || given >= time else {
      throw fault(number, "\(seconds) seconds", "a time after that of the event before")
    }
    time = isRelative ? time + given : given
    guard let kind = try kind(code, data, number) else { return nil }
    var event = Asciicast.Event(time: time, kind)
    event.line = number
    return event
  }

  private func kind(
    _ code: String, _ data: String, _ line: Int
  ) throws(LogFault) -> Asciicast.Event.Kind? {
    switch code {
    case "o": return .output(data)
    case "i": return .input(data)
    case "m": return .marker(data)
    case "r":
      let sides = data.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
      guard sides.count == 2, sides.allSatisfy((1...Self.screenLimit).contains) else {
        throw fault(
          line, "a resize to \(data)", "COLUMNSxROWS, each from 1 to \(Self.screenLimit)")
      }
      return .resize(columns: sides[0], rows: sides[1])
    case "x":
      guard let status = Int(data) else {
        throw fault(line, "an exit with \(data)", "the number of a status")
      }
      return .exit(status)
    default: return nil
    }
  }
}

extension JSONValue {
  fileprivate var entries: [String: JSONValue]? {
    if case .object(let values) = self { values } else { nil }
  }

  fileprivate var content: String? { if case .string(let text) = self { text } else { nil } }

  fileprivate var seconds: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
