/// Collects what the screens of a film are drawn of: each piece once, each color once.
struct FilmDrawing {
  static let (cellWidth, cellHeight) = (8, 16)
  private let colors: FilmColors
  private var numbers: [String: Int] = [:]
  private var classes: [RGB: String] = [:]
  /// In the order in which they came.
  private var pieces: [String] = []

  init(colors: FilmColors) { self.colors = colors }

  /// The pieces, for the picture's definitions. Number 0 is empty.
  var definitions: String {
    "<g id=\"p0\"/>\n"
      + pieces.enumerated().map { "<g id=\"p\($0 + 1)\">\($1)</g>\n" }.joined()
  }

  /// Rules for the classes that pieces use: `f…` fills with a color, `s…` strokes with it.
  var rules: String {
    classes.sorted { $0.value < $1.value }.map { color, name in
      ".f\(name){fill:\(color.text)}.s\(name){stroke:\(color.text)}\n"
    }.joined()
  }

  static let sharedRules = """
    .b{font-weight:bold}.u{text-decoration:underline}
    .l,.d{fill:none}.d{stroke-width:2.56;stroke-linecap:square;stroke-dasharray:0 4}

    """

  /// The number of the piece that shows some cells, from its upper left.
  mutating func piece(_ cells: ArraySlice<VirtualScreen.Cell>) -> Int {
    let markup = grounds(cells) + shapes(cells) + letters(cells)
    if markup.isEmpty { return 0 }
    if let known = numbers[markup] { return known }
    pieces.append(markup)
    numbers[markup] = pieces.count
    return pieces.count
  }

  /// A name of letters for a color.
  private mutating func name(of color: RGB) -> String {
    if let known = classes[color] { return known }
    let name = String(classes.count, radix: 36)
    classes[color] = name
    return name
  }

  private mutating func grounds(_ cells: ArraySlice<VirtualScreen.Cell>) -> String {
    var markup = ""
    var column = cells.startIndex
    while column < cells.endIndex {
      let color = colors.ground(cells[column].rendition)
      let start = column
      while column < cells.endIndex, colors.ground(cells[column].rendition) == color {
        column += 1
      }
      guard let color else { continue }
      let (x, width) = (start - cells.startIndex, column - start)
      markup += "<rect class=\"f\(name(of: color))\""
      if x > 0 { markup += " x=\"\(x * Self.cellWidth)\"" }
      markup += " width=\"\(width * Self.cellWidth)\" height=\"\(Self.cellHeight)\"/>"
    }
    return markup
  }

  /// All shapes of one color as one path, all lines, and all dots.
  private mutating func shapes(_ cells: ArraySlice<VirtualScreen.Cell>) -> String {
    var (found, order): ([RGB: FilmShapes], [RGB]) = ([:], [])
    for (column, cell) in zip(0..., cells) where !cell.isLetter {
      var shapes = FilmShapes()
      shapes.add(cell.scalar, column: column)
      if shapes.isEmpty { continue }
      let color = colors.ink(cell.rendition)
      if found[color] == nil { order.append(color) }
      found[color, default: FilmShapes()].add(cell.scalar, column: column)
    }
    return order.map { color in
      let (name, shapes) = (name(of: color), found[color] ?? FilmShapes())
      return [("f", shapes.fills), ("l s", shapes.lines), ("d s", shapes.dots)].map { kind, path in
        path.isEmpty ? "" : "<path class=\"\(kind)\(name)\" d=\"\(path)\"/>"
      }.joined()
    }.joined()
  }

  /// Runs of one look, cut where more than one blank stands between words.
  private mutating func letters(_ cells: ArraySlice<VirtualScreen.Cell>) -> String {
    var markup = ""
    var column = cells.startIndex
    while column < cells.endIndex {
      guard cells[column].isLetter else {
        column += 1
        continue
      }
      let start = column
      var end = column
      while column < cells.endIndex, column - end < 2, cells[column].goes(with: cells[start]) {
        column += 1
        if cells[column - 1].isLetter { end = column }
      }
      // The right half of a wide character.
      if end < cells.endIndex, cells[end].scalar == "\0" { end += 1 }
      markup += text(cells[start..<end], x: start - cells.startIndex)
      column = end
    }
    return markup
  }

  private mutating func text(_ run: ArraySlice<VirtualScreen.Cell>, x: Int) -> String {
    guard let first = run.first else { return "" }
    var looks = "f\(name(of: colors.ink(first.rendition)))"
    if first.rendition.isBold { looks += " b" }
    if first.rendition.isUnderlined { looks += " u" }
    var element = "<text class=\"\(looks)\""
    if x > 0 { element += " x=\"\(x * Self.cellWidth)\"" }
    element += " y=\"12\""
    if run.count > 1 { element += " textLength=\"\(run.count * Self.cellWidth)\"" }
    let scalars = run.filter { $0.scalar != "\0" }.flatMap { [$0.scalar] + $0.marks }
    return element + ">\(MarkupText.escaped(scalars))</text>"
  }
}

extension VirtualScreen.Cell {
  /// Whether it is drawn by a letter of a font.
  var isLetter: Bool {
    scalar != " " && scalar != "\0" && CellShape(scalar) == nil
  }

  /// Whether it can stand in one text with another: letters of the same look, and blanks.
  fileprivate func goes(with other: Self) -> Bool {
    if scalar == " " { return !rendition.isUnderlined }
    guard isLetter || scalar == "\0" else { return false }
    return rendition.foreground == other.rendition.foreground
      && rendition.isBold == other.rendition.isBold
      && rendition.isUnderlined == other.rendition.isUnderlined
      && rendition.isReversed == other.rendition.isReversed
      && rendition.background == other.rendition.background
  }
}
