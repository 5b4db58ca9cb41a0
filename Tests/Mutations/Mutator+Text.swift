extension Mutator {
  /// One to three changes of a text: lines lost, doubled or swapped, numbers made extreme, other
  /// indentation, marks and brackets without their partners; now and then other bytes than UTF-8.
  package mutating func text(_ original: [UInt8]) -> [UInt8] {
    var lines = original.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    for _ in 0...choice(3) { change(&lines) }
    let text = Array(lines.joined(separator: [0x0A]))
    return choice(8) == 0 ? recoded(text) : text
  }

  private mutating func change(_ lines: inout [[UInt8]]) {
    guard !lines.isEmpty else { return }
    let (one, other) = (choice(lines.count), choice(lines.count))
    switch choice(10) {
    case 0: lines.removeSubrange(one..<min(lines.count, one + 1 + choice(4)))
    case 1: lines.insert(lines[one], at: other)
    case 2: lines.swapAt(one, other)
    case 3, 4: changeNumber(&lines)
    case 5: indent(&lines[one])
    case 6: lines.insert(Array(any(Self.fences).utf8), at: one)
    case 7: insert(any(Self.tokens), into: &lines[one])
    case 8: exchangeWord(&lines[one], for: lines[other])
    default: changeLength(&lines[one])
    }
  }

  // MARK: Numbers and words

  private static let extremes = [
    "0", "-1", "0.5", "1e308", "-1e308", "1e999", "1e-320", "nan", ".nan", ".inf", "-.inf", "1e19",
    "2147483648", "4294967296", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "18446744073709551616", "1000000000", "0x10", "1_000", "007", "true",
    "null", "~", "", "[]", "{}", "\"1\"",
  ]

  /// Of a line that has a number, where there is one among those tried.
  private mutating func changeNumber(_ lines: inout [[UInt8]]) {
    for _ in 0..<20 {
      let line = choice(lines.count)
      let numbers = Self.ranges(of: lines[line]) {
        (0x30...0x39).contains($0) || $0 == 0x2E
      }
      guard !numbers.isEmpty else { continue }
      lines[line].replaceSubrange(any(numbers), with: Array(any(Self.extremes).utf8))
      return
    }
  }

  private mutating func exchangeWord(_ line: inout [UInt8], for other: [UInt8]) {
    let words = Self.ranges(of: line, Self.isOfWord)
    let others = Self.ranges(of: other, Self.isOfWord)
    guard !words.isEmpty, !others.isEmpty else { return }
    line.replaceSubrange(any(words), with: other[any(others)])
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x5F
  }

  /// Where bytes of a kind stand side by side.
  private static func ranges(of line: [UInt8], _ isOfKind: (UInt8) -> Bool) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for place in line.indices where isOfKind(line[place]) {
      if let last = ranges.last, last.upperBound == place {
        ranges[ranges.count - 1] = last.lowerBound..<place + 1
      } else {
        ranges.append(place..<place + 1)
      }
    }
    return ranges
  }

  // MARK: Lines

  private static let fences = [
    "```", "```lab", "~~~", "---", "...", "## ", "# A", "$$", "> - ```lab", "{{", "- - - - -",
    "\t", "? a", "&a b: *a", "<div>", "|a|b|", "", ",,,", "\"", "a\tb\tc\td",
  ]
  private static let tokens = [
    "{", "}", "[", "]", ": ", "- ", "\"", "'", "`", "$", "{{", "}}", "|", ">", "#", "%", "@", "!",
    "!!int ", "&a ", "*a ", ",", ";", "\t", "(", ")", "((((((((", "metric(", "$c", "*", "_", "\\",
    "1e999", "\u{202E}", "\u{0}", "\u{1B}[2J", "\u{FEFF}", "é", "e\u{301}", "💥", "\u{FFFF}",
  ]

  private mutating func indent(_ line: inout [UInt8]) {
    switch choice(3) {
    case 0: line.removeFirst(min(line.prefix { $0 == 0x20 }.count, 1 + choice(4)))
    case 1: line.insert(contentsOf: repeatElement(0x20, count: 1 + choice(4)), at: 0)
    default: line.insert(0x09, at: 0)
    }
  }

  private mutating func insert(_ token: String, into line: inout [UInt8]) {
    line.insert(contentsOf: Array(token.utf8), at: choice(line.count + 1))
  }

  private mutating func changeLength(_ line: inout [UInt8]) {
    switch choice(3) {
    case 0: line.removeLast(choice(line.count + 1))
    case 1: line = Array(repeatElement(line, count: 1 + choice(200)).joined())
    default: line += Array(repeating: any([0x28, 0x5B, 0x7B, 0x3E, 0x20]), count: 3000)
    }
  }

  // MARK: Encodings

  private mutating func recoded(_ text: [UInt8]) -> [UInt8] {
    var text = text
    switch choice(8) {
    case 0: return [0xEF, 0xBB, 0xBF] + text
    case 1: return [0xFF, 0xFE] + text.flatMap { [$0, 0] }
    case 2: return text.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    case 3: return text.map { $0 == 0x0A ? 0x0D : $0 }
    case 4: return Array(text.prefix(choice(text.count + 1)))
    case 5: return []
    case 6:
      let strange: [[UInt8]] = [
        [0xE9], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5], [0xE2, 0x82], [0],
      ]
      text.insert(contentsOf: any(strange), at: choice(text.count + 1))
    default: text = bytes(text)
    }
    return text
  }
}
