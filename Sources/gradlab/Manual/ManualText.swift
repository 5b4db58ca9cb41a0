/// Text in the language of manual pages.
/// - Source: man(7) of groff and of mandoc
struct ManualText {
  private(set) var text: String
  /// Right behind a heading a paragraph begins by itself.
  private var isAfterHeading = false

  /// - Parameter date: as 2026-11-28.
  init(name: String, date: String, source: String) {
    text = ".TH \(name.uppercased()) 1 \(date) \"\(source)\" \"User Commands\"\n"
    // Neither hyphens that the page doesn't have, nor spaces that make lines equally long.
    text += ".nh\n.ad l\n"
  }

  mutating func section(_ title: String) {
    text += ".SH \(title)\n"
    isAfterHeading = true
  }

  mutating func subsection(_ words: [Word]) {
    text += ".SS \"\(Self.join(words))\"\n"
    isAfterHeading = true
  }

  /// Paragraphs, with an empty line between.
  mutating func prose(_ paragraphs: String) {
    for paragraph in Self.paragraphs(paragraphs) { add(Self.lines(paragraph)) }
  }

  mutating func line(_ words: [Word]) { add(Self.join(words) + "\n") }

  private mutating func add(_ paragraph: String) {
    text += (isAfterHeading ? "" : ".PP\n") + paragraph
    isAfterHeading = false
  }

  /// A name with what it means, indented.
  mutating func entry(_ words: [Word], _ meaning: String) {
    text += ".TP\n\(Self.join(words))\n"
    isAfterHeading = false
    for (index, paragraph) in Self.paragraphs(meaning).enumerated() {
      text += (index == 0 ? "" : ".IP\n") + Self.lines(paragraph)
    }
  }

  /// Part of a line that is more than its text.
  enum Word {
    /// To be typed as it is.
    case literal(String)
    /// To be replaced by what it names.
    case variable(String)
    case plain(String)
  }

  private static func join(_ words: [Word]) -> String {
    words.map { word in
      switch word {
      case .literal(let text): "\\fB\(escaped(text))\\fR"
      case .variable(let text): "\\fI\(escaped(text))\\fR"
      case .plain(let text): escaped(text)
      }
    }.joined()
  }

  private static func paragraphs(_ text: String) -> [String] {
    text.split(separator: "\n\n").map(String.init)
  }

  /// As long as lines may be for `mandoc -T lint`, in bytes.
  private static let lineLimit = 78

  /// As mandoc counts: other signs than ASCII are read as `\[u2192]`.
  private static func bytes(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : "\\[u2192]".utf8.count) }
  }

  private static func lines(_ paragraph: String) -> String {
    var lines: [String] = []
    for word in paragraph.split(whereSeparator: \.isWhitespace).map({ escaped(String($0)) }) {
      if let line = lines.last, bytes(of: line) + 1 + bytes(of: word) <= lineLimit {
        lines[lines.count - 1] = "\(line) \(word)"
      } else {
        lines.append(word)
      }
    }
    // At the beginning of a line a dot or an apostrophe would be a request.
    return lines.map { ($0.hasPrefix(".") ? "\\&" : "") + $0 + "\n" }.joined()
  }

  /// With all signs as themselves: a minus to be typed, an apostrophe that no shell would take for a
  /// quote.
  static func escaped(_ text: String) -> String {
    let characters = Array(text)
    let isTyped = text.hasPrefix("-") || text.contains { "/=.@".contains($0) }
    func isLetter(_ index: Int) -> Bool {
      characters.indices.contains(index)
        && (characters[index].isLetter || characters[index].isNumber)
    }
    return characters.indices.map { index in
      let isInside = isLetter(index - 1) && isLetter(index + 1)
      return switch characters[index] {
      case "\\": "\\e"
      case "-": isInside && !isTyped ? "-" : "\\-"
      case "'": isInside && !isTyped ? "\\(cq" : "\\(aq"
      case "`": "\\(ga"
      case "^": "\\(ha"
      case "~": "\\(ti"
      case "\"": "\\(dq"
      case let character: String(character)
      }
    }.joined()
  }
}
