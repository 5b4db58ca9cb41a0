import Charts
internal import Experiments
import Lab
import Lessons

/// Rows that all arms share, with what each arm's numbers are: a column an arm.
struct FormulasPicture: LayerPicture {
  static let kind = PlotKind.formulas

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  private typealias Entry = (index: Int, label: String, table: Table)

  private var entries: [Entry] {
    guard let probe = context.plot.probes.first else { return [] }
    return context.arms.compactMap { entry in
      guard let table = entry.arm.readings.table(probe), !table.rows.isEmpty else { return nil }
      return (entry.index, entry.arm.label, table)
    }
  }

  var isEmpty: Bool { entries.isEmpty }
  var layerCount: Int { entries.map(\.table.rows.count).max() ?? 0 }

  // MARK: Drawing

  var naturalHeight: Int? { isEmpty ? nil : layerCount + 1 }

  /// Columns without numbers stand once; those with numbers once an arm.
  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let entries = entries
    guard let first = entries.first?.table else { return }
    let shared = first.columns.indices.filter { !first.hasNumbers(in: $0) }
    let own = first.columns.indices.filter { first.hasNumbers(in: $0) }
    let columns =
      shared.map { DataTable.Column(first.columns[$0]) }
      + entries.flatMap { entry in
        own.map { column in
          DataTable.Column(title(of: entry, first.columns[column], own.count), .trailing)
        }
      }
    let rows = (0..<layerCount).map { row in
      DataTable.Row(
        shared.map { first.text(row, $0, glyphs) }
          + entries.flatMap { entry in own.map { entry.table.text(row, $0, glyphs) } })
    }
    DataTable(columns: columns, rows: rows, highlighted: context.cursor?.layer)
      .draw(into: &grid, in: rect, glyphs: glyphs)
  }

  /// An arm has its name, where it is not alone or its columns are several.
  private func title(of entry: Entry, _ column: String, _ count: Int) -> String {
    if entries.count == 1 { return column }
    return count == 1 ? entry.label : "\(entry.label) \(column)"
  }

  // MARK: What the cursor reads

  var placeTitle: String {
    guard let table = entries.first?.table, table.rows.indices.contains(layer) else {
      return "values"
    }
    return table.rows[layer].indices.filter { !table.hasNumbers(in: $0) }
      .map { table.text(layer, $0, .braille) }.joined(separator: " = ")
  }

  func readings(glyphs: GlyphTier) -> DataTable {
    let entries = entries
    let own = entries.first.map { entry in
      entry.table.columns.indices.filter { entry.table.hasNumbers(in: $0) }
    }
    let rows = entries.map { entry in
      DataTable.Row(
        [entry.label] + (own ?? []).map { entry.table.exact(layer, $0, glyphs) },
        seriesIndex: entry.index)
    }
    return DataTable(
      columns: [.init("arm")]
        + (own ?? []).map { .init(entries.first?.table.columns[$0] ?? "", .trailing) }, rows: rows)
  }
}

extension Table {
  fileprivate func hasNumbers(in column: Int) -> Bool {
    rows.contains { row in
      guard row.indices.contains(column), case .number = row[column] else { return false }
      return true
    }
  }

  fileprivate func text(_ row: Int, _ column: Int, _ glyphs: GlyphTier) -> String {
    text(row, column) { NumberText.short($0, glyphs: glyphs) }
  }

  fileprivate func exact(_ row: Int, _ column: Int, _ glyphs: GlyphTier) -> String {
    text(row, column) { DataTable.exact($0, glyphs: glyphs) }
  }

  private func text(_ row: Int, _ column: Int, number: (Double) -> String) -> String {
    guard rows.indices.contains(row), rows[row].indices.contains(column) else { return "" }
    switch rows[row][column] {
    case .text(let text), .formula(let text): return text
    case .number(let value): return number(value)
    }
  }
}
