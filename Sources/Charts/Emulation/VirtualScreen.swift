/// A terminal's screen as an emulator keeps it: enough of xterm to show what ncurses draws and what
/// recordings of most programs hold, and strict about everything else, which it lists in
/// `strangers`. No input, however broken, ends the program.
public struct VirtualScreen: Sendable {
  public struct Rendition: Hashable, Sendable {
    /// Color numbers of the 256, or 0x1RRGGBB; nil for the terminal's own.
    public var foreground: Int?
    public var background: Int?
    public var isBold = false
    public var isUnderlined = false
    public var isReversed = false
  }

  public struct Cell: Hashable, Sendable {
    /// U+0000 marks the right half of a wide character.
    public var scalar: Unicode.Scalar = " "
    /// Those on its letter, as accents that don't compose with it.
    public var marks: [Unicode.Scalar] = []
    public var rendition = Rendition()
  }

  public private(set) var columns: Int
  public private(set) var rows: Int
  public internal(set) var cells: [[Cell]]
  /// Private modes that are set, as 1049 (alternate screen) and 2004 (bracketed paste).
  public internal(set) var modes: Set<Int> = [25]
  /// Sequences and characters that no program here should send, in a printable form.
  public internal(set) var strangers: [String] = []
  public internal(set) var bells = 0
  /// Frames that were bracketed by synchronized output.
  public internal(set) var synchronizedFrames = 0
  /// How often the program asked for the color of the background.
  public internal(set) var backgroundQuestions = 0
  /// How often the program asked for the terminal's name and version.
  public internal(set) var versionQuestions = 0
  /// Characters of twice the size, by the place of their upper left cell. The cells beneath are blank.
  var large: [Place: Cell] = [:]
  /// The last text put into the clipboard, in base 64.
  public internal(set) var clipboard: String?

  var column = 0
  var row = 0
  var wrapsNext = false
  var rendition = Rendition()
  var drawsLines = (g0: false, g1: false, shifted: false)
  var margins: ClosedRange<Int>
  var saved: (column: Int, row: Int, rendition: Rendition) = (0, 0, Rendition())
  var mainScreen: [[Cell]]?
  var lastScalar: Unicode.Scalar = " "
  var parser = SequenceParser()

  public init(columns: Int, rows: Int) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    cells = Self.blank(self.columns, self.rows)
    margins = 0...(self.rows - 1)
  }

  static func blank(_ columns: Int, _ rows: Int) -> [[Cell]] {
    Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  }

  public var isAlternate: Bool { !modes.isDisjoint(with: [47, 1049]) }
  public var isCursorVisible: Bool { modes.contains(25) }

  /// The rows as text, without blanks at their ends.
  public var lines: [String] {
    cells.map { row in
      var text = String(String.UnicodeScalarView(row.map(\.scalar).filter { $0 != "\0" }))
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  public var text: String { lines.joined(separator: "\n") }
  public func contains(_ part: String) -> Bool { lines.contains { $0.contains(part) } }
  public var isBlank: Bool { lines.allSatisfy(\.isEmpty) }
  public var usesColor: Bool {
    cells.joined().contains { $0.rendition.foreground != nil || $0.rendition.background != nil }
  }

  /// The strangers since the last call, which are forgotten.
  public mutating func takeStrangers() -> [String] {
    defer { strangers = [] }
    return strangers
  }

  /// Cuts or fills at the right and below, as terminals without reflow do.
  public mutating func resize(columns: Int, rows: Int) {
    let (columns, rows) = (max(1, columns), max(1, rows))
    func fitted(_ screen: [[Cell]]) -> [[Cell]] {
      var next = Self.blank(columns, rows)
      for (y, line) in screen.prefix(rows).enumerated() {
        for (x, cell) in line.prefix(columns).enumerated() { next[y][x] = cell }
      }
      return next
    }
    cells = fitted(cells)
    mainScreen = mainScreen.map(fitted)
    (self.columns, self.rows) = (columns, rows)
    column = min(column, columns - 1)
    row = min(row, rows - 1)
    margins = 0...(rows - 1)
    saved = (min(saved.column, columns - 1), min(saved.row, rows - 1), saved.rendition)
    large = [:]
    wrapsNext = false
  }

  /// Takes what the program wrote.
  public mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      guard let item = parser.take(byte) else { continue }
      switch item {
      case .character(let scalar): put(scalar)
      case .control(let control): obey(control)
      case .sequence(let sequence): obey(sequence)
      case .escape(let text): escape(text)
      case .operatingSystem(let text): operatingSystem(text)
      }
    }
  }

  // MARK: Drawing

  private mutating func put(_ scalar: Unicode.Scalar) {
    if CharacterWidth.isControl(scalar) { strangers.append("U+" + String(scalar.value, radix: 16)) }
    let shown = isDrawingLines ? (Self.lineDrawing[scalar] ?? scalar) : scalar
    lastScalar = scalar
    let width = CharacterWidth.columns(shown)
    if width == 0 { return mark(shown) }
    if wrapsNext || column + width > columns { wrap() }
    set(Cell(scalar: shown, rendition: rendition), column)
    if width == 2 { set(Cell(scalar: "\0", rendition: rendition), column + 1) }
    column += width
    if column >= columns {
      column = columns - 1
      wrapsNext = true
    }
  }

  /// Puts a mark on the letter before the cursor.
  private mutating func mark(_ scalar: Unicode.Scalar) {
    guard CharacterWidth.isMark(scalar) else { return }
    var x = wrapsNext ? column : column - 1
    if x > 0, cells[row][x].scalar == "\0" { x -= 1 }
    guard x >= 0, cells[row][x].marks.count < Self.markLimit else { return }
    cells[row][x].marks.append(scalar)
  }

  private static let markLimit = 4

  private mutating func set(_ cell: Cell, _ x: Int) {
    guard cells.indices.contains(row), cells[row].indices.contains(x) else {
      strangers.append("a cell outside: \(x), \(row)")
      return
    }
    cells[row][x] = cell
    eraseLarge(x..<(x + 1), row)
  }

  private mutating func wrap() {
    wrapsNext = false
    column = 0
    lineFeed()
  }

  mutating func lineFeed() {
    if row == margins.upperBound { scroll(up: 1) } else { row = min(rows - 1, row + 1) }
  }

  mutating func scroll(up count: Int) {
    large = [:]
    let blank = Array(repeating: Cell(), count: columns)
    for _ in 0..<min(abs(count), margins.count) {
      if count > 0 {
        cells.remove(at: margins.lowerBound)
        cells.insert(blank, at: margins.upperBound)
      } else {
        cells.remove(at: margins.upperBound)
        cells.insert(blank, at: margins.lowerBound)
      }
    }
  }

  private var isDrawingLines: Bool { drawsLines.shifted ? drawsLines.g1 : drawsLines.g0 }

  private static let lineDrawing: [Unicode.Scalar: Unicode.Scalar] = [
    "q": "─", "x": "│", "l": "┌", "k": "┐", "m": "└", "j": "┘", "t": "├", "u": "┤", "w": "┬",
    "v": "┴", "n": "┼", "~": "·", "f": "°", "g": "±", "y": "≤", "z": "≥", "{": "π", "|": "≠",
    "a": "▒", "`": "◆", "o": "⎺", "p": "⎻", "r": "⎼", "s": "⎽",
  ]
}
