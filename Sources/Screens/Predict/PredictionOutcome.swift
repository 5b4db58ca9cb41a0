import Charts
import Lab
import Lessons

/// A prediction beside what came of it.
struct PredictionOutcome {
  let prediction: Prediction
  let answer: Command.Answer
  let snapshot: SessionSnapshot
  /// Open while the run has not come there yet.
  var judgement: Verdict
  /// What was measured, where the answer is a number.
  var measured: Double?

  /// nil while the step has no prediction that was made.
  init?(_ study: StudyModel) {
    guard let prediction = study.prediction else { return nil }
    self.init(prediction, in: study)
  }

  /// nil while the prediction was not made. What was judged once stays so, whatever runs later.
  init?(_ prediction: Prediction, in study: StudyModel) {
    guard let answer = study.snapshot.answers[prediction.id] else { return nil }
    (self.prediction, self.answer, snapshot) = (prediction, answer, study.filled)
    judgement = .open
    if let judged = study.judged[prediction.id] {
      (judgement, measured) = (judged.judgement, judged.measured)
      return
    }
    switch (prediction.kind, answer) {
    case (.choice(_, let right), .choice(let key)):
      if study.hasRun(after: prediction) { judgement = key == right ? .right : .wrong }
    case (.number(let expression, let factor, _), .number(let guess)):
      measured = expression.number(in: SnapshotMetrics(snapshot))
      if let measured {
        judgement = Prediction.isNear(guess, measured, factor: factor) ? .right : .wrong
      }
    default: return nil
    }
  }

  var options: [Prediction.Option] {
    if case .choice(let options, _) = prediction.kind { options } else { [] }
  }

  var unit: String {
    if case .number(_, _, let unit) = prediction.kind { unit } else { "" }
  }

  /// What was answered, in words.
  func answer(glyphs: GlyphTier) -> [FormattedText.Run] {
    switch answer {
    case .choice(let key):
      options.first { $0.key == key }.map { text($0, glyphs: glyphs) } ?? [.text(key)]
    case .number(let number): [.text(withUnit(NumberText.short(number, glyphs: glyphs)))]
    }
  }

  /// An option after its letter.
  func text(_ option: Prediction.Option, glyphs: GlyphTier) -> [FormattedText.Run] {
    [.text("\(option.key), ")]
      + FilledText(snapshot: snapshot, claims: [], glyphs: glyphs).runs(option.text)
  }

  func withUnit(_ text: String) -> String { unit.isEmpty ? text : "\(text) \(unit)" }

  /// The verdict in one line: at length if it fits, else in short.
  func line(width: Int, glyphs: GlyphTier) -> StyledLine {
    let mark = mark(glyphs: glyphs)
    let text = texts(glyphs: glyphs).first { CharacterWidth.columns(of: $0) + 2 <= width }
    return StyledLine([
      .init(mark.text + " ", mark.style),
      .init((text ?? shortVerdict).clipped(to: max(0, width - 2), glyphs: glyphs)),
    ])
  }

  private func texts(glyphs: GlyphTier) -> [String] {
    let answer = plain(answer(glyphs: glyphs))
    let key: String? = if case .choice(let key) = self.answer { key } else { nil }
    var texts = ["You predicted \(answer). \(verdict(glyphs: glyphs))"]
    if let key { texts.append("You predicted \(key). \(verdict(glyphs: glyphs))") }
    return texts + ["You predicted \(key ?? answer). \(shortVerdict)"]
  }

  private func plain(_ runs: [FormattedText.Run]) -> String {
    let lines = StepText.set(
      FormattedText([.paragraph(runs)]), width: 1000, glyphs: .braille)
    return lines.map(\.text).joined(separator: " ")
  }

  private func verdict(glyphs: GlyphTier) -> String {
    guard judgement == .wrong else { return shortVerdict }
    if case .choice(_, let right) = prediction.kind { return "It is \(right); p says why." }
    return measuredText(glyphs: glyphs).map { "Measured: \($0)." } ?? shortVerdict
  }

  /// The number that was measured, with its unit; "diverged".
  func measuredText(glyphs: GlyphTier) -> String? {
    guard let measured, case .number(let expression, _, _) = prediction.kind else { return nil }
    let text = FilledNumber.text(measured, Prose.NumberFormat(), of: expression, glyphs: glyphs)
    return text == FilledNumber.diverged ? text : withUnit(text)
  }

  private var shortVerdict: String {
    switch judgement {
    case .open: "The run will tell."
    case .right: "So it is."
    case .wrong: "It came otherwise."
    }
  }

  func mark(glyphs: GlyphTier) -> (text: String, style: Style) {
    let mark = judgement.mark(glyphs: glyphs)
    return (String(mark.sign), judgement == .open ? Style(.accent) : mark.style)
  }

  /// The option that holds.
  var rightOption: Prediction.Option? {
    guard case .choice(let options, let answer) = prediction.kind else { return nil }
    return options.first { $0.key == answer }
  }

  /// What to tell the learner who chose what does not hold.
  var why: Prose? {
    guard judgement == .wrong, case .choice(let key) = answer else { return nil }
    return options.first { $0.key == key }?.why
  }

  /// The distance of a guessed number from the measured one, in words.
  func gap(glyphs: GlyphTier) -> String? {
    guard case .number(let guess) = answer, let measured else { return nil }
    guard measured.isFinite else {
      return measuredText(glyphs: glyphs) == FilledNumber.diverged
        ? "The run diverged before it got there." : nil
    }
    if guess == measured { return "Exactly." }
    let difference = NumberText.short(abs(guess - measured), glyphs: glyphs)
    let side = guess > measured ? "too high" : "too low"
    guard guess * measured > 0 else { return "\(withUnit(difference)) \(side)." }
    let factor = max(guess / measured, measured / guess)
    if factor < 2 { return "\(withUnit(difference)) \(side)." }
    return "\(NumberText.short(factor, glyphs: glyphs)) times \(side)."
  }
}

extension StudyModel {
  /// What is known of a prediction, once and for all.
  struct Judged: Hashable, Sendable {
    var judgement: Verdict
    var measured: Double?
  }

  /// Whether a line under the text says what became of a prediction: on its page, and on those where
  /// it is found out and talked about.
  var hasVerdict: Bool {
    guard answer != nil, let index = predictionIndex else { return false }
    return step - index <= 2
  }

  /// Keeps what the runs have told of predictions so far.
  mutating func keepJudged() {
    for prediction in lesson.steps.compactMap(\.prediction) where judged[prediction.id] == nil {
      guard let outcome = PredictionOutcome(prediction, in: self), outcome.judgement != .open
      else { continue }
      judged[prediction.id] = Judged(
        judgement: outcome.judgement, measured: outcome.measured)
    }
  }

  /// How one comes to know what becomes of the prediction.
  var wayToOutcome: String {
    let back = key(.cancel, in: .predict)
    if trains, runState != .finished {
      return "The run will tell: \(back), then \(key(.toggleRun))."
    }
    return nextTitle == nil
      ? "The run will tell." : "The run will tell: \(back), then \(key(.nextStep))."
  }

  /// Whether the arms have trained as far as the run goes that decides a prediction; true where none does.
  func hasRun(after prediction: Prediction) -> Bool {
    let pages = lesson.pages(deciding: prediction)
    guard let run = pages.lazy.compactMap(\.run).first(where: { $0.until > 0 }) else { return true }
    let arms = snapshot.arms.filter { run.arms.isEmpty || run.arms.contains($0.id) }
    return !arms.isEmpty
      && arms.allSatisfy { $0.step >= run.until || $0.divergedStep != nil || $0.hasFailed }
  }
}
