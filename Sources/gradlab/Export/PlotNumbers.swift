import Experiments
import Lab
import Lessons
import Screens

/// The numbers of a plot, for other programs.
struct PlotNumbers {
  private let export: PlotExport
  private let snapshot: SessionSnapshot

  /// - Parameter snapshot: with all that the plot shows.
  init(_ export: PlotExport, _ snapshot: SessionSnapshot) {
    self.export = export
    self.snapshot = snapshot
  }

  private var arms: [ArmSnapshot] { snapshot.arms.filter { export.arms.contains($0.id) } }

  /// A bucket of a curve: several steps where the run is long.
  private struct Row {
    var raw: Trace.Bucket
    var smoothed: Double?
  }

  private func rows(_ trace: Trace) -> [Row] {
    trace.raw.enumerated().compactMap { index, bucket in
      if let steps = export.steps, !steps.overlaps(bucket.steps) { return nil }
      let smoothed = trace.smoothed.indices.contains(index) ? trace.smoothed[index].last : nil
      return Row(raw: bucket, smoothed: smoothed)
    }
  }

  private func numbers(_ reading: Reading) -> [MeasuredNumber] {
    Measurement.Outcome.reading(reading.content).numbers
  }

  /// A row a step of a curve, or a number of a reading.
  var csv: String {
    var text = CSVText.row([
      "arm", "probe", "step", "series", "place", "value", "minimum", "maximum", "smoothed",
    ])
    for arm in arms {
      for probe in export.plot.probes {
        for row in arm.traces[probe].map(rows) ?? [] {
          text += CSVText.row([
            arm.id, probe, "\(row.raw.steps.upperBound)", "", "", "\(row.raw.last)",
            "\(row.raw.minimum)", "\(row.raw.maximum)", row.smoothed.map { "\($0)" } ?? "",
          ])
        }
        guard let reading = arm.readings[probe] else { continue }
        for number in numbers(reading) {
          text += CSVText.row([
            arm.id, probe, "\(reading.step)", number.series, number.place,
            number.value.exactText, "", "", "",
          ])
        }
      }
    }
    return text
  }

  var json: JSONValue {
    .object([
      "lesson": .string(export.lesson), "plot": .string(export.plot.name),
      "title": .string(export.plot.title), "seed": RunResult.value(snapshot.seed),
      "arms": .array(
        arms.map { arm in
          .object([
            "id": .string(arm.id), "label": .string(arm.label), "step": .integer(arm.step),
            "probes": .object(
              Dictionary(
                uniqueKeysWithValues: Set(export.plot.probes).map { ($0, values(of: $0, arm)) })),
          ])
        }),
    ])
  }

  private func values(of probe: String, _ arm: ArmSnapshot) -> JSONValue {
    var fields: [String: JSONValue] = [:]
    if let rows = arm.traces[probe].map(rows) {
      fields["steps"] = .array(rows.map { .integer($0.raw.steps.upperBound) })
      fields["values"] = .array(rows.map { .number($0.raw.last) })
      fields["minimum"] = .array(rows.map { .number($0.raw.minimum) })
      fields["maximum"] = .array(rows.map { .number($0.raw.maximum) })
      fields["smoothed"] = .array(rows.map { $0.smoothed.map(JSONValue.number) ?? .null })
    }
    if let reading = arm.readings[probe] {
      fields["step"] = .integer(reading.step)
      fields["numbers"] = .array(
        numbers(reading).map {
          .object([
            "series": .string($0.series), "place": .string($0.place), "value": $0.value,
          ])
        })
    }
    return .object(fields)
  }
}
