/// Finds formulas and `{{…}}` outside code, and covers them.
struct FormulaCutter {
  typealias Cutout = MarkdownSource.Cutout

  private let text: [UInt8]
  private let lineStarts: [Int]
  private let hasNumbers: Bool
  /// The text with each cutout covered: its mark, then letters; line ends stay.
  private(set) var covered: [UInt8]
  /// In the order of the text once the inlines are cut.
  private(set) var cutouts: [Cutout] = []
  private(set) var faults: [(fact: LessonFact, offset: Int)] = []

  init(_ text: [UInt8], lineStarts: [Int], hasNumbers: Bool) {
    self.text = text
    self.lineStarts = lineStarts
    self.hasNumbers = hasNumbers
    covered = text
  }

  // MARK: The mark of a cutout

  /// U+0080 … U+009F, two bytes each; as many cutouts in a row are told apart.
  private static let markCount = 32

  private static func mark(_ number: Int) -> [UInt8] { [0xC2, 0x80 + UInt8(number % markCount)] }

  /// The number of the cutout that a character stands for, given that of the first it can be.
  static func number(_ mark: Unicode.Scalar, from first: Int) -> Int? {
    guard (0x80...0x9F).contains(mark.value) else { return nil }
    let ahead = (Int(mark.value) - 0x80 - first % markCount + markCount) % markCount
    return first + ahead
  }

  private mutating func cover(_ range: Range<Int>, number: Int) {
    for index in range where covered[index] != 0x0A { covered[index] = UInt8(ascii: "x") }
    covered.replaceSubrange(range.prefix(2), with: Self.mark(number))
  }

  // MARK: Displayed formulas

  /// Cuts the `$$…$$` that begin a line, quoted and listed ones too; returns whether there are any.
  mutating func cutDisplayed(outside tree: MarkdownTree) -> Bool {
    var isCode = [Bool](repeating: false, count: lineStarts.count + 1)
    tree.root.walk { node, isEntered in
      guard isEntered, node.kind == .codeBlock || node.kind == .htmlBlock else { return }
      for line in node.firstLine...node.lastLine where line < isCode.count {
        isCode[line] = true
      }
    }
    var line = 1
    while line < lineStarts.count {
      if let start = displayStart(inLine: line), !isCode[line],
        let end = displayEnd(after: start + 2, line: line, isCode)
      {
        add(.displayedFormula, start..<end, markLength: 2)
        line = lineStarts.dropLast().partitioningIndex { $0 >= end }
      } else {
        line += 1
      }
    }
    return !cutouts.isEmpty
  }

  /// The byte of a `$$` at the beginning of a line, behind the marks of quotes and lists.
  private func displayStart(inLine line: Int) -> Int? {
    let bytes = text[lineStarts[line - 1]..<lineStarts[line]]
    let start = bytes.firstIndex { byte in !" \t>-*+0123456789.)".utf8.contains(byte) }
    guard let start, isPair(start, UInt8(ascii: "$")) else { return nil }
    return start
  }

  /// The byte after the `$$` that closes a formula: no blank line and no code stands before it.
  private func displayEnd(after start: Int, line: Int, _ isCode: [Bool]) -> Int? {
    var (from, line) = (start, line)
    while true {
      if let end = closing(from: from, to: lineStarts[line], length: 2) { return end + 2 }
      guard line + 1 < lineStarts.count, !isCode[line + 1],
        text[lineStarts[line]..<lineStarts[line + 1]].contains(where: {
          !" \t\n>".utf8.contains($0)
        })
      else { return nil }
      from = lineStarts[line]
      line += 1
    }
  }

  // MARK: Inlines

  /// Cuts what stands in paragraphs, headings and tables; returns whether anything was cut.
  mutating func cutInlines(of tree: MarkdownTree) -> Bool {
    let before = cutouts.count
    var regions: [Range<Int>] = []
    tree.root.walk { node, isEntered in
      guard isEntered else { return }
      switch node.kind {
      case .paragraph, .heading: regions.append(bytes(ofLines: node.firstLine...node.lastLine))
      case .tableHeader, .tableRow: regions.append(bytes(ofLines: node.firstLine...node.firstLine))
      default: break
      }
    }
    for region in regions { scan(region) }
    guard cutouts.count > before else { return false }
    cutouts.sort { $0.range.lowerBound < $1.range.lowerBound }
    for (number, cutout) in cutouts.enumerated() { cover(cutout.range, number: number) }
    return true
  }

  private func bytes(ofLines lines: ClosedRange<Int>) -> Range<Int> {
    let end = lineStarts[min(lines.upperBound, lineStarts.count - 1)]
    return min(lineStarts[max(0, lines.lowerBound - 1)], end)..<end
  }

  private mutating func scan(_ region: Range<Int>) {
    var at = region.lowerBound
    // Lengths of rows of backticks that stand nowhere further on.
    var missing: Set<Int> = []
    while at < region.upperBound {
      switch covered[at] {
      case UInt8(ascii: "\\"): at += 2
      case UInt8(ascii: "`"): at = codeEnd(at, in: region, &missing)
      case UInt8(ascii: "{") where hasNumbers && isPair(at, UInt8(ascii: "{")):
        at = cutNumber(at, in: region)
      case UInt8(ascii: "$"): at = cutFormula(at, in: region)
      default: at += 1
      }
    }
  }

  /// The byte after a code span, or after the backticks that open none.
  private func codeEnd(_ start: Int, in region: Range<Int>, _ missing: inout Set<Int>) -> Int {
    func row(_ from: Int) -> Int {
      covered[from..<region.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
    }
    let length = row(start)
    var at = start + length
    guard !missing.contains(length) else { return at }
    while at < region.upperBound {
      let count = row(at)
      if count == length { return at + count }
      at += max(1, count)
    }
    missing.insert(length)
    return start + length
  }

  private mutating func cutNumber(_ start: Int, in region: Range<Int>) -> Int {
    guard let end = Self.numberEnd(in: covered, start, before: region.upperBound) else {
      faults.append((.unclosedPlaceholder, start))
      let lineEnd = text[start..<region.upperBound].firstIndex(of: 0x0A)
      return lineEnd ?? region.upperBound
    }
    add(.number, start..<end, markLength: 2)
    return end
  }

  /// The byte after the `}}` that closes the `{{` at `start`, in the same line.
  static func numberEnd(in text: [UInt8], _ start: Int, before limit: Int) -> Int? {
    guard start + 3 < limit, text[start] == text[start + 1] else { return nil }
    var at = start + 2
    while at + 1 < limit, text[at] != 0x0A {
      if text[at] == UInt8(ascii: "}"), text[at + 1] == text[at] { return at + 2 }
      at += 1
    }
    return nil
  }

  private mutating func cutFormula(_ start: Int, in region: Range<Int>) -> Int {
    if isPair(start, UInt8(ascii: "$")) {
      guard let end = closing(from: start + 2, to: region.upperBound, length: 2) else {
        faults.append((.unclosedFormula, start))
        return region.upperBound
      }
      add(.displayedFormula, start..<end + 2, markLength: 2)
      return end + 2
    }
    // As Pandoc has it, so that amounts of money are none: a formula begins and ends with what is
    // no space, and no digit follows it.
    guard start + 1 < region.upperBound, !isSpace(start + 1),
      let end = closing(from: start + 1, to: region.upperBound, length: 1),
      !isSpace(end - 1), !isDigit(end + 1)
    else { return start + 1 }
    add(.formula, start..<end + 1, markLength: 1)
    return end + 1
  }

  /// The byte of the next `$`, or `$$`, that is neither escaped nor within `{{…}}`.
  private func closing(from start: Int, to limit: Int, length: Int) -> Int? {
    var at = start
    while at < limit {
      switch covered[at] {
      case UInt8(ascii: "\\"): at += 2
      case UInt8(ascii: "{") where hasNumbers && isPair(at, UInt8(ascii: "{")):
        at = Self.numberEnd(in: covered, at, before: limit) ?? at + 2
      case UInt8(ascii: "$") where length == 1 || isPair(at, UInt8(ascii: "$")):
        return at + length <= limit ? at : nil
      default: at += 1
      }
    }
    return nil
  }

  private mutating func add(_ kind: Cutout.Kind, _ range: Range<Int>, markLength: Int) {
    let content = range.lowerBound + markLength..<range.upperBound - markLength
    cutouts.append(Cutout(kind: kind, range: range, content: content))
    cover(range, number: cutouts.count - 1)
  }

  private func isPair(_ index: Int, _ byte: UInt8) -> Bool {
    index + 1 < covered.count && covered[index] == byte && covered[index + 1] == byte
  }

  private func isSpace(_ index: Int) -> Bool { " \t\n".utf8.contains(text[index]) }

  private func isDigit(_ index: Int) -> Bool {
    index < text.count && (0x30...0x39).contains(text[index])
  }
}
