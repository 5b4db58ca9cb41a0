import Charts
internal import Experiments
import Lab
import Lessons

/// A part of the plane: contours and points of the first shown arm, and the ways of all of them.
struct PlanePicture: PlotPicture {
  static let kind = PlotKind.plane

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  private typealias Entry = (index: Int, label: String, plane: Plane)

  private var entries: [Entry] {
    guard let probe = context.plot.probes.first else { return [] }
    return context.arms.compactMap { entry in
      entry.arm.readings.plane(probe).map { (entry.index, entry.arm.label, $0) }
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Points alone have no levels.
  var showsScale: Bool { entries.first?.plane.field != nil }

  /// Whose contours and points are seen, where others have different ones; and the step.
  var notes: [String] {
    let entries = entries
    guard let first = entries.first else { return [] }
    let isShared = entries.allSatisfy {
      $0.plane.field == first.plane.field && $0.plane.points == first.plane.points
    }
    return (isShared ? [] : ["of \(first.label)"])
      + (context.commonStep.map { $0 > 0 ? ["step \($0)"] : [] } ?? [])
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    var chart = chart
    chart.cursor = context.cursor == nil ? nil : cursor
    chart.draw(into: &grid, in: rect, glyphs: glyphs)
  }

  private var chart: PlaneChart {
    let entries = entries
    let ground = entries.first?.plane ?? Plane()
    let area = context.plot.area(.area)
    func axis(_ index: Int, _ range: ClosedRange<Double>?) -> PlotAxis {
      PlotAxis(
        range: range.map { AxisRange(lower: $0.lowerBound, upper: $0.upperBound) },
        label: ground.axes.indices.contains(index) ? ground.axes[index] : "")
    }
    return PlaneChart(
      x: axis(0, area?.x), y: axis(1, area?.y), field: ground.field.map(PlaneField.init),
      fieldScale: context.view.isLogarithmic ? .logarithmic : .linear,
      points: ground.points.map {
        PlaneChart.Point(x: $0.place.x, y: $0.place.y, group: $0.group, label: $0.label)
      }, groups: ground.groups, paths: entries.compactMap(path),
      usesColor: context.study.usesColor)
  }

  /// The way of an arm, or as much of its end as the lesson wants; nil: it goes nowhere.
  private func path(of entry: Entry) -> PlaneChart.Path? {
    guard !entry.plane.path.isEmpty else { return nil }
    let places = entry.plane.path.suffix(context.plot.count(.trail) ?? .max)
    return PlaneChart.Path(
      label: entry.label, index: entry.index,
      places: places.map { PlaneChart.Place(x: $0.x, y: $0.y) })
  }

  // MARK: The cursor, over the shown part of the plane

  /// Where the cursor is: in the middle, until it is moved.
  private var cursor: PlaneChart.Place {
    let shown = chart.shown
    func inside(_ value: Double?, _ range: AxisRange) -> Double {
      guard let value else { return range.lower / 2 + range.upper / 2 }
      return min(max(value, range.lower), range.upper)
    }
    return PlaneChart.Place(
      x: inside(context.cursor?.place?.x, shown.x), y: inside(context.cursor?.place?.y, shown.y))
  }

  mutating func move(_ movement: PlotMovement, on screen: Size) {
    let (chart, cursor) = (chart, cursor)
    guard let cell = cell(of: chart, on: screen) else { return }
    func x(by cells: Double) -> Double {
      Self.moved(cursor.x, by: cells, of: cell.x, chart.shown.x)
    }
    func y(by cells: Double) -> Double {
      Self.moved(cursor.y, by: cells, of: cell.y, chart.shown.y)
    }
    switch movement {
    case .go(let direction, _):
      let cells = movement.stride ?? 0
      let isAcross = direction == .left || direction == .right
      context.cursor?.place = PlaneChart.Place(
        x: x(by: isAcross ? cells : 0), y: y(by: isAcross ? 0 : cells))
    case .first: context.cursor?.place = PlaneChart.Place(x: x(by: -.infinity), y: y(by: 0))
    case .last: context.cursor?.place = PlaneChart.Place(x: x(by: .infinity), y: y(by: 0))
    case .zoomIn, .zoomOut, .zoomAll: break
    }
  }

  /// The width and height of a cell of the plot over the whole screen; nil: it has too few.
  private func cell(of chart: PlaneChart, on screen: Size) -> (x: Double, y: Double)? {
    let rows = readings(glyphs: .braille).rows.count
    let rect = InspectLayout(screen, readingRows: rows).plot
    let (column, row) = (rect.column + rect.columns / 2, rect.row + rect.rows / 2)
    guard
      let here = chart.place(atColumn: column, row: row, in: rect, glyphs: .braille),
      let next = chart.place(atColumn: column + 1, row: row - 1, in: rect, glyphs: .braille),
      next.x > here.x, next.y > here.y, (next.x - here.x).isFinite, (next.y - here.y).isFinite
    else { return nil }
    return (next.x - here.x, next.y - here.y)
  }

  /// The middle of the cell so many further, not beyond the last one.
  private static func moved(
    _ value: Double, by cells: Double, of length: Double, _ range: AxisRange
  ) -> Double {
    let last = ((range.upper - range.lower) / length).rounded() - 1
    let index = ((value - range.lower) / length).rounded(.down) + cells
    return range.lower + (min(max(0, index), max(0, last)) + 0.5) * length
  }

  // MARK: What the cursor reads

  private static func text(_ value: Double?, _ glyphs: GlyphTier) -> String {
    value.map { DataTable.exact($0, glyphs: glyphs) } ?? "\u{2026}"
  }

  private func name(ofAxis index: Int, else name: String) -> String {
    let axes = entries.first?.plane.axes ?? []
    return axes.indices.contains(index) && !axes[index].isEmpty ? axes[index] : name
  }

  var placeTitle: String {
    guard !entries.isEmpty else { return "values" }
    let cursor = cursor
    return "\(name(ofAxis: 0, else: "x")) \(Self.text(cursor.x, .braille)), "
      + "\(name(ofAxis: 1, else: "y")) \(Self.text(cursor.y, .braille))"
  }

  /// The cursor's place with the field's value there, the point nearest to it, and where each arm
  /// is now.
  func readings(glyphs: GlyphTier) -> DataTable {
    let (entries, chart, cursor) = (entries, chart, cursor)
    guard !entries.isEmpty else { return DataTable(columns: [.init("at")], rows: []) }
    func row(_ label: String, _ place: PlaneChart.Place, _ index: Int?) -> DataTable.Row {
      let value = chart.field?.value(x: place.x, y: place.y)
      return DataTable.Row(
        [
          label, NumberText.short(place.x, glyphs: glyphs),
          NumberText.short(place.y, glyphs: glyphs),
        ]
          + (chart.field == nil ? [] : [Self.text(value, glyphs)]), seriesIndex: index)
    }
    var rows = [row("cursor", cursor, nil)]
    if let point = nearestPoint(of: chart, to: cursor) {
      let hasName = chart.groups.indices.contains(point.group)
      let group = hasName ? chart.groups[point.group] : ""
      rows.append(
        row(point.label.isEmpty ? group : point.label, point.place, point.group))
    }
    for entry in entries {
      guard let last = entry.plane.path.last else { continue }
      rows.append(row(entry.label, PlaneChart.Place(x: last.x, y: last.y), entry.index))
    }
    return DataTable(
      columns: [
        .init("at"), .init(name(ofAxis: 0, else: "x"), .trailing),
        .init(name(ofAxis: 1, else: "y"), .trailing),
      ] + (chart.field == nil ? [] : [.init("value", .trailing)]), rows: rows)
  }

  /// In shares of the shown lengths, as the eye sees it.
  private func nearestPoint(
    of chart: PlaneChart, to place: PlaneChart.Place
  ) -> PlaneChart.Point? {
    let shown = chart.shown
    let (width, height) = (shown.x.upper - shown.x.lower, shown.y.upper - shown.y.lower)
    func distance(_ point: PlaneChart.Point) -> Double {
      let (x, y) = ((point.place.x - place.x) / width, (point.place.y - place.y) / height)
      return x * x + y * y
    }
    return chart.points.min { distance($0) < distance($1) }
  }
}

extension PlaneField {
  init(_ field: Plane.Field) {
    self.init(
      values: field.values, x: AxisRange(lower: field.x.lowerBound, upper: field.x.upperBound),
      y: AxisRange(lower: field.y.lowerBound, upper: field.y.upperBound))
  }
}
