import Charts
internal import Experiments
import Lab
import Lessons

extension PlotData {
  /// What the shown arms of a plot have, as far as the plot is looked at.
  init(_ context: PlotContext) {
    if context.plot.kind == .architecture {
      self.init(architecturesOf: context)
    } else if context.plot.kind.cursor == .steps {
      self.init(tracesOf: context)
    } else if context.readContents.isEmpty {
      self.init(newestOf: context)
    } else {
      self.init(readingsOf: context)
    }
  }

  /// Curves over the step. Where steps share a point, it has the last one's number, and the extremes
  /// of all since the point before.
  private init(tracesOf context: PlotContext) {
    self.init(["arm", "probe", "step", "value", "smoothed", "minimum", "maximum"])
    let steps = context.view.steps
    for probe in context.plot.probes {
      for entry in context.arms {
        let trace = entry.arm.traces[probe] ?? Trace(raw: [])
        let smoothed = Dictionary(trace.smoothed.map { ($0.steps.upperBound, $0.last) }) { $1 }
        for bucket in trace.raw where steps?.contains(bucket.steps.upperBound) ?? true {
          append([
            .text(entry.arm.id), .text(probe), .whole(bucket.steps.upperBound),
            .number(bucket.last), Field(smoothed[bucket.steps.upperBound]),
            .number(bucket.minimum), .number(bucket.maximum),
          ])
        }
      }
    }
  }

  /// The newest number of each probe.
  private init(newestOf context: PlotContext) {
    self.init(["arm", "probe", "step", "value"])
    for entry in context.arms {
      for probe in context.plot.probes {
        guard let value = entry.arm.newest(probe) else { continue }
        append([.text(entry.arm.id), .text(probe), .whole(entry.arm.step), .number(value)])
      }
    }
  }

  private init(architecturesOf context: PlotContext) {
    self.init(["arm", "layer", "name", "kind", "output", "parameters"])
    for entry in context.arms {
      for (index, row) in entry.arm.architecture.enumerated() {
        append([
          .text(entry.arm.id), .whole(index + 1), .text(row.name), .text(row.kind),
          .text(row.output), .whole(row.parameters),
        ])
      }
    }
  }
}

extension PlotContext {
  /// What the shown arms have read for the plot, other than numbers.
  var readContents: [(arm: ArmSnapshot, probe: String, reading: Reading)] {
    arms.flatMap { entry in
      plot.probes.compactMap { probe in
        entry.arm.readings[probe].map { (entry.arm, probe, $0) }
      }
    }
  }
}
