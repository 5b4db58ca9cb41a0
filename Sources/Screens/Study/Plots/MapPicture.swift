import Charts
internal import Experiments
import Lab
import Lessons

/// The map of a lesson: each shown arm at the place of its values of two knobs.
struct MapPicture: CellPicture {
  static let kind = PlotKind.map

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  /// A knob, and the values of it that arms have, in rising order.
  private struct Axis {
    var knob: Knob
    var values: [KnobValue]
  }

  /// nil where the knob or all arms are missing.
  private func axis(_ setting: PlotSetting) -> Axis? {
    guard let knob = context.plot.text(setting).flatMap(context.study.lesson.knob) else {
      return nil
    }
    let found = Set(context.arms.map { $0.arm.knobs[knob.name] ?? knob.value })
    let values = found.sorted {
      KnobText.fraction($0, of: knob) < KnobText.fraction($1, of: knob)
    }
    return values.isEmpty ? nil : Axis(knob: knob, values: values)
  }

  private var axes: (rows: Axis, columns: Axis)? {
    guard let rows = axis(.rows), let columns = axis(.columns) else { return nil }
    return (rows, columns)
  }

  var isEmpty: Bool { axes == nil }

  var paneSizes: [Size] {
    axes.map { [Size(columns: $0.columns.values.count, rows: $0.rows.values.count)] } ?? []
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    map(glyphs: glyphs)?.draw(into: &grid, in: rect, glyphs: glyphs)
  }

  private func map(glyphs: GlyphTier) -> KnobMap? {
    guard let axes else { return nil }
    func shown(_ axis: Axis) -> KnobMap.Axis {
      KnobMap.Axis(
        label: axis.knob.label,
        values: axis.values.map { KnobText.text($0, of: axis.knob, glyphs: glyphs) })
    }
    var cells: [MatrixPlace: KnobMap.Reading] = [:]
    for entry in context.arms {
      if let place = Self.place(of: entry.arm, axes) { cells[place] = reading(entry.arm) }
    }
    return KnobMap(
      rows: shown(axes.rows), columns: shown(axes.columns), cells: cells,
      isLogarithmic: context.view.isLogarithmic, usesColor: context.study.usesColor,
      cursor: context.cursor?.cell.place)
  }

  private static func place(
    of arm: ArmSnapshot, _ axes: (rows: Axis, columns: Axis)
  ) -> MatrixPlace? {
    func index(_ axis: Axis) -> Int? {
      axis.values.firstIndex(of: arm.knobs[axis.knob.name] ?? axis.knob.value)
    }
    guard let row = index(axes.rows), let column = index(axes.columns) else { return nil }
    return MatrixPlace(row: row, column: column)
  }

  private func reading(_ arm: ArmSnapshot) -> KnobMap.Reading {
    if let step = arm.divergedStep { return .diverged(step: step) }
    let value = context.plot.probes.first.flatMap(arm.newest)
    return value.map { $0.isFinite ? .value($0) : .diverged(step: arm.step) } ?? .pending
  }

  // MARK: What the cursor reads

  var placeTitle: String {
    guard let map = map(glyphs: .braille), map.rows.values.indices.contains(cell.place.row),
      map.columns.values.indices.contains(cell.place.column)
    else { return "values" }
    return "\(map.rows.label) \(map.rows.values[cell.place.row]), "
      + "\(map.columns.label) \(map.columns.values[cell.place.column])"
  }

  /// All arms of the map, the one under the cursor marked.
  func readings(glyphs: GlyphTier) -> DataTable {
    var table = context.newestValues(glyphs: glyphs)
    if let axes {
      table.highlighted = context.arms.firstIndex { Self.place(of: $0.arm, axes) == cell.place }
    }
    return table
  }
}
