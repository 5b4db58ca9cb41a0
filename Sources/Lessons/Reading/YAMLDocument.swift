internal import Yams

/// A piece of YAML in a lesson file, with what is needed to say where something in it stands.
struct YAMLDocument {
  let log: FaultLog
  let lines: [String]
  /// The file's line of the first of `lines`.
  let firstLine: Int
  private(set) var root: Node?
  /// The new names of keys that stood twice.
  private var renamed: Set<String> = []

  static let nestingLimit = 200
  static let sizeLimit = 64_000

  init(_ passage: LessonOutline.Passage, log: FaultLog) {
    self.log = log
    lines = passage.lines
    firstLine = passage.firstLine
    guard checkSize(), checkNesting(), checkAliases() else { return }
    compose()
  }

  /// Where a node stands in the file.
  func place(of node: Node) -> TextPlace {
    place(node.mark.map { TextPlace(line: $0.line, column: $0.column) } ?? .start)
  }

  /// The file's place of a place in this document.
  private func place(_ inside: TextPlace) -> TextPlace {
    TextPlace(line: inside.line + firstLine - 1, column: inside.column)
  }

  /// Whether the key is a second one that was renamed (and has been reported).
  func isRepeated(_ key: String) -> Bool { renamed.contains(key) }

  // MARK: Checks before parsing

  private func checkSize() -> Bool {
    let count = lines.reduce(0) { $0 + $1.utf8.count + 1 }
    guard count > Self.sizeLimit else { return true }
    log.add(.tooMuchYAML(bytes: count, limit: Self.sizeLimit), line: firstLine, column: 1)
    return false
  }

  /// Depth is bounded before the parser recurses: by brackets, and by indentation of a line.
  private func checkNesting() -> Bool {
    var depth = 0
    for (index, text) in lines.enumerated() {
      let indentation = text.prefix { " -?".contains($0) }.count
      for character in text.unicodeScalars {
        if character == "[" || character == "{" { depth += 1 }
        if character == "]" || character == "}" { depth = max(0, depth - 1) }
        if depth > Self.nestingLimit { break }
      }
      if depth > Self.nestingLimit || indentation > Self.nestingLimit {
        log.add(.tooDeep(limit: Self.nestingLimit), line: index + firstLine, column: 1)
        return false
      }
    }
    return true
  }

  /// Refuses a name that stands after `&` and after `*`: a chain of such aliases can grow
  /// exponentially while the parser compares keys.
  private func checkAliases() -> Bool {
    var anchors: Set<String> = []
    for text in lines { for (name, _) in Self.names(after: "&", in: text) { anchors.insert(name) } }
    guard !anchors.isEmpty else { return true }
    for (index, text) in lines.enumerated() {
      for (name, column) in Self.names(after: "*", in: text) where anchors.contains(name) {
        log.add(.alias("*\(name)"), line: index + firstLine, column: column)
        return false
      }
    }
    return true
  }

  private static func names(
    after marker: Unicode.Scalar, in text: String
  ) -> [(name: String, column: Int)] {
    guard text.unicodeScalars.contains(marker) else { return [] }
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.filter { scalars[$0] == marker }.compactMap { start in
      let name = scalars[(start + 1)...].prefix {
        $0.properties.isAlphabetic || $0 == "_"
          || $0 == "-" || ("0"..."9").contains($0)
      }
      guard !name.isEmpty else { return nil }
      return (String(String.UnicodeScalarView(name)), start + 1)
    }
  }

  // MARK: Parsing

  /// Parses; a key that stands twice is reported, renamed and the text parsed again, so that one
  /// such key does not hide the other faults.
  private mutating func compose() {
    var lines = self.lines
    for attempt in 0..<8 {
      switch YAMLOutcome(lines) {
      case .node(let node):
        root = node
        return
      case .repeatedKey(let key, let first):
        let second = RepeatedKey(name: key, first: first).second(in: lines)
        let inFile = place(second ?? first)
        log.add(
          .duplicateKey(key, firstLine: place(first).line), line: inFile.line,
          column: inFile.column)
        guard let second, let letter = Unicode.Scalar(0xE000 + UInt32(attempt)) else { return }
        lines.replaceScalar(at: second, by: letter)
        renamed.insert(String(letter) + String(key.unicodeScalars.dropFirst()))
      case .fault(let fact, let inside):
        let inFile = place(inside)
        log.add(fact, line: inFile.line, column: inFile.column)
        return
      }
    }
  }
}
