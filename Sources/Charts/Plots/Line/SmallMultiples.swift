/// Many small line charts of one thing over common axes, each with its name and its newest value above it.
/// - Source: Tufte, "The Visual Display of Quantitative Information", 1983, chapter 8
public struct SmallMultiples: Drawable, Hashable, Sendable {
  public struct Panel: Hashable, Sendable {
    public var label: String
    /// What stands at the right of its name.
    public var note: String
    public var points: [LineChart.Point]
    /// Whether it is the one to be seen first.
    public var isMarked: Bool
    /// Whether the run left the finite numbers.
    public var isBroken: Bool

    public init(
      label: String, note: String = "", points: [LineChart.Point], isMarked: Bool = false,
      isBroken: Bool = false
    ) {
      self.label = label
      self.note = note
      self.points = points
      self.isMarked = isMarked
      self.isBroken = isBroken
    }
  }

  /// The names of rows and columns of panels, as a map of two knobs has them.
  public struct Heads: Hashable, Sendable {
    public var rows: KnobMap.Axis
    public var columns: KnobMap.Axis

    public init(rows: KnobMap.Axis, columns: KnobMap.Axis) {
      (self.rows, self.columns) = (rows, columns)
    }
  }

  public var panels: [Panel]
  /// Names of rows and columns in place of those of the panels, where all columns have room.
  public var heads: Heads?
  /// Panels in a row; nil: as many as fit best.
  public var across: Int?
  public var x: AxisRange
  public var y: PlotAxis
  /// The panel that the reader is on.
  public var cursor: Int?
  /// A titled rule above; none where empty.
  public var title: String

  public init(
    panels: [Panel], across: Int? = nil, x: AxisRange, y: PlotAxis, cursor: Int? = nil,
    title: String = ""
  ) {
    self.panels = panels
    self.across = across
    self.x = x
    self.y = y
    self.cursor = cursor
    self.title = title
  }

  private static let smallest = Size(columns: 12, rows: 3)
  /// Between rows and columns that have names.
  private static let smallestCell = Size(columns: 4, rows: 3)
  private static let gap = 2

  /// The range of all panels' values; what a broken run came to says nothing of the others.
  public var shownYRange: AxisRange {
    if let range = y.range { return range }
    let whole = panels.filter { !$0.isBroken }
    let values = (whole.isEmpty ? panels : whole).flatMap(\.points).flatMap {
      [$0.minimum, $0.maximum]
    }
    return AxisRange.fitting(values, scale: y.scale)
      ?? AxisRange(lower: y.scale == .logarithmic ? 0.1 : 0, upper: 1)
  }

  /// Columns for the names of rows; nil: panels have names of their own.
  private func gutter(in rect: Rect) -> Int? {
    guard let heads, across == heads.columns.values.count else { return nil }
    let names = ([heads.rows.label] + heads.rows.values).map { CharacterWidth.columns(of: $0) }
    let gutter = min(names.max() ?? 0, max(4, rect.columns / 4)) + 1
    let needed = heads.columns.values.count * (Self.smallestCell.columns + 1)
    return gutter + needed <= rect.columns + 1 && rect.rows >= 5 ? gutter : nil
  }

  /// The panels between the names of rows and columns.
  private func cells(_ across: Int, in rect: Rect, beside gutter: Int) -> (
    down: Int, pane: Size
  ) {
    let rows = (panels.count + across - 1) / across
    let down = max(1, min(rows, (rect.rows - 2) / Self.smallestCell.rows))
    return (
      down,
      Size(
        columns: min(24, (rect.columns - gutter + 1) / across - 1),
        rows: min((rect.rows - 2) / down, 8))
    )
  }

  /// Panels in a row and rows of them that are seen at once.
  public func layout(in rect: Rect) -> (across: Int, down: Int, pane: Size) {
    if let across, let gutter = gutter(in: rect) {
      let cells = cells(across, in: rect, beside: gutter)
      return (across, cells.down, cells.pane)
    }
    let most = max(1, (rect.columns + Self.gap) / (Self.smallest.columns + Self.gap))
    let widest = min(most, across ?? most, max(1, panels.count))
    let best = (1...widest).filter { across == nil || $0 == widest }.map { across in
      let wanted = (panels.count + across - 1) / across
      let down = max(1, min(wanted, rect.rows / Self.smallest.rows))
      let pane = Size(
        columns: (rect.columns - Self.gap * (across - 1)) / across,
        rows: min(rect.rows / down, 12))
      // A curve is read well where it is about three times as wide as it is high, in cells.
      let shape = Double(pane.columns) / Double(max(1, 3 * pane.rows))
      return (across, down, pane, (min(across * down, panels.count), -abs(shape - 1)))
    }.max { $0.3 < $1.3 }
    return best.map { ($0.0, $0.1, $0.2) } ?? (1, 1, Size(columns: rect.columns, rows: rect.rows))
  }

  /// Where the panels stand that are seen: those around the cursor where not all have room.
  public func places(in rect: Rect) -> [(panel: Int, rect: Rect)] {
    let body = title.isEmpty ? rect : rect.inset(top: 1)
    guard !panels.isEmpty, !body.isEmpty else { return [] }
    let (across, down, pane) = layout(in: body)
    let rows = (panels.count + across - 1) / across
    let first = min(max(0, (cursor ?? 0) / across - down / 2), max(0, rows - down))
    let gutter = gutter(in: body)
    let (left, top, gap) = gutter.map { ($0, 2, 1) } ?? (0, 0, Self.gap)
    return (first * across..<min(panels.count, (first + down) * across)).map { index in
      let place = index - first * across
      return (
        index,
        Rect(
          column: body.column + left + place % across * (pane.columns + gap),
          row: body.row + top + place / across * pane.rows, columns: pane.columns,
          rows: max(1, pane.rows - (pane.rows > 3 ? 1 : 0)))
      )
    }
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let places = places(in: rect)
    let range = shownYRange
    if !title.isEmpty {
      let hidden = panels.count - places.count
      let ends = [range.lower, range.upper].map { NumberText.short($0, glyphs: glyphs) }
      let note =
        (hidden > 0 ? "\(hidden) out of sight, " : "")
        + ends.joined(separator: " \u{2026} ").spelled(for: glyphs)
        + (y.scale == .logarithmic ? " log" : "")
      PanelRule(title: title, note: note).draw(into: &grid, in: rect, glyphs: glyphs)
    }
    let body = title.isEmpty ? rect : rect.inset(top: 1)
    if let gutter = gutter(in: body) {
      return drawCells(places, range, in: body, beside: gutter, glyphs: glyphs, into: &grid)
    }
    for (index, place) in places {
      drawName(index, in: place, glyphs: glyphs, into: &grid)
      drawCurve(panels[index], range, in: place.inset(top: 1), glyphs: glyphs, into: &grid)
    }
  }

  private func drawName(_ index: Int, in rect: Rect, glyphs: GlyphTier, into grid: inout Grid) {
    let panel = panels[index]
    let isCurrent = index == cursor
    let sign = isCurrent ? "\u{25B8}" : panel.isMarked ? "\u{25C6}" : " "
    let note = panel.note.clipped(to: rect.columns / 2, glyphs: glyphs)
    let width = CharacterWidth.columns(of: note)
    let color: Role = panel.isMarked || isCurrent ? .accent : .text
    let end = grid.write(
      sign, column: rect.column, row: rect.row, width: 1, style: Style(.accent, bold: true))
    grid.write(
      panel.label.clipped(to: max(0, rect.columns - width - 2), glyphs: glyphs), column: end,
      row: rect.row, width: max(0, rect.columns - width - 2),
      style: Style(color, bold: panel.isMarked || isCurrent))
    grid.write(
      note, column: rect.endColumn - width, row: rect.row, width: width,
      style: panel.isBroken
        ? Style(.bad, bold: true) : panel.isMarked ? Style(.accent, bold: true) : .faint)
  }

  func drawCurve(
    _ panel: Panel, _ range: AxisRange, in rect: Rect, glyphs: GlyphTier, into grid: inout Grid
  ) {
    guard !rect.isEmpty else { return }
    for column in rect.column..<rect.endColumn {
      grid[column, rect.endRow - 1] = Cell(
        glyphs == .ascii ? "_" : "\u{2508}", Style(.gridLine))
    }
    var raster = DotRaster(columns: rect.columns, rows: rect.rows, glyphs: glyphs)
    let tracer = CurveTracer(
      x: AxisMapping(x, scale: .linear), y: AxisMapping(range, scale: y.scale),
      width: raster.width, height: raster.height)
    tracer.draw(panel.points, dash: .solid, into: &raster)
    let style = Style(panel.isMarked ? .accent : .series(0), bold: panel.isMarked)
    for (place, mask) in raster.masks.enumerated() where mask != 0 {
      grid[rect.column + place % rect.columns, rect.row + place / rect.columns] = Cell(
        DotRaster.glyph(mask, glyphs), style)
    }
  }
}
