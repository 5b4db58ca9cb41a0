import Charts

/// Where everything of a talk's page stands: text of at most 60 columns and one plot, with air around.
struct PresentLayout: Hashable {
  static let textWidth = 60
  static let smallest = Size(columns: 30, rows: 10)

  var title: Rect
  var text: Rect
  /// How large both are shown: twice where the terminal can and there is room, else once.
  var titleScale = 1
  var textScale = 1
  /// The plot with its rule; nil where there is none or no room for it.
  var plot: Rect?
  var arms: Rect?
  var knobs: Rect?
  /// The row for notices, above the last one.
  var notice: Rect
  /// The last row: where the talk is.
  var status: Rect

  /// - Parameters:
  ///   - textRows: what the text needs at a width.
  ///   - titleColumns: what the title needs.
  ///   - knobRows: the rows of knobs that are turned; 0: none is.
  ///   - scalesText: whether the terminal shows texts at twice their size.
  init(
    _ size: Size, look: PresentModel.Look, hasPlot: Bool, knobRows: Int, titleColumns: Int,
    scalesText: Bool, textRows: (_ width: Int) -> Int
  ) {
    let margin = size.columns >= 100 ? 4 : size.columns >= 60 ? 2 : 1
    var rest = Rect(size).inset(left: margin, right: margin)
    func fromBelow(_ rows: Int) -> Rect {
      let (top, bottom) = rest.splitTop(rest.rows - rows)
      rest = top
      return bottom
    }
    status = fromBelow(1)
    notice = fromBelow(1)
    if knobRows > 0 { knobs = fromBelow(knobRows) }
    let showsPlot = hasPlot && look != .text
    if showsPlot, rest.rows >= 10 { arms = fromBelow(1) }
    if size.rows >= 20 { (_, rest) = rest.splitTop(1) }
    if scalesText, size.rows >= 24, 2 * titleColumns <= rest.columns { titleScale = 2 }
    (title, rest) = rest.splitTop(look == .plot ? 0 : titleScale)
    if size.rows >= 16, look != .plot { (_, rest) = rest.splitTop(1) }
    guard showsPlot else {
      if scalesText { textScale = Self.scale(rest, textRows) }
      let width = min(textScale * Self.textWidth, rest.columns) / textScale * textScale
      let rows = min(rest.rows, textScale * max(1, textRows(width / textScale)))
      // In the middle of what is left.
      text = Rect(
        column: rest.column + (look == .text ? (rest.columns - width) / 2 : 0),
        row: rest.row + (look == .text ? max(0, (rest.rows - rows) / 2) : 0), columns: width,
        rows: look == .text ? rows : rest.rows)
      return
    }
    if look == .plot {
      (text, plot) = (Rect(column: 0, row: 0, columns: 0, rows: 0), rest)
    } else if rest.columns >= 100, rest.rows >= 16 {
      var (left, right) = rest.splitLeft(min(Self.textWidth, rest.columns * 38 / 100))
      if scalesText {
        let (larger, besides) = rest.splitLeft(
          min(2 * Self.textWidth, rest.columns * 45 / 100) / 2 * 2)
        textScale = Self.scale(larger, textRows)
        if textScale == 2 { (left, right) = (larger, besides) }
      }
      text = left
      plot = right.inset(left: 4)
    } else {
      let width = min(Self.textWidth, rest.columns)
      let needed = textRows(width)
      let isRoomy = rest.rows - needed >= Self.leastPlotRows
      let rows = isRoomy ? needed + (rest.rows - needed > 12 ? 1 : 0) : rest.rows
      let (top, below) = rest.splitTop(rows)
      text = Rect(column: top.column, row: top.row, columns: width, rows: min(needed, rows))
      plot = isRoomy ? below : nil
      if plot == nil { arms = nil }
    }
  }

  /// 2 where the text at twice its size has room in a rectangle, in lines that are no shreds; else 1.
  private static func scale(_ rect: Rect, _ textRows: (_ width: Int) -> Int) -> Int {
    let width = min(Self.textWidth, rect.columns / 2)
    return width >= leastLargeWidth && 2 * textRows(width) <= rect.rows ? 2 : 1
  }

  private static let leastLargeWidth = 30

  /// A plot with its rule in fewer rows shows nothing.
  private static let leastPlotRows = 6
}
