import Charts
internal import Experiments
import Lab
import Lessons

/// Numbers of one arm along an axis, as a plot shows them.
struct PlotLine: Hashable, Sendable {
  /// The arm's id.
  var arm: String
  var probe: String
  /// What tells it from the others of the plot: the arm, the probe, the curve; empty: it is the only one.
  var name: String
  var trend: NumberTrend
  /// The step at which its run left the finite numbers.
  var divergedStep: Int?
  /// Whether other knob values than the present ones have made it.
  var isOutdated = false
}

extension PlotContext {
  /// What the plot shows as numbers along an axis, an arm after the other; empty where it shows none.
  var lines: [PlotLine] {
    plot.kind.cursor == .steps ? traceLines : readingLines
  }

  /// Curves over the step: smoothed where they are shown so.
  private var traceLines: [PlotLine] {
    plot.probes.flatMap { probe in
      arms.compactMap { entry -> PlotLine? in
        let isSmoothed = view.isSmoothed && (study.lesson.probe(probe)?.smoothing ?? 1) > 1
        let trace = entry.arm.traces[probe]
        let buckets = (isSmoothed ? trace?.smoothed : trace?.raw) ?? []
        guard !buckets.isEmpty || entry.arm.divergedStep != nil else { return nil }
        let points = buckets.map {
          NumberTrend.Point(
            Double($0.steps.lowerBound)...Double($0.steps.upperBound), last: $0.last, $0.minimum,
            $0.maximum)
        }
        return PlotLine(
          arm: entry.arm.id, probe: probe, name: name(of: entry.arm, probe),
          trend: NumberTrend(
            axis: .steps(study.lesson.stepName(of: entry.arm.id)), points: points),
          divergedStep: entry.arm.divergedStep, isOutdated: entry.arm.isOutdated)
      }
    }
  }

  private var readingLines: [PlotLine] {
    readContents.flatMap { arm, probe, reading -> [PlotLine] in
      func line(_ part: String, _ axis: NumberTrend.Axis, _ points: [NumberTrend.Point]) -> PlotLine
      {
        PlotLine(
          arm: arm.id, probe: probe, name: name(of: arm, probe, part: part),
          trend: NumberTrend(axis: axis, points: points), isOutdated: arm.isOutdated)
      }
      switch reading.content {
      case .layers(let values):
        let points = values.enumerated().map { NumberTrend.Point(at: Double($0 + 1), $1) }
        return [line("", .layers, points)]
      case .series(let series):
        let axis = NumberTrend.Axis.variable(plot.text(.over) ?? "")
        return series.map { curve in
          line(curve.label, axis, zip(curve.x, curve.y).map { NumberTrend.Point(at: $0, $1) })
        }
      case .histograms(let histograms):
        return histograms.enumerated().map { layer, histogram in
          line("layer \(layer + 1)", .bins, histogram.points)
        }
      case .pictures, .plane, .graph, .text, .table, .block: return []
      }
    }
  }

  /// The arm, the probe and a part of it, as far as there are several.
  func name(of arm: ArmSnapshot, _ probe: String, part: String = "") -> String {
    let names = [
      arms.count > 1 ? arm.label : "", plot.probes.count > 1 ? label(of: probe) : "", part,
    ]
    return names.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension Histogram {
  /// The count of each bin at its middle.
  fileprivate var points: [NumberTrend.Point] {
    let width = (range.upperBound - range.lowerBound) / Double(max(1, counts.count))
    return counts.enumerated().map { bin, count in
      NumberTrend.Point(at: range.lowerBound + (Double(bin) + 0.5) * width, Double(count))
    }
  }
}
