import Charts
internal import Experiments
import Lab
import Lessons

/// The field of each shown arm as a landscape, all with the same scale of heights.
struct ReliefPicture: ZoomedCells {
  static let kind = PlotKind.relief
  /// Its rows are places along y.
  static let rowsGoDown = false

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  private typealias Entry = (index: Int, label: String, plane: Plane, field: Plane.Field)

  private var entries: [Entry] {
    guard let probe = context.plot.probes.first else { return [] }
    return context.arms.compactMap { entry in
      guard let plane = entry.arm.readings.plane(probe), let field = plane.field else {
        return nil
      }
      return (entry.index, entry.arm.label, plane, field)
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// The step, and how much is worked out where that takes long.
  var notes: [String] {
    let readings = context.plot.probes.first.map { probe in
      context.arms.compactMap { $0.arm.readings[probe] }
    }
    let progress = readings?.map(\.progress).min() ?? 1
    return (context.commonStep.map { ["step \($0)"] } ?? [])
      + (progress < 1 ? ["\(Int(100 * progress)) %"] : []) + cellNotes
  }

  var paneSizes: [Size] {
    entries.map {
      Size(columns: $0.field.values.first?.count ?? 0, rows: $0.field.values.count)
    }
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let entries = entries
    let heights = heights(of: entries)
    let places = PaneGrid(
      count: entries.count, in: rect, wanted: Size(columns: 60, rows: 18),
      smallest: Size(columns: 20, rows: 7)
    ).places
    for (entry, place) in zip(entries, places) {
      var inside = place
      if entries.count > 1, place.rows >= 6 {
        let (top, rest) = place.splitTop(1)
        let end = grid.write(
          entry.label.clipped(to: top.columns, glyphs: glyphs), column: top.column, row: top.row,
          width: top.columns, style: Style(.series(entry.index), bold: true))
        let extent = extent(of: entry, glyphs: glyphs)
        if end + 2 + CharacterWidth.columns(of: extent) <= top.endColumn {
          grid.write(
            extent, column: end + 2, row: top.row, width: top.endColumn - end - 2, style: .faint)
        }
        inside = rest
      }
      Relief(
        field: shownField(of: entry.field), xLabel: entry.plane.axes.first ?? "",
        yLabel: entry.plane.axes.last ?? "",
        scale: context.view.isLogarithmic ? .logarithmic : .linear, heights: heights,
        usesColor: context.study.usesColor
      ).draw(into: &grid, in: inside, glyphs: glyphs)
    }
  }

  /// The part of the lattice that is shown.
  private func shownField(of field: Plane.Field) -> PlaneField {
    let whole = PlaneField(field)
    let size = Size(columns: field.values.first?.count ?? 0, rows: field.values.count)
    guard let cells = shownCells(of: size), !cells.rows.isEmpty, !cells.columns.isEmpty else {
      return whole
    }
    func range(_ part: Range<Int>, _ count: Int, _ range: ClosedRange<Double>) -> AxisRange {
      AxisRange(
        lower: place(part.lowerBound, of: count, range),
        upper: place(part.upperBound - 1, of: count, range))
    }
    return PlaneField(
      values: field.values[cells.rows].map { Array($0[cells.columns]) },
      x: range(cells.columns, size.columns, field.x), y: range(cells.rows, size.rows, field.y))
  }

  /// From the lowest to the highest number of all landscapes that the scale can show, at most six
  /// decades of a logarithmic one; nil: there is one alone, or none to compare.
  private func heights(of entries: [Entry]) -> AxisRange? {
    let isLogarithmic = context.view.isLogarithmic
    let numbers = entries.flatMap { $0.field.values.joined() }
      .filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    guard entries.count > 1, let low = numbers.min(), let high = numbers.max(), low < high else {
      return nil
    }
    return AxisRange(lower: isLogarithmic ? max(low, high * 1e-6) : low, upper: high)
  }

  /// "0.28 … 13": the lowest and the highest number of a landscape.
  private func extent(of entry: Entry, glyphs: GlyphTier) -> String {
    let numbers = entry.field.values.joined().filter(\.isFinite)
    guard let low = numbers.min(), let high = numbers.max() else { return "" }
    return [low, high].map { NumberText.short($0, glyphs: glyphs) }
      .joined(separator: " \u{2026} ")
  }

  // MARK: What the cursor reads

  /// The place of a lattice's column or row.
  private func place(_ index: Int, of count: Int, _ range: ClosedRange<Double>) -> Double {
    let share = Double(index) / Double(max(1, count - 1))
    return range.lowerBound * (1 - share) + range.upperBound * share
  }

  var placeTitle: String {
    guard let entry = entries.first, let size = paneSizes.first else { return "values" }
    let x = place(cell.place.column, of: size.columns, entry.field.x)
    let y = place(cell.place.row, of: size.rows, entry.field.y)
    return "at \(NumberText.short(x)), \(NumberText.short(y))"
  }

  func readings(glyphs: GlyphTier) -> DataTable {
    DataTable(
      columns: [.init("arm"), .init("height", .trailing)],
      rows: entries.map { entry in
        let rows = entry.field.values
        let (row, column) = (cell.place.row, cell.place.column)
        let isInside = rows.indices.contains(row) && rows[row].indices.contains(column)
        return DataTable.Row(
          [entry.label, isInside ? DataTable.exact(rows[row][column], glyphs: glyphs) : ""],
          seriesIndex: entry.index)
      })
  }
}
