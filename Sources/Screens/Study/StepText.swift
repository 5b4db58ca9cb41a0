import Charts
import Lab
import Lessons

/// The text of a step with its numbers filled in, and what belongs under it: the question, hints, the
/// lecturer's notes.
struct StepText {
  let study: StudyModel

  init(_ study: StudyModel) {
    self.study = study
  }

  private func text(_ prose: Prose, style: Style = .plain, glyphs: GlyphTier) -> FormattedText {
    FilledText(snapshot: study.filled, claims: study.judgedClaims, glyphs: glyphs).text(
      prose, style: style)
  }

  /// - Parameter rows: where no more than these fit, the options of a question are left to the form
  ///   that asks it, so that none lies out of sight.
  func lines(width: Int, rows: Int, glyphs: GlyphTier) -> [StyledLine] {
    let full = lines(width: width, withOptions: true, glyphs: glyphs)
    guard full.count > rows, study.awaitsPrediction else { return full }
    return lines(width: width, withOptions: false, glyphs: glyphs)
  }

  private func lines(width: Int, withOptions: Bool, glyphs: GlyphTier) -> [StyledLine] {
    guard width > 0 else { return [] }
    let step = study.lessonStep?.body ?? Prose()
    var lines = Self.set(text(step, glyphs: glyphs), width: width, glyphs: glyphs)
    append(notices(width: width, glyphs: glyphs), to: &lines)
    append(question(width: width, withOptions: withOptions, glyphs: glyphs), to: &lines)
    for (index, hint) in study.hints.prefix(study.shownHints).enumerated() {
      let body = Self.set(text(hint, glyphs: glyphs), width: width, glyphs: glyphs)
      append([StyledLine("Hint \(index + 1)", Style(.accent, bold: true))] + body, to: &lines)
    }
    if study.showsNotes, let notes = study.lessonStep?.notes {
      let body = Self.set(text(notes, glyphs: glyphs), width: width, glyphs: glyphs)
      append([StyledLine("For the lecturer", Style(.faint, bold: true))] + body, to: &lines)
    }
    return lines
  }

  /// What to know of the arms of this page, such as data that were left out. While its question is
  /// open nothing is said, which might answer it.
  private func notices(width: Int, glyphs: GlyphTier) -> [StyledLine] {
    guard !study.awaitsPrediction else { return [] }
    let shown = study.shownArms.map(\.arm.id)
    let arms = study.snapshot.arms.filter { shown.contains($0.id) }
      .map { (label: $0.label, notices: $0.notices) }
    return Lesson.notices(of: arms).flatMap { notice in
      Self.item(
        "! ", FormattedText([.paragraph([.text(notice)])]), width: width,
        style: Style(.warning, bold: true), glyphs: glyphs)
    }
  }

  /// The question of this step while it is open.
  private func question(width: Int, withOptions: Bool, glyphs: GlyphTier) -> [StyledLine] {
    guard study.awaitsPrediction, let prediction = study.lessonStep?.prediction else { return [] }
    let ask = text(prediction.ask, style: .strong, glyphs: glyphs)
    var lines = Self.set(ask, width: width, glyphs: glyphs)
    if withOptions, case .choice(let options, _) = prediction.kind {
      lines.append(StyledLine())
      for option in options {
        lines += Self.item(
          "\(option.key)  ", text(option.text, glyphs: glyphs), width: width, style: Style(.accent),
          glyphs: glyphs)
      }
    }
    return lines
  }

  private func append(_ more: [StyledLine], to lines: inout [StyledLine]) {
    guard !more.isEmpty else { return }
    if lines.last?.runs.isEmpty == false { lines.append(StyledLine()) }
    lines += more
  }

  /// A text as lines, without empty ones at the ends.
  static func set(_ text: FormattedText, width: Int, glyphs: GlyphTier) -> [StyledLine] {
    var lines = text.lines(width: width, glyphs: glyphs)
    while lines.last?.text.allSatisfy({ $0 == " " }) == true { lines.removeLast() }
    while lines.first?.text.allSatisfy({ $0 == " " }) == true { lines.removeFirst() }
    return lines
  }

  /// A text that hangs beside its mark.
  static func item(
    _ mark: String, _ text: FormattedText, width: Int, style: Style, glyphs: GlyphTier
  ) -> [StyledLine] {
    let indent = CharacterWidth.columns(of: mark)
    let body = set(text, width: max(1, width - indent), glyphs: glyphs)
    let blank = String(repeating: " ", count: indent)
    return body.enumerated().map { index, line in
      StyledLine([.init(index == 0 ? mark : blank, style)] + line.runs)
    }
  }
}
