import Charts

/// The characters of a drawing, rows without the spaces at their ends.
func picture(
  _ drawing: some Drawable, _ columns: Int, _ rows: Int, _ glyphs: GlyphTier = .braille
) -> String {
  var grid = Grid(Size(columns: columns, rows: rows))
  drawing.draw(into: &grid, in: grid.bounds, glyphs: glyphs)
  return grid.plainText()
}

/// A curve through (0, y₀), (1, y₁), …
func curve(
  _ label: String = "", _ index: Int = 0, divergedAt: Double? = nil, isFocused: Bool = false,
  _ values: [Double]
) -> LineChart.Series {
  LineChart.Series(
    label: label, index: index,
    points: values.enumerated().map { LineChart.Point(x: Double($0.offset), y: $0.element) },
    divergedAt: divergedAt, isFocused: isFocused)
}

/// Numbers that break careless drawing.
let hostileNumbers: [Double] = [
  .nan, .infinity, -.infinity, 0, -0.0, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
  .leastNonzeroMagnitude, 1e300, -1e-300, 1, 1e15, 5,
]

/// Rectangles that are empty, tiny, or partly outside of a grid of 40 × 12.
let awkwardRects: [Rect] =
  [0, 1, 2, 3, 5, 8, 13, 40].flatMap { columns in
    [0, 1, 2, 3, 5, 12].map { Rect(column: 0, row: 0, columns: columns, rows: $0) }
  } + [
    Rect(column: -5, row: -3, columns: 20, rows: 10),
    Rect(column: 30, row: 8, columns: 60, rows: 40),
  ]

/// Draws into every awkward rectangle with all glyphs: returning is the proof.
func drawEverywhere(_ drawing: some Drawable) {
  for rect in awkwardRects {
    for glyphs in GlyphTier.allCases {
      var grid = Grid(Size(columns: 40, rows: 12))
      drawing.draw(into: &grid, in: rect, glyphs: glyphs)
    }
  }
}
