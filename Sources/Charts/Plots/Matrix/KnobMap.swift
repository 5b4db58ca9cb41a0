/// One colored cell for each pair of two knobs' values, its number written inside.
public struct KnobMap: Drawable, Hashable, Sendable {
  public enum Reading: Hashable, Sendable {
    case value(Double)
    /// The training left the finite numbers at a step.
    case diverged(step: Int)
    /// Nothing is measured yet.
    case pending
  }

  /// One of the two knobs: its name, and its values in the order of the cells.
  public struct Axis: Hashable, Sendable {
    public var label: String
    public var values: [String]

    public init(label: String, values: [String]) {
      self.label = label
      self.values = values
    }
  }

  public var rows: Axis
  public var columns: Axis
  /// By place; those without one are left blank.
  public var cells: [MatrixPlace: Reading]
  /// Whether colors follow the logarithm of the values.
  public var isLogarithmic: Bool
  public var usesColor: Bool
  /// The cell that the reader is on.
  public var cursor: MatrixPlace?
  /// The cell to be seen first.
  public var marked: MatrixPlace?

  public init(
    rows: Axis, columns: Axis, cells: [MatrixPlace: Reading], isLogarithmic: Bool = false,
    usesColor: Bool = true, cursor: MatrixPlace? = nil
  ) {
    self.rows = rows
    self.columns = columns
    self.cells = cells
    self.isLogarithmic = isLogarithmic
    self.usesColor = usesColor
    self.cursor = cursor
  }

  private var scale: ColorScale {
    let values = cells.values.compactMap { reading -> Double? in
      if case .value(let value) = reading { value } else { nil }
    }
    return ColorScale(
      .magnitude, fitting: values, axis: isLogarithmic ? .logarithmic : .linear)
  }

  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rows.values.isEmpty, !columns.values.isEmpty, rect.rows >= 2 else { return }
    let layout = KnobMapLayout(
      self, ColorBar(scale: scale, usesColor: usesColor).columns(glyphs), in: rect)
    drawNames(layout, in: rect, glyphs: glyphs, into: &grid)
    for row in rows.values.indices {
      for column in columns.values.indices {
        let place = MatrixPlace(row: row, column: column)
        guard let reading = cells[place], let cell = layout.cell(place, in: rect) else { continue }
        draw(reading, at: place, in: cell, glyphs: glyphs, into: &grid)
      }
    }
    if let place = layout.scale, usesColor {
      ColorBar(scale: scale, usesColor: usesColor).draw(into: &grid, in: place, glyphs: glyphs)
    }
  }

  /// Both knobs' names and values. The name of the rows stands where the two rows of heads meet.
  private func drawNames(
    _ layout: KnobMapLayout, in rect: Rect, glyphs: GlyphTier, into grid: inout Grid
  ) {
    let left = rect.column + layout.gutter
    if layout.head == 2 {
      grid.write(
        columns.label.clipped(to: max(0, rect.endColumn - left), glyphs: glyphs), column: left,
        row: rect.row, style: .strong)
    }
    let second = rect.row + layout.head - 1
    grid.write(
      rows.label.clipped(to: layout.gutter - 1, glyphs: glyphs), column: rect.column, row: second,
      width: layout.gutter - 1, style: .strong)
    for (column, text) in columns.values.enumerated() {
      let width = layout.width
      let shown = text.clipped(to: width, glyphs: glyphs)
      let indent = (width - CharacterWidth.columns(of: shown)) / 2
      grid.write(
        shown, column: left + column * width + indent, row: second,
        width: max(0, rect.endColumn - left - column * width - indent),
        style: nameStyle(cursor?.column == column))
    }
    for (row, text) in rows.values.enumerated() {
      let at = rect.row + layout.head + row * layout.height + (layout.height - 1) / 2
      guard at < rect.endRow else { break }
      let width = layout.gutter - 1
      grid.write(
        text.clipped(to: width, glyphs: glyphs).padded(to: width, trailing: true),
        column: rect.column, row: at, width: width, style: nameStyle(cursor?.row == row))
    }
  }

  private func nameStyle(_ isCurrent: Bool) -> Style {
    isCurrent ? Style(.accent, bold: true) : .faint
  }

  private func draw(
    _ reading: Reading, at place: MatrixPlace, in rect: Rect, glyphs: GlyphTier,
    into grid: inout Grid
  ) {
    var style = Style.faint
    var text = glyphs == .ascii ? "..." : "\u{2026}"
    switch reading {
    case .pending: break
    case .diverged(let step):
      let texts = ["diverged at step \(step)", "diverged at \(step)", "diverged"]
      text =
        texts.first { $0.count < rect.columns }
        ?? String(String.UnicodeScalarView([Legend.cross(glyphs)]))
      style = Style(.bad, bold: true)
    case .value(let value):
      text = Self.text(value, columns: rect.columns - 1, glyphs: glyphs)
      if marked == place { text = Self.marked(text, value, columns: rect.columns, glyphs: glyphs) }
      if let role = scale.role(value) {
        grid.fill(rect, with: Cell(" ", Style(.text, on: role)))
        style = Style(scale.ink(value), on: role)
      }
    }
    if cursor == place {
      style.isBold = true
      text = rect.columns >= CharacterWidth.columns(of: text) + 2 ? "[\(text)]" : text
    }
    let shown = text.clipped(to: rect.columns, glyphs: glyphs)
    let indent = (rect.columns - CharacterWidth.columns(of: shown)) / 2
    grid.write(
      shown, column: rect.column + indent, row: rect.row + (rect.rows - 1) / 2,
      width: rect.columns - indent, style: style)
  }
}

extension KnobMap {
  /// A number with the sign of the cell to be seen first: with a gap or without, where need be with fewer
  /// digits, and the sign alone where there is no room for any.
  fileprivate static func marked(
    _ text: String, _ value: Double, columns: Int, glyphs: GlyphTier
  ) -> String {
    let sign = "\u{25C6}"
    let texts = [
      "\(sign) \(text)", sign + text, sign + Self.text(value, columns: columns - 1, glyphs: glyphs),
      sign + Self.text(value, columns: columns - 2, glyphs: glyphs),
    ]
    return texts.first { CharacterWidth.columns(of: $0) <= columns } ?? sign
  }

  /// The number with as many significant digits, three at most, as leave a gap to its neighbor.
  fileprivate static func text(_ value: Double, columns: Int, glyphs: GlyphTier) -> String {
    let long = NumberText.short(value, glyphs: glyphs)
    guard CharacterWidth.columns(of: long) > columns, value.isFinite, abs(value) < 1000 else {
      return long
    }
    let digits = (0...2).reversed().map { NumberText.fixed(value, digits: $0) }
    return digits.first { CharacterWidth.columns(of: $0) <= columns } ?? long
  }
}

/// The sizes of a map's parts.
struct KnobMapLayout {
  /// Columns for the rows' names, the gap included; rows for the columns'.
  let gutter: Int
  let head: Int
  /// Of a cell.
  let width: Int
  let height: Int
  private(set) var scale: Rect?

  init(_ map: KnobMap, _ scaleWidth: Int, in rect: Rect) {
    let names = ([map.rows.label] + map.rows.values).map { CharacterWidth.columns(of: $0) }
    gutter = min(names.max() ?? 0, max(1, rect.columns / 3)) + 1
    head = rect.rows >= map.rows.values.count + 2 ? 2 : 1
    let count = map.columns.values.count
    let widest = map.columns.values.map { CharacterWidth.columns(of: $0) + 2 }.max() ?? 0
    let room = rect.columns - gutter
    let hasScale = room - scaleWidth >= count * 6 && rect.rows >= 5 && map.usesColor
    let share = (hasScale ? room - scaleWidth : room) / count
    width = max(1, min(share, max(12, widest)))
    height = max(1, min(3, (rect.rows - head) / map.rows.values.count))
    if hasScale {
      scale = Rect(
        column: rect.column + gutter + count * width + 1, row: rect.row + head,
        columns: scaleWidth - 1, rows: min(rect.rows - head, height * map.rows.values.count))
    }
  }

  /// The cell's place; nil where it lies outside.
  func cell(_ place: MatrixPlace, in rect: Rect) -> Rect? {
    let cell = Rect(
      column: rect.column + gutter + place.column * width,
      row: rect.row + head + place.row * height, columns: width, rows: height)
    return cell.endColumn <= rect.endColumn && cell.endRow <= rect.endRow ? cell : nil
  }
}
