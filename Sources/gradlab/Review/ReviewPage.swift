import Charts
import Experiments
import Lab
import Lessons
import Screens

/// The texts of a review.
struct ReviewPage {
  let glyphs: GlyphTier
  /// Columns.
  let width: Int
  /// Whether the output takes bold, faint and colors.
  let hasStyle: Bool
  /// Whether it is read aloud: signs are words, lines are not broken, and nothing is indented.
  let isPlain: Bool
  /// What stands before each line.
  var indent: String { isPlain ? "" : "  " }
  /// Whether there is somebody to be prompted.
  let isTerminal = Screen.hasTerminal

  func introduction(_ count: Int) -> String {
    let questions = count == 1 ? "One question." : "\(count) questions."
    return
      "\(questions) How sure you are may follow an answer: 1 guess, 2 likely, 3 sure.\n"
      + "An empty line skips a question, q ends.\n"
  }

  /// A question with where it stands, how it is asked this time, and its options.
  func question(_ question: ReviewQuestion, _ number: Int, of count: Int) -> String {
    let item = question.item
    var lines = [
      "", faint("\(number)/\(count)  \(item.lesson.title), page \(item.page + 1)"), "",
    ]
    let text = text(of: item.lesson, indent: 2)
    lines += text.lines(item.prediction.ask).map { indent + bold($0) }
    if let variation = variation(question.variation) { lines.append(indent + variation) }
    if case .number(_, let factor, _) = item.prediction.kind {
      lines.append(faint("\(indent)A guess within a factor of \(NumberText.short(factor)) counts."))
    }
    if !question.options.isEmpty { lines.append("") }
    for (letter, option) in zip(Self.letters, question.options) {
      lines += text.lines(option.text, mark: isPlain ? "\(letter): " : "\(letter)  ")
        .map { indent + $0 }
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  private func text(of lesson: Lesson, indent: Int) -> QuestionText {
    isPlain
      ? QuestionText(spoken: lesson)
      : QuestionText(lesson, glyphs: glyphs, width: min(width, 76) - indent)
  }

  static let letters = "abcdefghi".map { String($0) }

  /// With what it is asked this time; nil: as in the lesson.
  private func variation(_ variation: ReviewVariation) -> String? {
    guard let seed = variation.seed else { return nil }
    guard let turned = variation.turned else { return "This time with seed \(seed)." }
    return "This time with \(turned.label) \(turned.value.argument) (the lesson has "
      + "\(turned.usual.argument)) and seed \(seed)."
  }

  func prompt(_ question: ReviewQuestion) -> String {
    guard isTerminal else { return "" }
    guard case .number(_, _, let unit) = question.item.prediction.kind, !unit.isEmpty else {
      return "\(indent)> "
    }
    return "\(indent)in \(unit) > "
  }

  /// What came of an answer.
  func outcome(
    _ question: ReviewQuestion, _ answer: Command.Answer, isRight: Bool
  ) -> String {
    let mark =
      isPlain
      ? ""
      : isRight
        ? (glyphs == .ascii ? "+ " : "\u{2713} ") : (glyphs == .ascii ? "x " : "\u{2715} ")
    var lines = [
      "\(indent)\(colored("\(mark)\(isRight ? "Right" : "Wrong")", isRight)): \(truth(question))."
    ]
    if !isRight, case .choice(let key) = answer,
      let why = question.options.first(where: { $0.key == key })?.why
    {
      lines += text(of: question.item.lesson, indent: 4).lines(why).map { indent + indent + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func truth(_ question: ReviewQuestion) -> String {
    switch question.truth {
    case .number(let measured):
      let number = NumberText.short(measured, glyphs: glyphs)
      let text = isPlain ? number.spoken : number
      guard case .number(_, _, let unit) = question.item.prediction.kind, !unit.isEmpty else {
        return "it is \(text)"
      }
      return "it is \(text) \(unit)"
    case .option(let key):
      guard let place = question.options.firstIndex(where: { $0.key == key }) else { return key }
      let text =
        (isPlain
        ? QuestionText(spoken: question.item.lesson)
        : QuestionText(question.item.lesson, glyphs: glyphs, width: 1_000))
        .lines(question.options[place].text).joined(separator: " ")
      return "it is \(Self.letters[place]), \(text)"
    }
  }

  func summary(right: Int, of count: Int, isKept: Bool) -> String {
    count == 0
      ? "\nNothing was answered.\n"
      : "\n\(right) of \(count) right. \(isKept ? "It is kept." : "Not all of it is kept.")\n"
  }

  /// How long it is until then.
  static func wait(_ seconds: Int) -> String {
    let hours = (seconds + 3599) / 3600
    if hours <= 1 { return "due within an hour" }
    return hours < 48 ? "due in \(hours) hours" : "due in \((hours + 23) / 24) days"
  }

  // MARK: Style

  private func bold(_ text: String) -> String { styled(text, "1") }
  private func faint(_ text: String) -> String { styled(text, "2") }
  private func colored(_ text: String, _ isGood: Bool) -> String {
    styled(text, isGood ? "32" : "31")
  }

  private func styled(_ text: String, _ code: String) -> String {
    hasStyle ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
