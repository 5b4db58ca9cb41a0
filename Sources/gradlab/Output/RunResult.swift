internal import Experiments
import Lab
import Lessons

/// A run as data for other programs. No times and no speeds are in it: the same run gives the same
/// text.
struct RunResult {
  private let run: HeadlessRun

  init(_ run: HeadlessRun) {
    self.run = run
  }

  // MARK: JSON

  var json: JSONValue {
    .object([
      "lesson": .string(run.lesson.id), "title": .string(run.lesson.title),
      "seed": RunResult.value(run.seed), "steps": .integer(run.steps),
      "arms": .array(run.arms.map(RunResult.value)),
    ])
  }

  private static func value(_ arm: HeadlessRun.Arm) -> JSONValue {
    let snapshot = arm.snapshot
    var members: [String: JSONValue] = [
      "id": .string(snapshot.id), "label": .string(snapshot.label),
      "knobs": .object(snapshot.knobs.mapValues(value)),
      "parameters": .integer(snapshot.parameterCount), "step": .integer(snapshot.step),
      "result": .string(snapshot.phase.word),
      "divergedAt": snapshot.phase.divergedAt.map(JSONValue.integer) ?? .null,
      "notices": .array(snapshot.notices.map(JSONValue.string)),
      "probes": .object(arm.series.mapValues(value)),
      "layers": .object(values(in: snapshot.readings) { $0.layers($1).map(value) }),
      "histograms": .object(
        values(in: snapshot.readings) { readings, probe in
          readings.histograms(probe).map { .array($0.map(value)) }
        }),
    ]
    let series = values(in: snapshot.readings) { readings, probe in
      readings.series(probe).map { .array($0.map(value)) }
    }
    if !series.isEmpty { members["series"] = .object(series) }
    return .object(members)
  }

  /// By probe, of the readings that `read` finds to be of its kind.
  private static func values(
    in readings: Readings, _ read: (Readings, String) -> JSONValue?
  ) -> [String: JSONValue] {
    readings.keys.reduce(into: [:]) { values, probe in values[probe] = read(readings, probe) }
  }

  private static func value(_ series: CurveSeries) -> JSONValue {
    .object([
      "firstStep": .integer(series.firstStep), "every": .integer(series.every),
      "raw": value(series.raw), "smoothed": value(series.smoothed),
    ])
  }

  private static func value(_ series: Series) -> JSONValue {
    .object([
      "label": .string(series.label), "x": value(series.x), "y": value(series.y),
    ])
  }

  private static func value(_ histogram: Histogram) -> JSONValue {
    .object([
      "lower": .number(histogram.range.lowerBound), "upper": .number(histogram.range.upperBound),
      "counts": .array(histogram.counts.map(JSONValue.integer)),
    ])
  }

  private static func value(_ numbers: [Double]) -> JSONValue {
    .array(numbers.map(JSONValue.number))
  }

  static func value(_ knob: KnobValue) -> JSONValue {
    switch knob {
    case .number(let number): .number(number)
    case .word(let word): .string(word)
    case .matrix(let matrix): .array(matrix.rows.map(value))
    }
  }

  /// A seed beyond 2⁶³ doesn't fit an integer, but a program that reads it may not care.
  static func value(_ seed: UInt64) -> JSONValue {
    Int(exactly: seed).map(JSONValue.integer) ?? .string(String(seed))
  }

  // MARK: CSV

  /// One row a value. `layer` is empty for probes of the whole network, else from 1.
  var csv: String {
    var text = "arm,probe,layer,step,value\n"
    for arm in run.arms {
      for (probe, series) in arm.series.sorted(by: { $0.key < $1.key }) {
        for (index, value) in series.raw.enumerated() {
          text += "\(arm.snapshot.id),\(probe),,\(series.step(index)),\(value)\n"
        }
      }
      for (probe, reading) in arm.snapshot.readings.sorted(by: { $0.key < $1.key }) {
        guard case .layers(let values) = reading.content else { continue }
        for (index, value) in values.enumerated() {
          text += "\(arm.snapshot.id),\(probe),\(index + 1),\(reading.step),\(value)\n"
        }
      }
    }
    return text
  }
}

extension ArmSnapshot.Phase {
  var divergedAt: Int? {
    if case .diverged(let step) = self { step } else { nil }
  }

  /// What became of the arm, in one word.
  var word: String {
    switch self {
    case .building, .travelling: "building"
    case .ready: "ready"
    case .training: "training"
    case .finished: "finished"
    case .diverged: "diverged"
    case .failed: "failed"
    }
  }
}
