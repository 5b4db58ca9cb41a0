import Charts
internal import Experiments
import Lab
import Lessons

/// What a plot shows in sentences, with numbers: for those who don't see it.
struct FigureDescription {
  private let context: PlotContext
  private let picture: any PlotPicture

  init(_ context: PlotContext, _ picture: any PlotPicture) {
    (self.context, self.picture) = (context, picture)
  }

  /// "training loss. 2/n: from 2.31 at step 0 to 0.312 at step 400."
  var text: String {
    let details = details
    let body = details.isEmpty ? ["Nothing was measured yet."] : details
    return ([context.plot.title + "."] + body).joined(separator: " ")
  }

  private var details: [String] {
    if let curves = picture as? any CurvePicture, !picture.isEmpty {
      return curves.chart.series.map { curve($0, along: curves.chart.x.label) }
    }
    if context.plot.kind == .architecture { return context.arms.map { architecture($0.arm) } }
    let contents = context.readContents
    if contents.isEmpty { return newest }
    return contents.map { arm, probe, reading in
      let several = context.plot.probes.count > 1
      let name = several ? "\(arm.label), \(context.label(of: probe))" : arm.label
      return "\(name): \(words(for: reading.content))."
    }
  }

  private func number(_ value: Double) -> String { NumberText.short(value) }

  // MARK: Curves and numbers

  private func curve(_ curve: LineChart.Series, along axis: String) -> String {
    let finite = curve.points.filter { $0.mean.isFinite }
    let end = curve.divergedAt.map { "; it diverged at \(number($0))" } ?? ""
    guard let first = finite.first, let last = finite.last else {
      return "\(curve.label): no finite value\(end)."
    }
    let place = axis.isEmpty ? "at" : "at \(axis)"
    guard finite.count > 1 else {
      return "\(curve.label): \(number(first.mean)) \(place) \(number(first.x))\(end)."
    }
    return "\(curve.label): from \(number(first.mean)) \(place) \(number(first.x)) to "
      + "\(number(last.mean)) \(place) \(number(last.x))\(end)."
  }

  private var newest: [String] {
    context.arms.compactMap { entry in
      let values = context.plot.probes.compactMap { probe in
        entry.arm.newest(probe).map { "\(context.label(of: probe)) \(number($0))" }
      }
      if let step = entry.arm.divergedStep {
        return "\(entry.arm.label): diverged at step \(step)."
      }
      return values.isEmpty ? nil : "\(entry.arm.label): \(values.joined(separator: ", "))."
    }
  }

  private func architecture(_ arm: ArmSnapshot) -> String {
    let layers = arm.architecture.map { "\($0.name) \($0.output)" }
    return "\(arm.label): \(arm.parameterCount) parameters; \(layers.joined(separator: ", "))."
  }

  // MARK: Readings

  private func words(for content: Reading.Content) -> String {
    switch content {
    case .layers(let values): layers(values)
    case .histograms(let histograms): words(histograms)
    case .pictures(let pictures): words(pictures)
    case .series(let series): "\(series.count) curves"
    case .plane(let plane): words(plane)
    case .graph(let graph): words(graph)
    case .text(let passages):
      passages.map { "\u{201C}\($0.text.replacing("\n", with: " "))\u{201D}" }
        .joined(separator: ", ")
    case .table(let table): words(table)
    case .block(let block): words(block)
    }
  }

  private func layers(_ values: [Double]) -> String {
    guard let first = values.first, let last = values.last else { return "no layers" }
    if values.count <= 4 {
      return values.enumerated().map { "\(number($0.element)) at layer \($0.offset + 1)" }
        .joined(separator: ", ")
    }
    return "from \(number(first)) at layer 1 to \(number(last)) at layer \(values.count)"
  }

  private func words(_ histograms: [Histogram]) -> String {
    let ranges = [histograms.first, histograms.last].compactMap { $0?.range }
    guard let first = ranges.first, let last = ranges.last else { return "no layers" }
    return "histograms of \(histograms.count) layers; the first one's values reach from "
      + "\(number(first.lowerBound)) to \(number(first.upperBound)), the last one's from "
      + "\(number(last.lowerBound)) to \(number(last.upperBound))"
  }

  private func words(_ pictures: [Picture]) -> String {
    let values = pictures.flatMap { $0.values.joined() }.filter(\.isFinite)
    guard let picture = pictures.first, let least = values.min(), let most = values.max() else {
      return "none"
    }
    let size = "\(picture.values.count) × \(picture.values.first?.count ?? 0)"
    let count = pictures.count == 1 ? "a matrix" : "\(pictures.count) matrices"
    return "\(count) of \(size) numbers from \(number(least)) to \(number(most))"
  }

  private func words(_ plane: Plane) -> String {
    var parts: [String] = []
    if let field = plane.field {
      let values = field.values.joined().filter(\.isFinite)
      if let least = values.min(), let most = values.max() {
        parts.append("heights from \(number(least)) to \(number(most))")
      }
    }
    if !plane.shares.isEmpty { parts.append("regions of \(plane.shares.count) classes") }
    if let first = plane.path.first, let last = plane.path.last {
      parts.append("a way from \(place(first)) to \(place(last))")
    }
    if !plane.points.isEmpty { parts.append("\(plane.points.count) points") }
    return parts.isEmpty ? "an empty plane" : parts.joined(separator: ", ")
  }

  private func place(_ place: Plane.Place) -> String { "(\(number(place.x)), \(number(place.y)))" }

  private func words(_ graph: Graph) -> String {
    if graph.arrangement == .columns {
      return "\(graph.nodes.count) units, \(graph.nodes.count(where: \.isLeftOut)) of them left out"
    }
    return graph.nodes.map(\.name).joined(separator: ", then ")
  }

  private func words(_ table: Table) -> String {
    table.rows.map { row in
      row.map { cell in
        switch cell {
        case .text(let text), .formula(let text): text
        case .number(let value): number(value)
        }
      }.joined(separator: " ")
    }.joined(separator: "; ")
  }

  private func words(_ block: AxisBlock?) -> String {
    guard let block else { return "no numbers share a mean" }
    return block.axes.map { axis in
      let (low, high) = (axis.part.lowerBound + 1, axis.part.upperBound)
      return "\(axis.name) \(low) to \(high) of \(axis.length)"
    }.joined(separator: ", ")
  }
}
