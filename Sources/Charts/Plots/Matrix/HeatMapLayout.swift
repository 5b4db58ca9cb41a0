/// Where the parts of a heat map stand: names at the left, names above, field, scale at the right.
struct HeatMapLayout {
  private(set) var field: MatrixField
  /// The field's place, as large as it is drawn.
  private(set) var place = Rect(column: 0, row: 0, columns: 0, rows: 0)
  /// Columns for the names of the rows, the gap beside them included; 0: none.
  private(set) var gutter = 0
  /// Whether the names of two rows, a letter each, stand side by side before the one row of the grid
  /// that shows both.
  private(set) var hasPairedNames = false
  /// Rows for the names of the columns; 0: none.
  private(set) var head = 0
  /// Whether the names of the columns are written downward.
  private(set) var isVertical = false
  /// The color bar and its numbers; nil where there is no room.
  private(set) var scale: Rect?

  /// A cell of the matrix is never larger than this.
  private static let widest = 6
  private static let tallest = 3

  init?(_ map: HeatMap, in body: Rect, glyphs: GlyphTier) {
    field = MatrixField(map.values, scale: map.scale, usesColor: map.usesColor, glyphs: glyphs)
    guard !field.isEmpty, !body.isEmpty else { return nil }
    let columns = field.columns
    let names = map.rowLabels.map { CharacterWidth.columns(of: $0) }.max() ?? 0
    let headRows = map.columnLabels.isEmpty ? 0 : 1
    hasPairedNames =
      names == 1 && field.samplesDown == 2 && field.rows > body.rows - headRows
    gutter = names == 0 ? 0 : min(names, max(1, body.columns / 3)) + (hasPairedNames ? 2 : 1)
    if body.columns - gutter < min(columns, 4) { gutter = 0 }
    var room = body.columns - gutter
    let scaleWidth = ColorBar(scale: field.scale, usesColor: map.usesColor).columns(glyphs)
    let hasScale = body.rows >= 3 && room - scaleWidth >= min(columns, 12)
    if hasScale { room -= scaleWidth }
    let label = map.columnLabels.map { CharacterWidth.columns(of: $0) }.max() ?? 0
    let isWide = label > 1 && columns * (label + 1) <= room && label < 12
    field.width = min(room, columns * min(isWide ? max(label + 1, 3) : Self.widest, room / columns))
    if room < columns { field.width = room }
    placeHead(label: label, isWide: isWide, rows: body.rows)
    setHeight(rows: body.rows - head, isLabeled: names > 0 || label > 0, keepsWidth: isWide)
    hasPairedNames = hasPairedNames && gutter > 0 && field.height == field.rows
    // Every other name misleads.
    if gutter > 0 && !field.hasGridRows && !hasPairedNames { gutter = 0 }
    place = Rect(
      column: body.column + gutter, row: body.row + head, columns: field.width,
      rows: min(field.gridRows, body.rows - head))
    if hasScale {
      scale = Rect(
        column: place.endColumn + 1, row: place.row, columns: scaleWidth - 1,
        rows: max(place.rows, min(3, body.endRow - place.row)))
    }
  }

  private mutating func placeHead(label: Int, isWide: Bool, rows: Int) {
    guard label > 0, rows >= 3 else { return }
    isVertical = label > 1 && !isWide
    head = isVertical ? min(label, max(1, rows / 3)) : 1
  }

  /// Chooses how high a row of the matrix is, in samples: one, or whole rows of the grid. Cells are
  /// at most three times as wide as high; without names they are square.
  private mutating func setHeight(rows: Int, isLabeled: Bool, keepsWidth: Bool) {
    let down = field.samplesDown
    let available = max(1, rows * down)
    if !isLabeled && shrink(toHeight: available) { return }
    guard available >= field.rows else {
      field.height = available
      return
    }
    // A sample is as high as a column is wide, or as two columns where it fills a cell.
    let square = down == 2 ? 1 : 2
    let width = max(1, field.width / field.columns)
    var height = min(available / field.rows, Self.tallest * down)
    if isLabeled {
      height = min(height, max(down, 2 * width / square))
      if height > 1 { height -= height % down }
      if !keepsWidth, field.width >= field.columns {
        field.width = field.columns * min(width, 3 * height * square)
      }
    } else if field.width >= field.columns {
      let zoom = max(1, min(width / square, available / field.rows))
      (field.width, height) = (field.columns * min(width, zoom * square), zoom)
    }
    field.height = field.rows * max(1, height)
  }

  /// Makes square samples of parts of rows and columns where a matrix without names, a picture, has
  /// too little room for one sample a number; false where it has enough, and where it is so long that
  /// little would be left of it. Zeros that are to be told apart keep samples of their own.
  private mutating func shrink(toHeight available: Int) -> Bool {
    let square = field.samplesDown == 2 ? 1 : 2
    let scale = min(
      Double(available) / Double(field.rows),
      Double(field.width) / Double(field.columns * square))
    let (short, long) = (min(field.rows, field.columns), max(field.rows, field.columns))
    guard scale < 1, long <= 3 * short, field.scale.map != .zeroApart else { return false }
    func parts(_ count: Int) -> Int { max(1, Int((Double(count) * scale).rounded())) }
    (field.width, field.height) = (parts(field.columns) * square, parts(field.rows))
    field.smooth()
    return true
  }
}
