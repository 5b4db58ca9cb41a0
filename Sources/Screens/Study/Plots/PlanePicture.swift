import Charts
internal import Experiments
import Lab
import Lessons

/// A part of the plane: contours and points of the first shown arm, and the ways of all of them. What
/// has no ways and differs from arm to arm has a pane an arm.
struct PlanePicture: PlotPicture {
  static let kind = PlotKind.plane

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  typealias Entry = (index: Int, label: String, plane: Plane)

  /// What the shown arms have read.
  var entries: [Entry] {
    guard let probe = context.plot.probes.first else { return [] }
    return context.arms.compactMap { entry in
      entry.arm.readings.plane(probe).map { (entry.index, entry.arm.label, $0) }
    }
  }

  /// The arms that are drawn in one pane.
  var panes: [[Entry]] {
    let entries = entries
    let isDivided = entries.allSatisfy(\.plane.path.isEmpty) && !Self.haveOneGround(entries)
    return isDivided ? entries.map { [$0] } : [entries].filter { !$0.isEmpty }
  }

  private static func haveOneGround(_ entries: [Entry]) -> Bool {
    guard let first = entries.first?.plane else { return true }
    return entries.dropFirst().allSatisfy {
      $0.plane.field == first.field && $0.plane.shares == first.shares
        && $0.plane.points == first.points
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Points alone have no levels, and regions have one line.
  var showsScale: Bool { entries.first.map { $0.plane.hasContours } ?? false }

  /// What goes up, where data have named it; whose contours and points are seen, where others have
  /// different ones; and the step.
  var notes: [String] {
    let panes = panes
    let isOfFirst = panes.count == 1 && !Self.haveOneGround(panes[0])
    let plane = panes.first?.first?.plane
    let upward = plane?.path.isEmpty == true ? plane?.axes.dropFirst().first : nil
    return (upward.map { ["\u{2191} \($0)"] } ?? [])
      + (isOfFirst ? panes[0].first.map { ["of \($0.label)"] } ?? [] : [])
      + (context.commonStep.map { $0 > 0 ? ["step \($0)"] : [] } ?? [])
  }

  // MARK: Drawing

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let panes = panes
    let current = min(context.cursor?.cell.pane ?? 0, panes.count - 1)
    let places = places(of: panes, in: rect)
    for (number, (pane, place)) in zip(panes, places).enumerated() {
      var chart = chart(of: pane)
      let isCurrent = context.cursor != nil && number == current
      if isCurrent { chart.cursor = cursor(over: chart) }
      if panes.count > 1, let entry = pane.first {
        drawHeading(
          of: entry, isCurrent: isCurrent,
          hidden: number == places.count - 1 ? panes.count - places.count : 0, into: &grid,
          in: place.splitTop(1).top, glyphs: glyphs)
      }
      chart.draw(into: &grid, in: inside(place, of: panes), glyphs: glyphs)
    }
  }

  private func drawHeading(
    of entry: Entry, isCurrent: Bool, hidden: Int, into grid: inout Grid, in rect: Rect,
    glyphs: GlyphTier
  ) {
    MatrixPane(index: entry.index, label: entry.label, picture: Picture(values: [])).drawHeading(
      title: "", isCurrent: isCurrent, hidden: hidden, into: &grid, in: rect, glyphs: glyphs)
  }

  func places(of panes: [[Entry]], in rect: Rect) -> [Rect] {
    PaneGrid(
      count: panes.count, in: rect, wanted: Size(columns: 60, rows: 20),
      smallest: Size(columns: 20, rows: 7)
    ).places
  }

  /// A pane without its heading.
  func inside(_ place: Rect, of panes: [[Entry]]) -> Rect {
    panes.count > 1 ? place.splitTop(1).rest : place
  }

  /// The part of it that is shown.
  func chart(of entries: [Entry]) -> PlaneChart {
    var chart = wholeChart(of: entries)
    let (whole, window) = (chart.shown, context.view.window)
    guard window.across != nil || window.up != nil else { return chart }
    chart.x.range = window.across.map(AxisRange.init) ?? whole.x
    chart.y.range = window.up.map(AxisRange.init) ?? whole.y
    if let x = chart.x.range, let y = chart.y.range { chart.field = chart.field?.part(x: x, y: y) }
    return chart
  }

  func wholeChart(of entries: [Entry]) -> PlaneChart {
    let ground = entries.first?.plane ?? Plane()
    let area = context.plot.area(.area)
    func axis(_ index: Int, _ range: ClosedRange<Double>?) -> PlotAxis {
      PlotAxis(
        range: range.map { AxisRange(lower: $0.lowerBound, upper: $0.upperBound) },
        label: ground.axes.indices.contains(index) ? ground.axes[index] : "")
    }
    return PlaneChart(
      x: axis(0, area?.x), y: axis(1, area?.y),
      field: ground.hasContours ? ground.field.map(PlaneField.init) : nil,
      fieldScale: context.view.isLogarithmic ? .logarithmic : .linear,
      regions: ground.shares.isEmpty ? nil : PlaneRegions(ground.shares.map(PlaneField.init)),
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
}

extension Plane {
  /// Where places belong to groups, their boundaries stand for the field.
  fileprivate var hasContours: Bool { field != nil && shares.isEmpty }
}

extension PlaneField {
  init(_ field: Plane.Field) {
    self.init(
      values: field.values, x: AxisRange(lower: field.x.lowerBound, upper: field.x.upperBound),
      y: AxisRange(lower: field.y.lowerBound, upper: field.y.upperBound))
  }
}
