extension Grid {
  /// The cells as a self-contained SVG picture. Lines, blocks and Braille are drawn as shapes, so
  /// that the picture is the same with any font; only letters are text.
  public func svg(theme: Theme) -> String {
    var drawing = SVGDrawing(ThemePaint(theme: theme), size: size)
    drawing.draw(self)
    let (width, height) = (drawing.width, drawing.height)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" \
      width="\(width)" height="\(height)">
      <rect width="100%" height="100%" rx="6" fill="\(theme.background.text)"/>
      \(drawing.group)
      </svg>

      """
  }

  /// The same as a part of a page that is light or dark as its reader has it.
  /// - Parameter description: what it shows, in a sentence, for those who don't see it.
  public func svg(description: String, palette: inout SVGPalette) -> String {
    var drawing = SVGDrawing(palette, size: size)
    drawing.draw(self)
    palette = drawing.paint
    let (width, height) = (drawing.width, drawing.height)
    return SVGElement.opening(width: width, height: height, description: description)
      + drawing.group + "\n</svg>\n"
  }
}

/// What pictures that are part of a page begin with.
enum SVGElement {
  static func opening(width: Int, height: Int, description: String) -> String {
    let text = MarkupText.escaped(description)
    return """
      <svg viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" font-size="12" \
      role="img" aria-label="\(text)">
      <title>\(text)</title>

      """
  }
}

/// Collects the elements of an SVG picture of cells.
struct SVGDrawing<Paint: SVGPaint> {
  private let cellWidth = 8
  private let cellHeight = 16
  private(set) var paint: Paint
  private(set) var body = ""
  private let size: Size

  init(_ paint: Paint, size: Size) {
    self.paint = paint
    self.size = size
  }

  mutating func draw(_ grid: Grid) {
    for row in 0..<size.rows {
      drawBackgrounds(grid, row: row)
      drawGlyphs(grid, row: row)
    }
  }

  /// With a margin of one cell around.
  var width: Int { (size.columns + 2) * cellWidth }
  var height: Int { (size.rows + 1) * cellHeight }

  /// What was drawn, within the margin.
  var group: String {
    """
    <g transform="translate(\(cellWidth) \(cellHeight / 2))" \
    font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="13.2" \
    shape-rendering="crispEdges">
    \(body)</g>
    """
  }

  /// One rectangle for each run of cells with the same background.
  private mutating func drawBackgrounds(_ grid: Grid, row: Int) {
    var column = 0
    while column < size.columns {
      let color = paint.ground(grid[column, row].style)
      let start = column
      var style = grid[column, row].style
      while column < size.columns {
        if grid[column, row].style != style {
          style = grid[column, row].style
          guard paint.ground(style) == color else { break }
        }
        column += 1
      }
      guard let color else { continue }
      body += rect(
        x: Double(start * cellWidth), y: Double(row * cellHeight),
        width: Double((column - start) * cellWidth), height: Double(cellHeight),
        fill: color)
    }
  }

  /// Runs of text of one style as one element each; shapes of one color as one path each.
  private mutating func drawGlyphs(_ grid: Grid, row: Int) {
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
            x: Double(column * cellWidth), y: Double(row * cellHeight),
            width: Double(cellWidth), height: Double(cellHeight))
          letters.append(" ")
        } else if scalar != "\0" {
          letters.append(scalar)
          letters.append(contentsOf: grid.marks(column: column, row: row))
        }
        column += 1
      }
      guard !path.isEmpty || letters.contains(where: { $0 != " " }) else { continue }
      let color = paint.ink(style)
      if !path.isEmpty { body += "<path\(color) d=\"\(path)\"/>\n" }
      body += textElements(letters, column: start, row: row, style, color)
    }
  }

  /// Each word is placed by itself, so that columns line up in any font.
  private func textElements(
    _ letters: String.UnicodeScalarView, column: Int, row: Int, _ style: Style, _ color: String
  ) -> String {
    var elements = ""
    var at = column
    for word in letters.split(separator: " ", omittingEmptySubsequences: false) {
      let width = word.reduce(0) { $0 + CharacterWidth.columns($1) }
      defer { at += width + 1 }
      if word.isEmpty { continue }
      elements += "<text x=\"\(at * cellWidth)\" y=\"\(row * cellHeight + 12)\""
      elements += " textLength=\"\(width * cellWidth)\"\(color)"
      if style.isBold { elements += " font-weight=\"bold\"" }
      if style.isUnderlined { elements += " text-decoration=\"underline\"" }
      elements += ">\(MarkupText.escaped(word))</text>\n"
    }
    return elements
  }

  private func rect(x: Double, y: Double, width: Double, height: Double, fill: String) -> String {
    "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"\(fill)/>\n"
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
