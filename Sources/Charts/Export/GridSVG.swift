extension Grid {
  /// The cells as a self-contained SVG picture. Lines, blocks and Braille are drawn as shapes, so
  /// that the picture is the same with any font; only letters are text.
  public func svg(theme: Theme) -> String {
    var drawing = SVGDrawing(theme: theme, size: size)
    for row in 0..<size.rows {
      drawing.drawBackgrounds(self, row: row)
      drawing.drawGlyphs(self, row: row)
    }
    return drawing.text
  }
}

/// Collects the elements of an SVG picture of cells.
struct SVGDrawing {
  static let cellWidth = 8
  static let cellHeight = 16
  let theme: Theme
  private(set) var body = ""
  private let size: Size

  init(theme: Theme, size: Size) {
    self.theme = theme
    self.size = size
  }

  /// The whole document, with a margin of one cell around.
  var text: String {
    let (width, height) = (
      (size.columns + 2) * Self.cellWidth, (size.rows + 1) * Self.cellHeight
    )
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" \
      width="\(width)" height="\(height)">
      <rect width="100%" height="100%" rx="6" fill="\(theme.background.text)"/>
      <g transform="translate(\(Self.cellWidth) \(Self.cellHeight / 2))" \
      font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="13.2" \
      shape-rendering="crispEdges">
      \(body)</g>
      </svg>

      """
  }

  /// One rectangle for each run of cells with the same background.
  mutating func drawBackgrounds(_ grid: Grid, row: Int) {
    var column = 0
    while column < size.columns {
      let color = theme.ground(of: grid[column, row].style)
      let start = column
      while column < size.columns && theme.ground(of: grid[column, row].style) == color {
        column += 1
      }
      guard let color else { continue }
      body += rect(
        x: Double(start * Self.cellWidth), y: Double(row * Self.cellHeight),
        width: Double((column - start) * Self.cellWidth), height: Double(Self.cellHeight),
        fill: color)
    }
  }

  /// Runs of text of one style as one element each; shapes of one color as one path each.
  mutating func drawGlyphs(_ grid: Grid, row: Int) {
    var column = 0
    while column < size.columns {
      let style = grid[column, row].style
      let start = column
      var letters = String.UnicodeScalarView()
      var path = ""
      while column < size.columns && grid[column, row].style == style {
        let scalar = grid[column, row].scalar
        if let shape = CellShape(scalar) {
          path += shape.path(
            x: Double(column * Self.cellWidth), y: Double(row * Self.cellHeight),
            width: Double(Self.cellWidth), height: Double(Self.cellHeight))
          letters.append(" ")
        } else if scalar != "\0" {
          letters.append(scalar)
          letters.append(contentsOf: grid.marks(column: column, row: row))
        }
        column += 1
      }
      let color = theme.ink(of: style)
      if !path.isEmpty { body += "<path fill=\"\(color.text)\" d=\"\(path)\"/>\n" }
      body += textElements(letters, column: start, row: row, style, color)
    }
  }

  /// Each word is placed by itself, so that columns line up in any font.
  private func textElements(
    _ letters: String.UnicodeScalarView, column: Int, row: Int, _ style: Style, _ color: RGB
  ) -> String {
    var elements = ""
    var at = column
    for word in letters.split(separator: " ", omittingEmptySubsequences: false) {
      let width = word.reduce(0) { $0 + CharacterWidth.columns($1) }
      defer { at += width + 1 }
      if word.isEmpty { continue }
      elements += "<text x=\"\(at * Self.cellWidth)\" y=\"\(row * Self.cellHeight + 12)\""
      elements += " textLength=\"\(width * Self.cellWidth)\" fill=\"\(color.text)\""
      if style.isBold { elements += " font-weight=\"bold\"" }
      if style.isUnderlined { elements += " text-decoration=\"underline\"" }
      elements += ">\(Self.escaped(word))</text>\n"
    }
    return elements
  }

  private func rect(x: Double, y: Double, width: Double, height: Double, fill: RGB) -> String {
    "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" fill=\"\(fill.text)\"/>\n"
  }

  /// The characters as XML text: no markup, no character that XML 1.0 forbids.
  static func escaped(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    scalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "&": text += "&amp;"
      case "\"": text += "&quot;"
      case _
      where scalar.value < 0x20 || CharacterWidth.isControl(scalar)
        || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Theme {
  /// The color of what is written in a style.
  func ink(of style: Style) -> RGB {
    if style.isReversed { return style.background.flatMap(color) ?? background }
    return color(style.foreground) ?? foreground
  }

  /// The color behind it; nil: that of the whole picture.
  func ground(of style: Style) -> RGB? {
    if style.isReversed { return color(style.foreground) ?? foreground }
    return style.background.map { color($0) ?? foreground }
  }
}
