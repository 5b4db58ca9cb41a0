import Experiments
import Lab

/// One of the numbers or texts that a reading is made of, with its place there.
struct MeasuredNumber {
  /// Which curve, picture, text or row; empty where there is one alone.
  var series: String
  /// Within that: the layer or bin, x, `row:column`; empty for a number of the whole network.
  var place: String
  var value: JSONValue
}

extension Measurement.Outcome {
  /// All that it holds, in order; none after divergence.
  var numbers: [MeasuredNumber] {
    switch self {
    case .number(let number): [MeasuredNumber(series: "", place: "", value: .number(number))]
    case .reading(let content): content.numbers
    case .diverged: []
    }
  }
}

extension Reading.Content {
  fileprivate var numbers: [MeasuredNumber] {
    switch self {
    case .layers(let values): values.numbered("")
    case .histograms(let histograms): histograms.enumerated().flatMap(Self.bins)
    case .pictures(let pictures):
      pictures.flatMap { Self.matrix($0.values, $0.title) }
    case .series(let series): series.flatMap { Self.points($0.x, $0.y, $0.label) }
    case .plane(let plane): Self.plane(plane)
    case .graph(let graph): Self.graph(graph)
    case .text(let passages):
      passages.map { MeasuredNumber(series: $0.title, place: "", value: .string($0.text)) }
    case .table(let table): Self.table(table)
    case .block(let block): Self.block(block)
    }
  }

  /// By layer, each bin at its middle.
  private static func bins(_ index: Int, _ histogram: Histogram) -> [MeasuredNumber] {
    let range = histogram.range
    let width = (range.upperBound - range.lowerBound) / Double(histogram.counts.count)
    return histogram.counts.enumerated().map { bin, count in
      MeasuredNumber(
        series: "layer \(index + 1)",
        place: "\(range.lowerBound + (Double(bin) + 0.5) * width)", value: .integer(count))
    }
  }

  private static func matrix(_ rows: [[Double]], _ series: String) -> [MeasuredNumber] {
    rows.enumerated().flatMap { row, values in
      values.enumerated().map { column, value in
        MeasuredNumber(
          series: series, place: "\(row + 1):\(column + 1)", value: .number(value))
      }
    }
  }

  private static func points(
    _ x: [Double], _ y: [Double], _ series: String
  ) -> [MeasuredNumber] {
    zip(x, y).map { MeasuredNumber(series: series, place: "\($0)", value: .number($1)) }
  }

  private static func plane(_ plane: Plane) -> [MeasuredNumber] {
    let points = plane.points.enumerated().flatMap { index, point in
      place(point.place, point.label.isEmpty ? "point \(index + 1)" : point.label)
    }
    let path = plane.path.enumerated().flatMap { place($1, "path \($0 + 1)") }
    return (plane.field.map { matrix($0.values, "field") } ?? []) + path + points
  }

  private static func place(_ place: Plane.Place, _ series: String) -> [MeasuredNumber] {
    [
      MeasuredNumber(series: series, place: "x", value: .number(place.x)),
      MeasuredNumber(series: series, place: "y", value: .number(place.y)),
    ]
  }

  private static func graph(_ graph: Graph) -> [MeasuredNumber] {
    let nodes = graph.nodes.flatMap { node in
      node.facts.map {
        MeasuredNumber(series: node.name, place: $0.name, value: .string($0.text))
      }
        + node.values.map {
          MeasuredNumber(series: node.name, place: $0.name, value: .number($0.number))
        }
    }
    return nodes
      + graph.edges.flatMap { edge in
        edge.values.numbered("\(graph.nodes[edge.from].name) > \(graph.nodes[edge.to].name)")
      }
  }

  private static func table(_ table: Table) -> [MeasuredNumber] {
    table.rows.enumerated().flatMap { index, row in
      zip(table.columns, row).map { column, cell in
        let value: JSONValue =
          switch cell {
          case .text(let text), .formula(let text): .string(text)
          case .number(let number): .number(number)
          }
        return MeasuredNumber(series: "row \(index + 1)", place: column, value: value)
      }
    }
  }

  /// The numbers that a mean is taken of, by axis: from one to another of so many.
  private static func block(_ block: AxisBlock?) -> [MeasuredNumber] {
    (block?.axes ?? []).flatMap { axis in
      [
        MeasuredNumber(series: axis.name, place: "length", value: .integer(axis.length)),
        MeasuredNumber(
          series: axis.name, place: "first", value: .integer(axis.part.lowerBound + 1)),
        MeasuredNumber(series: axis.name, place: "last", value: .integer(axis.part.upperBound)),
      ]
    }
  }
}

extension [Double] {
  /// By their places, from 1.
  fileprivate func numbered(_ series: String) -> [MeasuredNumber] {
    enumerated().map {
      MeasuredNumber(series: series, place: "\($0 + 1)", value: .number($1))
    }
  }
}

extension JSONValue {
  /// A number or a text with all that it has, as a cell of a table for programs.
  var exactText: String {
    switch self {
    case .number(let number): "\(number)"
    case .integer(let number): "\(number)"
    case .string(let text): text
    case .null, .boolean, .array, .object: ""
    }
  }
}
