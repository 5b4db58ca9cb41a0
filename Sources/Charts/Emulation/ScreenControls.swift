extension VirtualScreen {
  mutating func obey(_ control: UInt8) {
    switch control {
    case 0x07: bells += 1
    case 0x08: column = max(0, column - 1)
    case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
    case 0x0A: lineFeed()
    case 0x0D: column = 0
    case 0x0E: drawsLines.shifted = true
    case 0x0F: drawsLines.shifted = false
    default: strangers.append("control \(control)")
    }
    if control != 0x07 { wrapsNext = false }
  }

  mutating func escape(_ text: String) {
    switch text {
    case "(0": drawsLines.g0 = true
    case "(B": drawsLines.g0 = false
    case ")0": drawsLines.g1 = true
    case ")B": drawsLines.g1 = false
    case "7": saved = (column, row, rendition)
    case "8": (column, row, rendition) = saved
    case "=", ">", "\\": break
    case "D": lineFeed()
    case "E":
      column = 0
      lineFeed()
    case "M": if row == margins.lowerBound { scroll(up: -1) } else { row = max(0, row - 1) }
    default: strangers.append("ESC \(text.debugDescription)")
    }
  }

  mutating func operatingSystem(_ text: String) {
    if text.hasPrefix("52;c;") {
      clipboard = String(text.dropFirst(5))
    } else if text == "11;?" {
      backgroundQuestions += 1
    } else if text.hasPrefix("66;s=2;") {
      putLarge(text.dropFirst("66;s=2;".count))
    } else if text != "104" {
      // 104 gives the colors back that a program may have redefined.
      strangers.append("OSC \(text.debugDescription)")
    }
  }

  mutating func obey(_ sequence: SequenceParser.Sequence) {
    guard sequence.intermediates.isEmpty else { return reject(sequence) }
    if sequence.prefix == ">", sequence.final == "q" {
      versionQuestions += 1
      return
    }
    switch (sequence.prefix, sequence.final) {
    case ("?", "h"), ("?", "l"):
      for mode in sequence.parameters { set(mode: mode ?? 0, sequence.final == "h") }
    // The Linux console's cursor shape.
    case ("?", "c"): break
    // Terminals keep the window's title on a stack: xterm's way into and out of full screen.
    case ("", "t") where [22, 23].contains(sequence.parameters.first): break
    case ("", "m"): render(sequence.parameters.map { $0 ?? 0 })
    case ("", _):
      if !move(sequence) && !edit(sequence) { reject(sequence) }
    default: reject(sequence)
    }
  }

  private mutating func reject(_ sequence: SequenceParser.Sequence) {
    strangers.append("\(sequence)")
  }

  private mutating func set(mode: Int, _ on: Bool) {
    switch mode {
    case 47, 1049:
      if on, !isAlternate {
        mainScreen = cells
        saved = (column, row, rendition)
        cells = Self.blank(columns, rows)
      } else if !on, let screen = mainScreen {
        cells = screen
        mainScreen = nil
        (column, row, rendition) = saved
      }
      large = [:]
    case 2026: synchronizedFrames += on ? 1 : 0
    case 1, 5, 7, 12, 25, 1000, 1002, 1003, 1006, 2004, 2031: break
    default: strangers.append("mode \(mode)")
    }
    if on { modes.insert(mode) } else { modes.remove(mode) }
  }

  private mutating func move(_ sequence: SequenceParser.Sequence) -> Bool {
    let count = sequence.count()
    switch sequence.final {
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G", "`": place(count, row + 1)
    case "d": place(column + 1, count)
    case "H", "f": place(sequence.count(1), count)
    case "E", "F":
      column = 0
      row = sequence.final == "E" ? min(rows - 1, row + count) : max(0, row - count)
    case "Z": column = max(0, ((column - 1) / 8 - count + 1) * 8)
    default: return false
    }
    wrapsNext = false
    return true
  }

  /// Moves to a column and a row, counted from 1.
  private mutating func place(_ x: Int, _ y: Int) {
    if x > columns || y > rows { strangers.append("a place outside: \(x), \(y)") }
    column = min(columns, x) - 1
    row = min(rows, y) - 1
  }

  private mutating func edit(_ sequence: SequenceParser.Sequence) -> Bool {
    let count = sequence.count()
    let kind = sequence.parameters.first.flatMap { $0 } ?? 0
    switch sequence.final {
    case "J": erase(rowsOf: kind)
    case "K": erase(kind == 0 ? column..<columns : kind == 1 ? 0..<(column + 1) : 0..<columns, row)
    case "X": erase(column..<min(columns, column + count), row)
    case "P", "@": shift(count, inserting: sequence.final == "@")
    case "L", "M": shiftLines(sequence.final == "L" ? -count : count)
    case "S": scroll(up: count)
    case "T": scroll(up: -count)
    case "b": for _ in 0..<min(count, columns * rows) { feed(Array(String(lastScalar).utf8)) }
    case "r":
      let last = sequence.parameters.count > 1 ? sequence.count(1) : rows
      let first = min(count, rows)
      margins = (first - 1)...max(first - 1, min(rows, last) - 1)
      (column, row) = (0, 0)
    case "l", "h": break
    default: return false
    }
    return true
  }

  /// Erasing keeps the background, as terminals with `bce` do.
  private var erased: Cell {
    Cell(rendition: Rendition(background: rendition.background))
  }

  private mutating func erase(_ range: Range<Int>, _ y: Int) {
    for x in range { cells[y][x] = erased }
    eraseLarge(range, y)
  }

  private mutating func erase(rowsOf kind: Int) {
    switch kind {
    case 0:
      erase(column..<columns, row)
      for y in (row + 1)..<max(row + 1, rows) { erase(0..<columns, y) }
    case 1:
      erase(0..<(column + 1), row)
      for y in 0..<row { erase(0..<columns, y) }
    default: for y in 0..<rows { erase(0..<columns, y) }
    }
  }

  private mutating func shift(_ count: Int, inserting: Bool) {
    let moved = min(count, columns - column)
    eraseLarge(column..<columns, row)
    let blanks = Array(repeating: erased, count: moved)
    if inserting {
      cells[row].removeLast(moved)
      cells[row].insert(contentsOf: blanks, at: column)
    } else {
      cells[row].removeSubrange(column..<(column + moved))
      cells[row] += blanks
    }
  }

  private mutating func shiftLines(_ count: Int) {
    guard margins.contains(row) else { return }
    let whole = margins
    margins = row...whole.upperBound
    scroll(up: count)
    margins = whole
  }

  private mutating func render(_ numbers: [Int]) {
    var rest = (numbers.isEmpty ? [0] : numbers)[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: rendition = Rendition()
      case 1: rendition.isBold = true
      case 2, 3, 5, 23, 25: break
      case 4: rendition.isUnderlined = true
      case 7: rendition.isReversed = true
      case 22: rendition.isBold = false
      case 24: rendition.isUnderlined = false
      case 27: rendition.isReversed = false
      case 30...37: rendition.foreground = number - 30
      case 38: rendition.foreground = Self.color(&rest)
      case 39: rendition.foreground = nil
      case 40...47: rendition.background = number - 40
      case 48: rendition.background = Self.color(&rest)
      case 49: rendition.background = nil
      case 90...97: rendition.foreground = number - 82
      case 100...107: rendition.background = number - 92
      case 10, 11: drawsLines.g0 = number == 11
      default: strangers.append("SGR \(number)")
      }
    }
  }

  /// The number after 38 or 48: 5;n, or 2;r;g;b as 0x1RRGGBB.
  private static func color(_ rest: inout ArraySlice<Int>) -> Int? {
    switch rest.popFirst() {
    case 5: return rest.popFirst().map { $0 & 255 }
    case 2:
      let parts = (0..<3).map { _ in (rest.popFirst() ?? 0) & 255 }
      return 0x100_0000 | parts[0] << 16 | parts[1] << 8 | parts[2]
    default: return nil
    }
  }
}
