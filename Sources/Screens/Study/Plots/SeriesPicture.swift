import Charts
internal import Experiments
import Lab
import Lessons

/// Curves over something other than the training step: tokens, or the variable of a function.
struct SeriesPicture: CurvePicture {
  static let kind = PlotKind.series

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  /// A curve, and half the width of its band at each of its points; empty: it has none.
  private struct Curve {
    var line: LineChart.Series
    var band: [Double]
  }

  /// What tells the curves of one arm apart.
  private struct Name: Hashable {
    var probe: String
    var label: String
  }

  var isEmpty: Bool { curves.isEmpty }
  var notes: [String] {
    guard context.plot.count(.at) == nil, let step = context.commonStep, step > 0 else { return [] }
    return ["step \(step)"]
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    chart.draw(into: &grid, in: rect, glyphs: glyphs)
  }

  // MARK: Curves

  var chart: LineChart {
    var chart = LineChart(
      series: curves.map(\.line),
      x: PlotAxis(
        range: context.view.window.across.map(AxisRange.init), isFixed: false,
        label: context.plot.text(.over) ?? ""),
      y: context.valueAxis, cursor: context.cursor == nil ? mark : cursor,
      usesColor: context.study.usesColor)
    chart.rawIsBand = true
    // A mark stands anywhere; the reader's cursor at the places that were computed.
    chart.isContinuous = context.cursor == nil
    return chart
  }

  /// Where the lesson has a line stand: at the number of a knob.
  private var mark: Double? {
    guard let knob = context.plot.text(.mark),
      case .number(let number)? = context.study.snapshot.knobs[knob]
    else { return nil }
    return number
  }

  /// The curves of the shown arms: in an arm's color, or where it has several, in one each.
  private var curves: [Curve] {
    let names = names
    let indices = context.seriesIndices(count: names.count)
    var curves: [Curve] = []
    for (order, name) in names.enumerated() {
      for entry in context.arms {
        let found = entry.arm.readings.series(name.probe)?.first { $0.label == name.label }
        guard let series = found else { continue }
        let (line, band) = Self.points(of: series)
        curves.append(
          Curve(
            line: LineChart.Series(
              label: label(of: entry.arm, name),
              index: indices(order, entry.index), points: line, raw: band,
              isFocused: entry.arm.id == context.ownArm),
            band: series.band))
      }
    }
    return curves
  }

  /// Those of hidden arms too, so that hiding one changes no colors.
  private var names: [Name] {
    var names: [Name] = []
    for probe in context.plot.probes {
      for arm in context.study.arms {
        for series in arm.readings.series(probe) ?? [] {
          let name = Name(probe: probe, label: series.label)
          if !names.contains(name) { names.append(name) }
        }
      }
    }
    return names
  }

  /// The arm, the probe and the series, as far as there are several.
  private func label(of arm: ArmSnapshot, _ name: Name) -> String {
    let parts = parts(name).filter { !$0.isEmpty }
    let isOneOfSeveral = context.study.shownArms.count > 1
    return ((isOneOfSeveral || parts.isEmpty ? [arm.label] : []) + parts).joined(separator: " ")
  }

  /// What the lesson calls a probe stands for the only curve that it has.
  private func parts(_ name: Name) -> [String] {
    guard context.plot.probes.count > 1 else { return [name.label] }
    let isOnly = names.count { $0.probe == name.probe } == 1
    return [context.label(of: name.probe)] + (isOnly ? [] : [name.label])
  }

  private static func points(
    of series: Series
  ) -> (line: [LineChart.Point], band: [LineChart.Point]) {
    let line = zip(series.x, series.y).map { LineChart.Point(x: $0, y: $1) }
    let band = zip(line, series.band).map { point, half in
      LineChart.Point(
        x: point.x, minimum: point.mean - half, maximum: point.mean + half, mean: point.mean)
    }
    return (line, band)
  }

  // MARK: The cursor, at a place that a curve has

  /// All places of the shown curves, in rising order.
  private var places: [Double] {
    Set(curves.flatMap { $0.line.points.map(\.x) }).filter(\.isFinite).sorted()
  }

  var cursor: Double {
    let places = places
    return Self.nearest(context.cursor?.variable, in: places).map { places[$0] } ?? 0
  }

  /// The nearest of places in rising order; of nil the last one.
  private static func nearest(_ value: Double?, in places: [Double]) -> Int? {
    guard let value else { return places.indices.last }
    return places.indices.min { abs(places[$0] - value) < abs(places[$1] - value) }
  }

  mutating func move(_ movement: PlotMovement, on screen: Size) {
    let places = places
    guard let last = places.indices.last,
      let index = Self.nearest(context.cursor?.variable, in: places)
    else { return }
    switch movement {
    case .go:
      // One column of the plot, but never less than a place.
      let shown = context.view.window.across.map { part in places.count { part.contains($0) } }
      let columns = Double(max(1, screen.columns - 12))
      let column = (Double(shown ?? places.count) / columns).rounded()
      let target = Double(index) + max(1, column) * (movement.stride ?? 0)
      context.cursor?.variable = places[Int(min(max(0, target), Double(last)))]
    case .first: context.cursor?.variable = places[0]
    case .last: context.cursor?.variable = places[last]
    }
    followCursor()
  }

  mutating func setCursor(to point: PlotPoint) {
    let places = places
    context.cursor?.variable = Self.nearest(point.across, in: places).map { places[$0] }
  }

  // MARK: The part that is shown

  var axis: PlotExtent.Axis? {
    let places = places
    guard let first = places.first, let last = places.last, first < last else { return nil }
    return PlotExtent.Axis(
      whole: first...last, shown: context.view.window.across ?? first...last, anchor: cursor)
  }

  // MARK: What the cursor reads

  var placeTitle: String {
    let variable = context.plot.text(.over) ?? "x"
    return curves.isEmpty
      ? "values" : "\(variable) = \(DataTable.exact(cursor, glyphs: .braille))"
  }

  /// The value of each curve at its point nearest to the cursor, with its band, and where that
  /// point is, if it is elsewhere.
  func readings(glyphs: GlyphTier) -> DataTable {
    let (curves, chart, cursor) = (curves, chart, cursor)
    let found = curves.map { curve in
      curve.line.points.indices.min {
        abs(curve.line.points[$0].x - cursor) < abs(curve.line.points[$1].x - cursor)
      }
    }
    let hasBand = curves.contains { !$0.band.isEmpty }
    let isElsewhere = zip(curves, found).contains { curve, index in
      index.map { curve.line.points[$0].x != cursor } ?? false
    }
    let rows = zip(curves, found).map { curve, index -> DataTable.Row in
      let point = index.map { curve.line.points[$0] }
      let half = index.flatMap { curve.band.indices.contains($0) ? curve.band[$0] : nil }
      func text(_ value: Double?) -> String {
        value.map { DataTable.exact($0, glyphs: glyphs) } ?? ""
      }
      return DataTable.Row(
        [curve.line.label, point.map { chart.exact($0.mean, glyphs: glyphs) } ?? ""]
          + (hasBand ? [text(half)] : [])
          + (isElsewhere ? [text(point?.x)] : []), seriesIndex: curve.line.index)
    }
    return DataTable(
      columns: [.init("curve"), .init("value", .trailing)]
        + (hasBand ? [.init("band", .trailing)] : [])
        + (isElsewhere ? [.init("at", .trailing)] : []), rows: rows)
  }
}
