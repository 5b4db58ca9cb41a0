/// Where a plot and its axes go in a rectangle: the horizontal one in the two rows below, the vertical
/// one in a gutter at the left. Where there is too little room for both, the plot has it all.
struct AxisLayout {
  /// The cells of the plot.
  private(set) var plot: Rect
  /// Columns left of the plot: labels, a space and the axis line. 0: no vertical axis.
  private(set) var gutter = 0
  private(set) var xAxisRow: Int?
  /// The vertical axis as it is drawn: perhaps a little longer than it was asked for.
  let y: AxisMapping
  private var yTicks: [VerticalTick] = []

  /// A plot without axes.
  init(bare plot: Rect, y: AxisMapping) {
    self.plot = plot
    self.y = y
  }

  /// - Parameters:
  ///   - minimum: what a rectangle must have for a horizontal axis.
  ///   - freedom: what the vertical axis may give up for ticks in even rows.
  ///   - hasValues: without any, the vertical axis has no ticks.
  init(
    _ rect: Rect, y: AxisMapping, freedom: VerticalAxis.Freedom, minimum: Size,
    hasValues: Bool = true, glyphs: GlyphTier
  ) {
    plot = rect
    let hasRows = rect.rows >= minimum.rows && rect.columns >= minimum.columns
    if hasRows { plot = plot.inset(bottom: 2) }
    let axis = VerticalAxis(
      y, rows: AxisRows(ofCurves: plot.rows, glyphs: glyphs), freedom: freedom, glyphs: glyphs)
    let ticks = hasValues ? axis.ticks : []
    let width = ticks.reduce(0) { max($0, CharacterWidth.columns(of: $1.label)) }
    guard plot.columns >= width + 10 && plot.rows >= 2 else {
      self.y = y
      return
    }
    self.y = axis.mapping
    plot = plot.inset(top: axis.emptyRows)
    (yTicks, gutter) = (ticks, width + 2)
    if hasRows { xAxisRow = plot.endRow }
    plot = plot.inset(left: gutter)
  }

  /// The rows of the grid that have a tick of the vertical axis.
  var tickRows: [Int] { gutter > 0 ? yTicks.map { plot.row + $0.row } : [] }

  /// Draws the axes that there is room for.
  func draw(_ axis: PlotAxis, _ x: AxisMapping, glyphs: GlyphTier, into grid: inout Grid) {
    let axes = AxisDrawing(glyphs: glyphs)
    if gutter > 0 { axes.drawVertical(yTicks, plot: plot, gutter: gutter, into: &grid) }
    if let xAxisRow { axes.drawHorizontal(axis, x, plot: plot, row: xAxisRow, into: &grid) }
  }
}
