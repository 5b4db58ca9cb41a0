import Charts
internal import Experiments
import Lab
import Lessons

extension PlotData {
  /// Readings of one form: which, and its columns after arm, probe and step.
  init(readingsOf context: PlotContext) {
    let contents = context.readContents
    let columns = contents.first.map { Self.columns(of: $0.reading.content) } ?? []
    self.init(["arm", "probe", "step"] + columns)
    for (arm, probe, reading) in contents
    where Self.columns(of: reading.content) == columns {
      for row in Self.rows(of: reading.content, context) {
        append([.text(arm.id), .text(probe), .whole(reading.step)] + row)
      }
    }
  }

  private static func columns(of content: Reading.Content) -> [String] {
    switch content {
    case .layers: ["layer", "value"]
    case .histograms: ["layer", "lower", "upper", "count"]
    case .pictures:
      ["picture", "title", "row", "column", "row_label", "column_label", "value"]
    case .series: ["curve", "x", "y", "band"]
    case .plane: ["what", "number", "x", "y", "value", "label"]
    case .graph: ["node", "to", "quantity", "value"]
    case .text: ["title", "given", "text"]
    case .table: ["row", "column", "text", "value"]
    case .block: ["axis", "length", "from", "to"]
    }
  }

  private static func rows(of content: Reading.Content, _ context: PlotContext) -> [[Field]] {
    switch content {
    case .layers(let values):
      values.enumerated().map { [.whole($0 + 1), .number($1)] }
    case .histograms(let histograms):
      alone(histograms, context).flatMap { layer, histogram in rows(of: histogram, layer) }
    case .pictures(let pictures):
      alone(pictures, context).flatMap { number, picture in rows(of: picture, number, context) }
    case .series(let series): series.flatMap { rows(of: $0, context.view.window) }
    case .plane(let plane): rows(of: plane, context.view.window)
    case .graph(let graph): rows(of: graph)
    case .text(let passages):
      passages.map { [Field($0.title), .whole($0.promptEnd), .text($0.text)] }
    case .table(let table): rows(of: table)
    case .block(let block):
      (block?.axes ?? []).map {
        [
          .text($0.name), .whole($0.length), .whole($0.part.lowerBound),
          .whole($0.part.upperBound),
        ]
      }
    }
  }

  /// All, or the one that is looked at alone, with their places.
  private static func alone<Item>(
    _ items: [Item], _ context: PlotContext
  ) -> [(offset: Int, element: Item)] {
    let all = Array(items.enumerated())
    guard let alone = context.partAlone, all.indices.contains(alone) else { return all }
    return [all[alone]]
  }

  private static func rows(of histogram: Histogram, _ layer: Int) -> [[Field]] {
    let (lower, upper) = (histogram.range.lowerBound, histogram.range.upperBound)
    let width = (upper - lower) / Double(max(1, histogram.counts.count))
    return histogram.counts.enumerated().map { bin, count in
      [
        .whole(layer + 1), .number(lower + Double(bin) * width),
        .number(bin + 1 == histogram.counts.count ? upper : lower + Double(bin + 1) * width),
        .whole(count),
      ]
    }
  }

  private static func rows(
    of picture: Picture, _ number: Int, _ context: PlotContext
  ) -> [[Field]] {
    let window = context.view.window
    func name(_ labels: [String], _ index: Int) -> Field {
      labels.indices.contains(index) ? Field(labels[index]) : .none
    }
    func isShown(_ index: Int, _ part: ClosedRange<Double>?) -> Bool {
      part.map { Double(index) >= $0.lowerBound && Double(index + 1) <= $0.upperBound } ?? true
    }
    return picture.values.enumerated().filter { isShown($0.offset, window.up) }
      .flatMap { row, values in
        values.enumerated().filter { isShown($0.offset, window.across) }.map { column, value in
          [
            .whole(number + 1), Field(picture.title), .whole(row + 1), .whole(column + 1),
            name(picture.rowLabels, row), name(picture.columnLabels, column), .number(value),
          ]
        }
      }
  }

  private static func rows(of series: Series, _ window: PlotWindow) -> [[Field]] {
    zip(series.x, series.y).enumerated()
      .filter { window.across?.contains($0.element.0) ?? true }
      .map { index, point in
        [
          Field(series.label), .number(point.0), .number(point.1),
          Field(series.band.indices.contains(index) ? series.band[index] : nil),
        ]
      }
  }

  /// The lattices of the field and of groups, ways and points within the part that is shown.
  private static func rows(of plane: Plane, _ window: PlotWindow) -> [[Field]] {
    func isShown(_ x: Double, _ y: Double) -> Bool {
      (window.across?.contains(x) ?? true) && (window.up?.contains(y) ?? true)
    }
    func row(
      _ what: String, _ number: Int, _ x: Double, _ y: Double, _ value: Double?, _ label: String
    ) -> [Field]? {
      guard isShown(x, y) else { return nil }
      return [.text(what), .whole(number), .number(x), .number(y), Field(value), Field(label)]
    }
    func group(_ index: Int) -> String {
      plane.groups.indices.contains(index) ? plane.groups[index] : ""
    }
    let fields =
      (plane.field.map { [("field", 0, $0, "")] } ?? [])
      + plane.shares.enumerated().map { ("share", $0, $1, group($0)) }
    let lattices = fields.flatMap { what, number, field, label in
      field.lattice.compactMap { row(what, number + 1, $0.x, $0.y, $0.value, label) }
    }
    let path = plane.path.enumerated().compactMap { row("path", $0, $1.x, $1.y, nil, "") }
    let points = plane.points.enumerated().compactMap {
      row(
        "point", $0 + 1, $1.place.x, $1.place.y, Double($1.group),
        $1.label.isEmpty ? group($1.group) : $1.label)
    }
    return lattices + path + points
  }

  private static func rows(of graph: Graph) -> [[Field]] {
    let facts = graph.nodes.flatMap { node -> [[Field]] in
      let facts = node.facts.map { ($0.name, Field.text($0.text)) }
      let values = node.values.map { ($0.name, Field.number($0.number)) }
      return (facts + values).map { [.text(node.name), .none, .text($0), $1] }
    }
    let edges = graph.edges.flatMap { edge in
      zip(graph.quantities, edge.values).map { quantity, value -> [Field] in
        [
          .text(graph.nodes[edge.from].name), .text(graph.nodes[edge.to].name), .text(quantity),
          .number(value),
        ]
      }
    }
    return facts + edges
  }

  private static func rows(of table: Table) -> [[Field]] {
    table.rows.enumerated().flatMap { number, row in
      zip(table.columns, row).map { column, cell -> [Field] in
        switch cell {
        case .text(let text), .formula(let text):
          [.whole(number + 1), Field(column), .text(text), .none]
        case .number(let value): [.whole(number + 1), Field(column), .none, .number(value)]
        }
      }
    }
  }
}

extension Plane.Field {
  /// The points of the lattice, by row.
  fileprivate var lattice: [(x: Double, y: Double, value: Double)] {
    func place(_ index: Int, of count: Int, _ range: ClosedRange<Double>) -> Double {
      let share = Double(index) / Double(max(1, count - 1))
      return range.lowerBound * (1 - share) + range.upperBound * share
    }
    return values.enumerated().flatMap { row, numbers in
      numbers.enumerated().map { column, value in
        (place(column, of: numbers.count, x), place(row, of: values.count, y), value)
      }
    }
  }
}
