import Charts
internal import Experiments

/// The cursor over the shown part of the plane, and from pane to pane.
extension PlanePicture {
  /// The pane that the cursor is in, from 0.
  var currentPane: Int { max(0, min(context.cursor?.cell.pane ?? 0, panes.count - 1)) }

  /// What is drawn in the cursor's pane.
  var currentChart: PlaneChart {
    let panes = panes
    return chart(of: panes.isEmpty ? [] : panes[currentPane])
  }

  /// Where the cursor is: in the middle, until it is moved.
  func cursor(over chart: PlaneChart) -> PlaneChart.Place {
    let shown = chart.shown
    func inside(_ value: Double?, _ range: AxisRange) -> Double {
      guard let value else { return range.lower / 2 + range.upper / 2 }
      return min(max(value, range.lower), range.upper)
    }
    return PlaneChart.Place(
      x: inside(context.cursor?.place?.x, shown.x), y: inside(context.cursor?.place?.y, shown.y))
  }

  mutating func move(_ movement: PlotMovement, on screen: Size) {
    let (chart, pane) = (currentChart, currentPane)
    let cursor = cursor(over: chart)
    guard let cell = cell(of: chart, on: screen) else { return }
    context.cursor?.cell.pane = pane
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
      if moveWindow(
        to: PlaneChart.Place(
          x: cursor.x + (isAcross ? cells * cell.x : 0),
          y: cursor.y + (isAcross ? 0 : cells * cell.y)))
      {
        return
      }
      if isAcross, x(by: cells) == x(by: 0), panes.indices.contains(pane + (cells > 0 ? 1 : -1)) {
        go(toPane: pane + (cells > 0 ? 1 : -1), fromRight: cells < 0, on: screen)
      } else {
        context.cursor?.place = PlaneChart.Place(
          x: x(by: isAcross ? cells : 0), y: y(by: isAcross ? 0 : cells))
      }
    case .first: context.cursor?.place = PlaneChart.Place(x: x(by: -.infinity), y: y(by: 0))
    case .last: context.cursor?.place = PlaneChart.Place(x: x(by: .infinity), y: y(by: 0))
    }
  }

  /// Where a part is shown: moves the cursor, and the part after it; false: it needs no moving, or
  /// there is nothing beyond.
  private mutating func moveWindow(to place: PlaneChart.Place) -> Bool {
    let window = context.view.window
    guard window != PlotWindow(), let (across, up) = axes else { return false }
    func inside(_ value: Double, _ axis: PlotExtent.Axis) -> Double {
      min(max(value, axis.whole.lowerBound), axis.whole.upperBound)
    }
    let target = PlaneChart.Place(x: inside(place.x, across), y: inside(place.y, up))
    let isBeyond =
      !across.shown.contains(target.x) || !up.shown.contains(target.y)
    guard isBeyond else { return false }
    context.cursor?.place = target
    followCursor()
    return true
  }

  mutating func setCursor(to point: PlotPoint) {
    context.cursor?.cell.pane = point.pane
    context.cursor?.place = PlaneChart.Place(x: point.across, y: point.up)
  }

  // MARK: The part that is shown

  static let zoom: ZoomAxes = .plane

  private var axes: (across: PlotExtent.Axis, up: PlotExtent.Axis)? {
    let panes = panes
    guard !panes.isEmpty else { return nil }
    let whole = wholeChart(of: panes[currentPane]).shown
    let place = context.cursor?.place
    func axis(
      _ whole: AxisRange, _ part: ClosedRange<Double>?, at value: Double?
    ) -> PlotExtent.Axis {
      let shown = part ?? whole.closed
      return PlotExtent.Axis(
        whole: whole.closed, shown: shown,
        anchor: value ?? shown.lowerBound / 2 + shown.upperBound / 2)
    }
    let window = context.view.window
    return (
      axis(whole.x, window.across, at: place?.x), axis(whole.y, window.up, at: place?.y)
    )
  }

  var extent: PlotExtent {
    axes.map { PlotExtent(across: $0.across, up: $0.up) } ?? PlotExtent()
  }

  func point(at position: Position, in rect: Rect, glyphs: GlyphTier) -> PlotPoint? {
    let panes = panes
    for (number, (pane, place)) in zip(panes, places(of: panes, in: rect)).enumerated() {
      let found = chart(of: pane).place(
        atColumn: position.column, row: position.row, in: inside(place, of: panes), glyphs: glyphs)
      if let found { return PlotPoint(across: found.x, up: found.y, pane: number) }
    }
    return nil
  }

  /// To the side of the next pane, at the same height of it.
  private mutating func go(toPane pane: Int, fromRight: Bool, on screen: Size) {
    let before = currentChart
    let height = before.shown.y
    let share = (cursor(over: before).y - height.lower) / (height.upper - height.lower)
    context.cursor?.cell.pane = pane
    let shown = currentChart.shown
    context.cursor?.place = PlaneChart.Place(
      x: fromRight ? shown.x.upper : shown.x.lower,
      y: shown.y.lower * (1 - share) + shown.y.upper * share)
    move(fromRight ? .last : .first, on: screen)
  }

  /// The width and height of a cell of the current pane over the whole screen; nil: it has too few.
  private func cell(of chart: PlaneChart, on screen: Size) -> (x: Double, y: Double)? {
    let rows = readings(glyphs: .braille).rows.count
    let panes = panes
    let places = places(of: panes, in: InspectLayout(screen, readingRows: rows).plot)
    guard let place = places.first else { return nil }
    let rect = inside(place, of: panes)
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
}
