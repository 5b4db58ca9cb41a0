import Charts
internal import Experiments

/// What the cursor over the plane reads.
extension PlanePicture {
  private static func text(_ value: Double?, _ glyphs: GlyphTier) -> String {
    value.map { DataTable.exact($0, glyphs: glyphs) } ?? "\u{2026}"
  }

  /// The arm whose ground the cursor is over.
  private var current: Entry? { panes.isEmpty ? nil : panes[currentPane].first }

  /// Where points have neighbors, the names of directions without their shares of the variance.
  private func name(ofAxis index: Int, else name: String) -> String {
    let axes = current?.plane.axes ?? []
    guard axes.indices.contains(index), !axes[index].isEmpty else { return name }
    return hasNeighbors
      ? axes[index].split(separator: " (").first.map(String.init) ?? name : axes[index]
  }

  private var hasNeighbors: Bool {
    current?.plane.points.contains { !$0.neighbors.isEmpty } == true
  }

  var placeTitle: String {
    guard !entries.isEmpty else { return "values" }
    let cursor = cursor(over: currentChart)
    return "\(name(ofAxis: 0, else: "x")) \(Self.text(cursor.x, .braille)), "
      + "\(name(ofAxis: 1, else: "y")) \(Self.text(cursor.y, .braille))"
  }

  func readings(glyphs: GlyphTier) -> DataTable {
    guard let current else { return DataTable(columns: [.init("at")], rows: []) }
    return current.plane.shares.isEmpty
      ? placeReadings(glyphs: glyphs) : shareReadings(of: current, glyphs: glyphs)
  }

  /// The cursor's place with the field's value there, the point nearest to it with those that are
  /// like it, and where each arm is now.
  private func placeReadings(glyphs: GlyphTier) -> DataTable {
    let chart = currentChart
    let cursor = cursor(over: chart)
    func row(
      _ label: String, _ place: PlaneChart.Place, _ index: Int?, similarity: Double? = nil
    ) -> DataTable.Row {
      let value = chart.field?.value(x: place.x, y: place.y)
      return DataTable.Row(
        [
          label, NumberText.short(place.x, glyphs: glyphs),
          NumberText.short(place.y, glyphs: glyphs),
        ]
          + (chart.field == nil ? [] : [Self.text(value, glyphs)])
          + (similarity.map { [NumberText.short($0, glyphs: glyphs)] } ?? []), seriesIndex: index)
    }
    func row(ofPoint number: Int, similarity: Double? = nil) -> DataTable.Row {
      let point = chart.points[number]
      return row(
        point.label.isEmpty ? chart.groupName(point.group) : point.label, point.place, point.group,
        similarity: similarity)
    }
    var rows = [row("cursor", cursor, nil)]
    if let number = nearestPoint(of: chart, to: cursor) {
      rows.append(row(ofPoint: number))
      for neighbor in current?.plane.points[number].neighbors ?? []
      where chart.points.indices.contains(neighbor.point) {
        rows.append(row(ofPoint: neighbor.point, similarity: neighbor.similarity))
      }
    }
    for entry in entries {
      guard let last = entry.plane.path.last else { continue }
      rows.append(row(entry.label, PlaneChart.Place(x: last.x, y: last.y), entry.index))
    }
    return DataTable(
      columns: [
        .init("at"), .init(name(ofAxis: 0, else: "x"), .trailing),
        .init(name(ofAxis: 1, else: "y"), .trailing),
      ] + (chart.field == nil ? [] : [.init("value", .trailing)])
        + (hasNeighbors ? [.init("cosine", .trailing)] : []), rows: rows)
  }

  /// At most so many groups are told of.
  private static let groupLimit = 5

  /// What each arm has for the groups at the cursor's place, the greatest ones where there are many,
  /// and the point that is nearest to it.
  private func shareReadings(of current: Entry, glyphs: GlyphTier) -> DataTable {
    let chart = currentChart
    let cursor = cursor(over: chart)
    let values = entries.map { entry in
      entry.plane.shares.map { PlaneField($0).value(x: cursor.x, y: cursor.y) }
    }
    let groups = current.plane.shares.indices
    func greatest(_ group: Int) -> Double {
      values.map { $0.indices.contains(group) ? $0[group] ?? 0 : 0 }.max() ?? 0
    }
    let told = groups.sorted { (greatest($1), $0) < (greatest($0), $1) }
      .prefix(Self.groupLimit).sorted()
    var rows = told.map { group in
      DataTable.Row(
        ["P(\(chart.groupName(group)))"]
          + values.map { Self.text($0.indices.contains(group) ? $0[group] : nil, glyphs) },
        seriesIndex: group)
    }
    if let number = nearestPoint(of: chart, to: cursor) {
      let group = chart.points[number].group
      rows.append(DataTable.Row(["nearest", chart.groupName(group)], seriesIndex: group))
    }
    return DataTable(
      columns: [.init("class")]
        + (entries.count > 1
          ? entries.map { .init($0.label, .trailing) } : [.init("probability", .trailing)]),
      rows: rows)
  }

  /// The number of the nearest point, in shares of the shown lengths, as the eye sees it.
  private func nearestPoint(of chart: PlaneChart, to place: PlaneChart.Place) -> Int? {
    let shown = chart.shown
    let (width, height) = (shown.x.upper - shown.x.lower, shown.y.upper - shown.y.lower)
    func distance(_ point: PlaneChart.Point) -> Double {
      let (x, y) = ((point.place.x - place.x) / width, (point.place.y - place.y) / height)
      return x * x + y * y
    }
    return chart.points.indices.min { distance(chart.points[$0]) < distance(chart.points[$1]) }
  }
}

extension PlaneChart {
  /// What a group is called; empty: it has no name.
  fileprivate func groupName(_ group: Int) -> String {
    groups.indices.contains(group) ? groups[group] : ""
  }
}
