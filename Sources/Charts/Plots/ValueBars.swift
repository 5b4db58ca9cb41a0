/// The numbers of a calculation as horizontal bars, each with its name before it and its exact
/// value behind it.
public struct ValueBars: Drawable, Hashable, Sendable {
  /// One number. `index` chooses its color.
  public struct Bar: Hashable, Sendable {
    public var label: String
    public var value: Double
    /// How the value came about: "64 · 3 · 3 · 64"; empty: nothing.
    public var note: String
    public var index: Int
    /// The value as it is written; nil: all digits of a whole number, three of any other.
    public var text: String?

    public init(
      label: String, value: Double, note: String = "", index: Int = 0, text: String? = nil
    ) {
      self.text = text
      self.label = label
      self.value = value
      self.note = note
      self.index = index
    }
  }

  public var bars: [Bar]
  /// On a logarithmic axis, values ≤ 0 have no bar.
  public var axis: PlotAxis
  /// The bar that the reader is on.
  public var highlighted: Int?
  /// A titled rule above the plot; none where empty.
  public var title: String

  public init(
    bars: [Bar], axis: PlotAxis = PlotAxis(), highlighted: Int? = nil, title: String = ""
  ) {
    self.bars = bars
    self.axis = axis
    self.highlighted = highlighted
    self.title = title
  }

  /// The range of the axis: from zero on a linear one; whole decades on a logarithmic one.
  public var shownRange: AxisRange {
    if let range = axis.range { return range }
    let values = bars.map(\.value)
    guard let fitted = AxisRange.fitting(values, scale: axis.scale) else {
      return AxisRange(lower: axis.scale == .logarithmic ? 0.1 : 0, upper: 1)
    }
    if axis.scale == .logarithmic { return fitted.wholeDecades }
    return AxisRange(lower: min(0, fitted.lower), upper: max(0, fitted.upper))
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty, !bars.isEmpty else { return }
    var body = rect
    if !title.isEmpty && rect.rows > 1 {
      PanelRule(title: title).draw(into: &grid, in: rect, glyphs: glyphs)
      body = rect.inset(top: 1)
    }
    let texts = bars.map { $0.text ?? Self.text($0.value, glyphs: glyphs) }
    func widest(_ texts: [String]) -> Int {
      texts.reduce(0) { max($0, CharacterWidth.columns(of: $1)) }
    }
    let labels = min(widest(bars.map(\.label)), body.columns / 3)
    let numbers = widest(texts) + 1
    var plot = body.inset(left: labels + 4, right: numbers)
    let notes = widest(bars.map(\.note))
    let hasNotes = notes > 0 && plot.columns >= notes + 2 + 16
    if hasNotes { plot = plot.inset(right: notes + 2) }
    let mapping = AxisMapping(shownRange, scale: axis.scale)
    if plot.columns >= 12 && body.rows >= min(bars.count, 3) + 2 {
      plot = plot.inset(bottom: 2)
      AxisDrawing(glyphs: glyphs).drawHorizontal(
        axis, mapping, plot: plot, row: min(plot.endRow, plot.row + rows(in: plot)), into: &grid)
    }
    let shown = self.shown(in: plot.rows)
    let pitch = plot.rows >= shown.count * 2 - 1 ? 2 : 1
    for (offset, index) in shown.enumerated() {
      let row = plot.row + offset * pitch
      let bar = bars[index]
      let isCurrent = index == highlighted
      if isCurrent {
        grid[body.column, row] = Cell(glyphs == .braille ? "▸" : ">", Style(.accent, bold: true))
      }
      grid.write(
        bar.label.clipped(to: labels, glyphs: glyphs), column: body.column + 2, row: row,
        width: max(0, min(labels, body.columns - 2)),
        style: isCurrent ? Style(.accent, bold: true) : .plain)
      let place = Rect(column: plot.column, row: row, columns: plot.columns, rows: 1)
      let end = drawBar(
        bar, mapping, in: place, isCurrent: isCurrent, glyphs: glyphs, into: &grid)
      grid.write(
        texts[index], column: end + 1, row: row, width: max(0, body.endColumn - end - 1),
        style: isCurrent ? .strong : .plain)
      if hasNotes {
        grid.write(bar.note, column: body.endColumn - notes, row: row, width: notes, style: .faint)
      }
    }
  }

  /// Rows that the bars take, with air between them where there is room.
  private func rows(in plot: Rect) -> Int {
    plot.rows >= bars.count * 2 - 1 ? bars.count * 2 - 1 : min(bars.count, plot.rows)
  }

  /// The bars that there is room for, the reader's among them.
  private func shown(in rows: Int) -> Range<Int> {
    let count = max(0, min(bars.count, rows))
    let first = max(0, min((highlighted ?? 0) - count / 2, bars.count - count))
    return first..<first + count
  }

  /// Draws a bar in eighths of a cell and returns the column after it.
  private func drawBar(
    _ bar: Bar, _ mapping: AxisMapping, in rect: Rect, isCurrent: Bool, glyphs: GlyphTier,
    into grid: inout Grid
  ) -> Int {
    guard let share = mapping.fraction(bar.value), !rect.isEmpty else { return rect.column - 1 }
    let zero = mapping.scale == .linear ? min(max(mapping.fraction(0) ?? 0, 0), 1) : 0
    let full = Double(rect.columns * 8)
    let ends = [zero, min(max(share, 0), 1)].map { Int(($0 * full).rounded()) }
    let (from, to) = (min(ends[0], ends[1]), max(ends[0], ends[1], min(ends[0], ends[1]) + 1))
    let style = Style(isCurrent ? .accent : .series(bar.index))
    for column in from / 8..<min(rect.columns, (to + 7) / 8) {
      let (left, right) = (max(0, from - column * 8), min(8, to - column * 8))
      var part = style
      // The right part of a cell is its left part reversed.
      part.isReversed = left > 0 && glyphs == .braille
      let eighths = left > 0 ? left : right
      let block = Unicode.Scalar(0x2590 - UInt32(max(1, min(8, eighths)))) ?? "█"
      let isDrawn = right - left >= 4 || to - from < 8
      grid[rect.column + column, rect.row] = Cell(
        glyphs == .braille ? block : isDrawn ? "#" : " ", part)
    }
    return rect.column + min(rect.columns, (to + 7) / 8)
  }

  /// Whole numbers in all their digits, others with three.
  private static func text(_ value: Double, glyphs: GlyphTier) -> String {
    guard let whole = Int(exactly: value) else { return NumberText.short(value, glyphs: glyphs) }
    return GroupedDigits.text(whole)
  }
}
