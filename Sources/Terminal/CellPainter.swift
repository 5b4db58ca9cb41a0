import CNcurses
import Charts

/// Turns styles into ncurses attributes and colour pairs, and characters into what the terminal
/// can show.
struct CellPainter {
  struct Paint {
    var attributes: UInt32
    var pair: Int32
  }

  private let profile: TerminalProfile
  /// Colours that ncurses knows: 8 where a terminal shows the bright ones by bold.
  private let colorCount: Int
  private var pairs: PairCache
  private var paints: [Style: Paint] = [:]
  private var numbers: [Role: Int32] = [:]
  var theme: Theme {
    didSet {
      paints = [:]
      numbers = [:]
    }
  }

  init(profile: TerminalProfile, theme: Theme, colorCount: Int, pairCount: Int) {
    self.profile = profile
    self.theme = theme
    self.colorCount = colorCount
    // Pair numbers are shorts in parts of ncurses.
    pairs = PairCache(capacity: min(pairCount - 1, 32766))
  }

  mutating func paint(_ style: Style) -> Paint {
    if let known = paints[style] { return known }
    let made = profile.colors == .mono ? monochrome(style) : colored(style)
    paints[style] = made
    return made
  }

  /// The scalar to give to ncurses: 0 for the right half of a wide character.
  func glyph(_ scalar: Unicode.Scalar, columns: Int) -> UInt32 {
    if scalar.isASCII { return scalar.value }
    guard profile.takesUnicode else {
      if profile.glyphs == .lines, let line = GlyphFallback.lineDrawing(scalar) {
        return line.value | UInt32(curses_line_drawing)
      }
      return GlyphFallback.ascii(scalar).value
    }
    // Where the C library counts other columns, the rest of the row would be shifted.
    return curses_columns(scalar.value) == columns ? scalar.value : 0x3F
  }

  /// The marks that go with a character to ncurses: those that to the C library take no column.
  func marks(_ marks: [Unicode.Scalar]) -> [UInt32] {
    guard profile.takesUnicode else { return [] }
    return marks.map(\.value).filter { curses_columns($0) == 0 }
  }

  /// Takes pair numbers back that `grid` doesn't need, when few are left. Call between frames.
  mutating func recycle(for grid: Grid) {
    guard profile.colors != .mono, pairs.isCrowded else { return }
    let styles = Set(grid.cells.lazy.map(\.style))
    var used: Set<ColorPair> = []
    for style in styles { used.insert(pair(style)) }
    pairs.keep(only: used)
    paints = [:]
  }

  /// Tells ncurses about new pairs. Call before a frame is shown.
  mutating func define() {
    for (number, pair) in pairs.takeDefinitions() {
      init_extended_pair(number, pair.foreground, pair.background)
    }
  }

  private func monochrome(_ style: Style) -> Paint {
    let look = theme.monochrome(style)
    return Paint(
      attributes: (look.bold ? curses_bold() : 0) | (look.underlined ? curses_underline() : 0)
        | (look.reversed ? curses_reverse() : 0),
      pair: 0)
  }

  private mutating func colored(_ style: Style) -> Paint {
    let isBright = colorCount < 16 && (number(style.foreground) ?? 0) >= 8
    let attributes =
      (style.isBold || isBright ? curses_bold() : 0)
      | (style.isUnderlined ? curses_underline() : 0)
      | (style.isReversed ? curses_reverse() : 0)
    return Paint(attributes: attributes, pair: pairs.number(of: pair(style)))
  }

  private mutating func pair(_ style: Style) -> ColorPair {
    func fitting(_ number: Int32?) -> Int32 {
      guard let number else { return -1 }
      return colorCount < 16 ? number & 7 : number
    }
    return ColorPair(
      fitting(number(style.foreground)), on: fitting(style.background.flatMap { number($0) }))
  }

  /// The number of a colour in this tier; nil for the terminal's own.
  private mutating func number(_ role: Role) -> Int32? {
    if let known = numbers[role] { return known < 0 ? nil : known }
    let found: Int32? =
      switch profile.colors {
      case .mono: nil
      case .sixteen: theme.sixteen(role).map(Int32.init)
      case .indexed256: theme.indexed(role).map(Int32.init)
      case .trueColor: theme.color(role).map(Self.direct)
      }
    numbers[role] = found ?? -1
    return found
  }

  /// 0xRRGGBB; the numbers 1 … 7 mean the eight named colours there.
  private static func direct(_ color: RGB) -> Int32 {
    let number = Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)
    return (1...7).contains(number) ? 8 : number
  }
}
