import Charts
import Lab
import Lessons

/// A page's question with its answer, and what the run measured.
struct HandoutPrediction {
  private let lesson: HandoutLesson
  private let page: Int
  private let prediction: Prediction

  /// nil: the page asks nothing.
  init?(_ lesson: HandoutLesson, page: Int) {
    guard let prediction = lesson.lesson.steps[page].prediction else { return nil }
    (self.lesson, self.page, self.prediction) = (lesson, page, prediction)
  }

  /// Whether the page's plots show what no page before has: its run takes arms further than they were.
  var isAnsweredByFigures: Bool {
    let lesson = lesson.lesson
    guard let run = lesson.steps[page].run, run.until > 0 else { return false }
    let before = lesson.steps[..<page].compactMap(\.run)
    return lesson.arms.contains { arm in
      run.trains(arm.id)
        && !before.contains { $0.trains(arm.id) && $0.until >= run.until }
    }
  }

  /// - Parameter figures: those that belong to the answer.
  func question(with figures: [Handout.Block]) -> Handout.Question {
    let text = lesson.text
    switch prediction.kind {
    case .choice(let options, let answer):
      return Handout.Question(
        ask: text.runs(prediction.ask),
        options: options.map { option in
          Handout.Question.Option(
            key: option.key, text: text.runs(option.text), isRight: option.key == answer,
            why: option.why.map(text.runs) ?? [])
        },
        answer: [], measured: measured(options) + figures)
    case .number(let answer, let factor, let unit):
      return Handout.Question(
        ask: text.runs(prediction.ask), options: [],
        answer: number(answer, factor, unit), measured: figures)
    }
  }

  private func number(
    _ answer: Expression, _ factor: Double, _ unit: String
  ) -> [Handout.Run] {
    let number = FilledNumber.text(answer, Prose.NumberFormat(), in: lesson.run.whole)
    return [
      .text("The run measured "), Handout.Run(.number(unit.isEmpty ? number : "\(number) \(unit)")),
      .text("; a guess counts within a factor of \(NumberText.compact(factor)). It is "),
      Handout.Run(.code(answer.source)), .text("."),
    ]
  }

  /// What the claims came to in the run that speak against the other options, or else those of the next
  /// page that makes some, of those that tell what becomes of the question.
  private func measured(_ options: [Prediction.Option]) -> [Handout.Block] {
    let said = options.compactMap(\.why).flatMap(\.claims)
    let pages = lesson.lesson.pages(deciding: prediction).dropFirst()
    let next = pages.first { !$0.claims.isEmpty }?.claims ?? []
    let names = (said.isEmpty ? next : said).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let claims = names.compactMap { name in lesson.text.claims.first { $0.name == name } }
    guard !claims.isEmpty else { return [] }
    return [
      .paragraph([.text("The run measured:")]),
      .list(claims.flatMap(values).map { Handout.Item(mark: "", blocks: [.paragraph($0)]) }),
    ]
  }

  private func values(_ claim: Claim) -> [[Handout.Run]] {
    let target = lesson.text.anchor(ofClaim: claim.name)
    return claim.expression.comparisons(in: SnapshotMetrics(lesson.run.whole)).map { comparison in
      let isTruth = comparison.relation == .truth
      let value = comparison.value.map { value in
        isTruth ? (value == 1 ? "true" : "false") : FilledNumber.text(value, digits: 3)
      }
      return [
        Handout.Run(.code(comparison.subject), target: target), .text(" is "),
        Handout.Run(.number(value ?? "\u{2026}")),
        .text(isTruth ? "" : ", claimed \(comparison.boundText)"),
      ] + (comparison.holds.map { [.text(" "), Handout.Run(.verdict($0))] } ?? [])
    }
  }
}

extension Comparison {
  /// What is compared, with the arms that its variables stand for.
  fileprivate var subject: String {
    let arms = arms.map { "\($0.variable) = \($0.arm)" }.joined(separator: ", ")
    return arms.isEmpty ? text : "\(arms): \(text)"
  }
}
