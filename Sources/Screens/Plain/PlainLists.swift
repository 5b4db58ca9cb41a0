import Charts
internal import Experiments
import Lab
import Lessons

/// Lists of a lesson: its pages, its runs, what a page claims.
extension PlainPage {
  /// The lesson's pages by number.
  var pages: [String] {
    study.lesson.steps.enumerated().map { index, page in
      let mark =
        index == study.step ? ", where you are" : study.visited.contains(index) ? ", seen" : ""
      return "\(index + 1): \(page.title.spoken)\(mark)"
    }
  }

  /// The runs of the page, the best first: `Header: value`, a line a run.
  var runs: [String] {
    let headline = study.lesson.headlineProbe?.label ?? "result"
    return study.tryLines.enumerated().map { number, line in
      let knobs =
        line.differences.isEmpty ? "as in the lesson" : line.differences.joined(separator: ", ")
      let result =
        line.divergedStep.map { "diverged at step \($0)" }
        ?? line.result.map { NumberText.short($0) } ?? "not measured yet"
      let when = line.mark.number.map { " (earlier run \($0))" } ?? ""
      return "\(number + 1). Arm: \(line.label)\(when); Knobs: \(knobs); Seed: \(line.seed); "
        + "Step: \(line.step); \(headline): \(result)"
    }.map(\.spoken)
  }

  /// What the page claims, by number, each with its formula, its verdict here and its record.
  func claims(_ records: [String: ClaimRecord]?) -> [String] {
    let claims = study.pageClaims
    guard !claims.isEmpty else { return ["This page claims nothing."] }
    return claims.enumerated().flatMap { number, claim -> [String] in
      let words = study.words(boundTo: claim.name).map { " \u{201C}\($0.spoken)\u{201D}" } ?? ""
      let verdict =
        switch Verdict(claim.expression.evaluate(in: SnapshotMetrics(study.filled))) {
        case .open: "open"
        case .right: "true in this run"
        case .wrong: "false in this run"
        }
      return [
        "\(number + 1). \(claim.name)\(words): \(verdict). As a formula: \(claim.expression.source)"
      ]
        + record(records?[claim.name]) + trial(of: claim)
    }
  }

  private func record(_ record: ClaimRecord?) -> [String] {
    guard let record else { return ["No record of the present text."] }
    let held = record.holdsBySeed.count(where: { $0 })
    let over = record.over == "all" ? "" : " (claimed: \(record.over))"
    let head =
      "Record: it held on \(held) of \(record.seeds.count) seeds that no author had looked at\(over)."
    return [head]
      + record.comparisons.map { comparison in
        let values = comparison.values.sorted { ($0.isNaN ? .infinity : $0) < $1 }
        func number(_ value: Double) -> String {
          value.isNaN ? "diverged" : NumberText.short(value)
        }
        let middle =
          values.isEmpty ? .nan : (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
        let margin = comparison.margin.map { NumberText.fixed($0, digits: 1) + " sd" } ?? "exact"
        return "Of: \(comparison.text); Minimum: \(number(values.first ?? .nan)); "
          + "Median: \(number(middle)); Maximum: \(number(values.last ?? .nan)); "
          + "Bound: \(comparison.bound); Margin: \(margin)"
      }.map(\.spoken)
  }

  /// How a claim came out on a fresh seed.
  func trial(of claim: Claim) -> [String] {
    switch study.claimTrials[claim.name] {
    case nil, .running: return []
    case .failed(let reason): return ["It could not be run: \(reason)".spoken]
    case .done(let trial):
      let values = trial.comparisons.map { comparison in
        "\(comparison.text): "
          + (comparison.value.map { NumberText.short($0) } ?? "diverged")
      }
      return [
        "On the fresh seed \(trial.seed) it \(trial.holds ? "holds" : "does not hold"). "
          + values.joined(separator: "; ").spoken
      ] + trial.faults
    }
  }

  /// What was asked of the runs.
  var answers: [String] {
    guard let question = study.question else { return [] }
    let panel = QuestionPanel(study: study)
    return study.arms.map { arm in
      let step = arm.answer.map { ", at step \($0.step)" } ?? ""
      return "\(question.label), \(arm.label)\(step): \(panel.text(of: arm, .braille))".spoken
    }
  }
}

extension SweepModel {
  /// What each value of the knobs has come to, and the best one.
  var plainLines: [String] {
    let knobs = sweep.axes.map(\.knob.label).listed
    let lines = state.points.indices.map { point -> String in
      let outcome = outcome(point, glyphs: .braille)
      return "\(knobs) \(text(point, glyphs: .braille)): \(outcome.isEmpty ? "not run" : outcome)"
    }
    let best = best.map { ["Best: \(text($0, glyphs: .braille))."] } ?? []
    return (lines + best).map(\.spoken)
  }
}
