internal import Yams

/// A place in a text, line and column from 1, columns in Unicode scalars.
struct TextPlace: Hashable, Comparable {
  var line: Int
  var column: Int

  static let start = TextPlace(line: 1, column: 1)

  static func < (first: TextPlace, second: TextPlace) -> Bool {
    (first.line, first.column) < (second.line, second.column)
  }
}

/// What the YAML parser makes of a text.
enum YAMLOutcome {
  case node(Node?)
  /// A key stands twice in a mapping; the place is that of the first.
  case repeatedKey(String, TextPlace)
  case fault(LessonFact, TextPlace)

  init(_ lines: [String]) {
    do {
      // Without rules for tags: types are ours to read, and the usual rules cost a regular
      // expression for every key.
      let parser = try Parser(
        yaml: lines.joined(separator: "\n") + "\n", resolver: .basic, encoding: .utf8)
      let node = try parser.singleRoot()
      // Nodes hold their anchors weakly, the parser strongly.
      let anchor = withExtendedLifetime(parser) { node.flatMap(Self.firstAnchor) }
      self = anchor.map { .fault(.alias("&\($0.name)"), $0.place) } ?? .node(node)
    } catch let error as YamlError {
      self = Self.outcome(of: error, in: lines)
    } catch {
      self = .fault(.syntax("this is not YAML"), .start)
    }
  }

  private static func outcome(of error: YamlError, in lines: [String]) -> YAMLOutcome {
    switch error {
    case .duplicatedKeysInMapping(let keys, let context):
      return .repeatedKey(keys.first ?? "", place(context.mark))
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let context = context.map { " (\($0.text))" } ?? ""
      let place = place(mark)
      return .fault(.syntax("YAML: \(problem)\(context)" + hint(at: place, in: lines)), place)
    case .reader(let problem, _, _, _): return .fault(.syntax("YAML: \(problem)"), .start)
    default: return .fault(.syntax("this is not YAML"), .start)
    }
  }

  /// Of characters at the begin of the line, or of that before, that look like the spaces that YAML is
  /// indented with, and of a block that goes on into the next.
  private static func hint(at place: TextPlace, in lines: [String]) -> String {
    for line in [place.line, place.line - 1] where lines.indices.contains(line - 1) {
      let indentation = lines[line - 1].unicodeScalars.prefix { $0.properties.isWhitespace }
      if indentation.contains("\t") { return "; the line begins with a tab: write spaces" }
      if indentation.contains("\u{A0}") {
        return "; the line begins with a no-break space: write a plain one"
      }
    }
    return lines.contains { $0.hasPrefix("```") }
      ? "; is a line ``` missing at the end of the block?" : ""
  }

  private static func place(_ mark: Mark) -> TextPlace {
    TextPlace(line: mark.line, column: mark.column)
  }

  /// Does not look inside a node that has one: a chain of aliases grows exponentially.
  private static func firstAnchor(_ node: Node) -> (name: String, place: TextPlace)? {
    if let anchor = node.anchor { return (anchor.rawValue, node.mark.map(place) ?? .start) }
    switch node {
    case .scalar, .alias: return nil
    case .sequence(let sequence):
      for child in sequence { if let found = firstAnchor(child) { return found } }
    case .mapping(let mapping):
      for (key, value) in mapping {
        if let found = firstAnchor(key) ?? firstAnchor(value) { return found }
      }
    }
    return nil
  }
}

/// A key that stands twice in a mapping, of which the parser names only the first place.
struct RepeatedKey {
  var name: String
  var first: TextPlace

  /// Where it stands again: in the same column before anywhere else. A place is right when the
  /// parser no longer finds the key twice with another name there.
  func second(in lines: [String]) -> TextPlace? {
    var places: [TextPlace] = []
    for line in first.line...max(first.line, lines.count) where line <= lines.count {
      for column in columns(in: lines[line - 1]) {
        let place = TextPlace(line: line, column: column)
        if place > first { places.append(place) }
      }
    }
    let likely =
      places.filter { $0.column == first.column } + places.filter { $0.line == first.line }
      + places
    return likely.prefix(6).first { settles($0, lines) }
  }

  private func settles(_ place: TextPlace, _ lines: [String]) -> Bool {
    var lines = lines
    lines.replaceScalar(at: place, by: "\u{E0FF}")
    switch YAMLOutcome(lines) {
    case .repeatedKey(let key, let place): return key != name || place != first
    case .fault(.syntax, _): return false
    default: return true
    }
  }

  /// The columns where the key stands as a word before a colon.
  private func columns(in line: String) -> [Int] {
    let (text, word) = (Array(line.unicodeScalars), Array(name.unicodeScalars))
    guard !word.isEmpty, text.count >= word.count else { return [] }
    return (0...(text.count - word.count)).compactMap { start in
      guard text[start..<(start + word.count)].elementsEqual(word) else { return nil }
      if start > 0, text[start - 1].properties.isAlphabetic || text[start - 1] == "_" { return nil }
      let rest = text[(start + word.count)...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
      return rest.first == ":" ? start + 1 : nil
    }
  }
}

extension [String] {
  /// Replaces one Unicode scalar of a line.
  mutating func replaceScalar(at place: TextPlace, by scalar: Unicode.Scalar) {
    var scalars = [Unicode.Scalar](self[place.line - 1].unicodeScalars)
    scalars[place.column - 1] = scalar
    self[place.line - 1] = String(String.UnicodeScalarView(scalars))
  }
}
