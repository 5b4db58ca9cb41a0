internal import Experiments
import Lab
import Lessons

/// A sweep as data for other programs. No times are in it: the same sweep gives the same text.
struct SweepData {
  private let result: SweepResult
  private let goal: SweepGoal?

  private var sweep: KnobSweep { result.sweep }

  init(_ result: SweepResult, goal: SweepGoal?) {
    self.result = result
    self.goal = goal
  }

  // MARK: CSV

  /// One row a run. `value` is empty where it diverged, at `step`, could not be begun, or had nothing to
  /// measure.
  var csv: String {
    let names = sweep.axes.map(\.knob.name)
    var text = CSVText.row(names + ["seed", "probe", "step", "value", "diverged"])
    for run in result.runs {
      text += CSVText.row(
        sweep.points[run.point].map(\.argument)
          + [
            "\(run.seed)", sweep.probe.name, "\(run.outcome.divergedAt ?? sweep.steps)",
            run.outcome.value.map { "\($0)" } ?? "", "\(run.outcome.divergedAt != nil)",
          ])
    }
    return text
  }

  // MARK: JSON

  var json: JSONValue {
    .object([
      "lesson": .string(sweep.lesson.id), "arm": .string(sweep.arm.id),
      "probe": .string(sweep.probe.name), "steps": .integer(sweep.steps),
      "seeds": .array(sweep.seeds.map(RunResult.value)),
      "knobs": .array(
        sweep.axes.map { axis in
          .object([
            "name": .string(axis.knob.name),
            "values": .array(axis.values.map(RunResult.value)),
          ])
        }),
      "goal": goal.map { .string($0.rawValue) } ?? .null,
      "best": goal.flatMap(result.best).map(knobs) ?? .null,
      "points": .array(sweep.points.indices.map(point)),
      "runs": .array(result.runs.map(run)),
    ])
  }

  private func knobs(_ point: Int) -> JSONValue {
    .object(
      Dictionary(
        uniqueKeysWithValues: zip(
          sweep.axes.map(\.knob.name), sweep.points[point].map(RunResult.value))))
  }

  private func point(_ index: Int) -> JSONValue {
    let summary = result.summary(of: index)
    return .object([
      "knobs": knobs(index), "median": number(summary.median),
      "minimum": number(summary.minimum), "maximum": number(summary.maximum),
      "diverged": .integer(summary.divergedCount),
    ])
  }

  private func run(_ run: SweepResult.Run) -> JSONValue {
    .object([
      "knobs": knobs(run.point), "seed": RunResult.value(run.seed),
      "step": .integer(run.outcome.divergedAt ?? sweep.steps),
      "value": number(run.outcome.value), "diverged": .boolean(run.outcome.divergedAt != nil),
    ])
  }

  private func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
}
