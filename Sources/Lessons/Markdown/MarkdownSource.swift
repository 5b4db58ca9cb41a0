/// A Markdown text, parsed with its formulas and numbers taken out.
///
/// Markdown knows neither `$x_1 * y_1$` nor `{{a|.2}}`, and both may hold its marks. Before the
/// parse each is covered by a control character, which no lesson may hold, and letters up to its
/// length: whatever is read afterwards stands at its place in the file.
struct MarkdownSource {
  /// What was taken out.
  struct Cutout {
    enum Kind: Hashable { case number, formula, displayedFormula }

    var kind: Kind
    /// The bytes with their marks.
    var range: Range<Int>
    /// The bytes between the marks.
    var content: Range<Int>
  }

  let text: [UInt8]
  /// In the order of the text.
  private(set) var cutouts: [Cutout]
  /// What was opened and not closed, and the byte where.
  private(set) var faults: [(fact: LessonFact, offset: Int)]
  let tree: MarkdownTree
  private let hasNumbers: Bool
  /// Where each line begins, and where the text ends.
  private let lineStarts: [Int]

  /// Reads a text; `hasNumbers`: whether `{{…}}` in it is a number.
  init(_ text: [UInt8], hasNumbers: Bool) {
    self.text = text
    self.hasNumbers = hasNumbers
    var starts = [0]
    for (index, byte) in text.enumerated() where byte == 0x0A { starts.append(index + 1) }
    starts.append(text.count)
    lineStarts = starts
    var cutter = FormulaCutter(text, lineStarts: starts, hasNumbers: hasNumbers)
    // Displayed formulas first: they may hold what begins a block elsewhere.
    var tree = MarkdownTree(text)
    if cutter.cutDisplayed(outside: tree) { tree = MarkdownTree(cutter.covered) }
    if cutter.cutInlines(of: tree) { tree = MarkdownTree(cutter.covered) }
    self.tree = tree
    cutouts = cutter.cutouts
    faults = cutter.faults
  }

  /// The bytes of a line, from 1, without its end.
  func line(_ number: Int) -> ArraySlice<UInt8> {
    guard number >= 1, number < lineStarts.count else { return [] }
    let line = text[lineStarts[number - 1]..<lineStarts[number]]
    return line.last == 0x0A ? line.dropLast() : line
  }

  func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  /// The bytes within each `{{…}}` of a part of the text.
  func numbers(in range: Range<Int>) -> [Range<Int>] {
    guard hasNumbers else { return [] }
    var numbers: [Range<Int>] = []
    var at = range.lowerBound
    while at + 1 < range.upperBound {
      if text[at] == UInt8(ascii: "{"),
        let end = FormulaCutter.numberEnd(in: text, at, before: range.upperBound)
      {
        numbers.append(at + 2..<end - 2)
        at = end
      } else {
        at += 1
      }
    }
    return numbers
  }

  /// Line and column, in Unicode scalars, of a byte.
  func place(_ offset: Int) -> (line: Int, column: Int) {
    let line = lineStarts.dropLast().partitioningIndex { $0 > offset }
    let start = lineStarts[max(0, line - 1)]
    let before = text[start..<max(start, min(offset, text.count))]
    return (line, before.reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 })
  }

  /// The byte where a node begins.
  func offset(of node: MarkdownTree.Node) -> Int {
    let line = min(max(1, node.firstLine), lineStarts.count - 1)
    return min(lineStarts[line - 1] + max(0, node.firstColumn - 1), text.count)
  }

  /// The number of the first cutout in a line, from 1, or after it.
  func firstCutout(inLine line: Int) -> Int {
    let start = lineStarts[min(max(1, line), lineStarts.count) - 1]
    return cutouts.partitioningIndex { $0.range.lowerBound >= start }
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element and all after it satisfy the condition.
  func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
