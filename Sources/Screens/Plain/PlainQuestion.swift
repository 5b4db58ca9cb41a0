import Charts
import Lab
import Lessons

/// A question of a lesson as lines, and what became of its answer.
struct PlainQuestion {
  let study: StudyModel

  init(_ study: StudyModel) { self.study = study }

  /// The question with its options by number, or what kind of answer it takes.
  var lines: [String] {
    guard let prediction = study.prediction else { return [] }
    let prose = PlainProse(study)
    let ask = "Question: " + prose.line(prediction.ask)
    switch prediction.kind {
    case .choice(let options, _):
      return [ask]
        + options.enumerated().map { "\($0 + 1): \(prose.line($1.text))" }
    case .number(_, let factor, let unit):
      let number = unit.isEmpty ? "a number" : "a number of \(unit)"
      return [
        ask,
        "The answer is \(number); a guess within a factor of \(NumberText.short(factor)) counts."
          .spoken,
      ]
    }
  }

  /// What can be typed for an answer.
  var expected: String {
    switch study.prediction?.kind {
    case .choice(let options, _)?:
      let letters = options.map(\.key).listed
      return "Type a number from 1 to \(options.count), or the option's name (\(letters))."
    case .number?: return "Type a number, such as 0.5 or 1e-3."
    case nil: return "There is no question here."
    }
  }

  /// What was answered, and what came of it: "You expected 2/n, measured 0.25."
  var outcome: [String] {
    guard let outcome = PredictionOutcome(study) else { return [] }
    let answer = answer(outcome)
    switch outcome.judgement {
    case .open: return ["You expected \(answer). The run will tell."]
    case .right: return ["You expected \(answer)\(measured(outcome)). So it is."]
    case .wrong:
      let right = outcome.rightOption.map { ". It is \(text($0))" } ?? ""
      var lines = ["You expected \(answer)\(measured(outcome))\(right). It came otherwise."]
      if let gap = outcome.gap(glyphs: .braille) { lines.append("The gap: \(gap)".spoken) }
      if let why = outcome.why { lines.append("Why: " + PlainProse(study).line(why)) }
      return lines
    }
  }

  private func answer(_ outcome: PredictionOutcome) -> String {
    switch outcome.answer {
    case .choice(let key): outcome.options.first { $0.key == key }.map(text) ?? key
    case .number(let number): outcome.withUnit(NumberText.short(number)).spoken
    }
  }

  private func text(_ option: Prediction.Option) -> String {
    "\(option.key), \(PlainProse(study).line(option.text))"
  }

  private func measured(_ outcome: PredictionOutcome) -> String {
    outcome.measuredText(glyphs: .braille).map { ", measured \($0)".spoken } ?? ""
  }
}
