/// A text with headings, lists, tables, formulas and styles, set in rows of a given width.
public struct FormattedText: Drawable, Hashable, Sendable {
  public var blocks: [Block]
  /// What its prose is set in where nothing else is said.
  public var style: Style

  public init(_ blocks: [Block] = [], style: Style = .plain) {
    self.blocks = blocks
    self.style = style
  }

  public indirect enum Block: Hashable, Sendable {
    case heading(level: Int, [Run])
    case paragraph([Run])
    case list([Item])
    case quote([Block])
    /// Lines that are cut where they are too wide, never wrapped.
    case code([String])
    /// A formula in TeX's notation, set in two dimensions.
    case formula(String)
    case table(Table)
    case rule
  }

  public struct Item: Hashable, Sendable {
    /// Its number as "3."; empty for a bullet.
    public var mark: String
    public var blocks: [Block]

    public init(mark: String = "", _ blocks: [Block]) {
      self.mark = mark
      self.blocks = blocks
    }
  }

  public struct Table: Hashable, Sendable {
    public enum Alignment: Hashable, Sendable { case left, center, right }

    /// Of the columns; those that are not named are at the left.
    public var alignments: [Alignment]
    public var header: [[Run]]
    public var rows: [[[Run]]]

    public init(alignments: [Alignment], header: [[Run]], rows: [[[Run]]]) {
      self.alignments = alignments
      self.header = header
      self.rows = rows
    }
  }

  /// A stretch of text in one style.
  public struct Run: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
      case text(String)
      case code(String)
      /// A formula in TeX's notation, set in one row.
      case formula(String)
      /// Where a link leads.
      case address(String)
      case lineBreak
      /// A sign of one character that stays with the word before it.
      case mark(Unicode.Scalar, Style)
    }

    public var content: Content
    public var isBold: Bool
    public var isUnderlined: Bool

    public init(_ content: Content, bold: Bool = false, underlined: Bool = false) {
      self.content = content
      isBold = bold
      isUnderlined = underlined
    }

    public static func text(_ text: String, bold: Bool = false) -> Run {
      Run(.text(text), bold: bold)
    }
  }

  /// The text in rows of at most `width` columns. Total: any text gives some rows, and none holds
  /// a control character.
  public func lines(width: Int, glyphs: GlyphTier = .braille) -> [StyledLine] {
    guard width > 0 else { return [] }
    var setter = BlockSetter(width: width, glyphs: glyphs)
    setter.set(blocks, style: style)
    return setter.lines
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let rows = lines(width: rect.columns, glyphs: glyphs).prefix(rect.rows)
    for (offset, line) in rows.enumerated() {
      line.draw(into: &grid, column: rect.column, row: rect.row + offset, width: rect.columns)
    }
  }
}
