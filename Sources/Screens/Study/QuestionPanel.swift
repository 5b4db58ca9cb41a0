import Charts
internal import Experiments
import Lab
import Lessons

/// What was asked of the runs, over the text: what it reads at the step where each is.
struct QuestionPanel {
  let study: StudyModel

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard let question = study.question, rect.columns >= 20 else { return }
    let width = rect.columns - 4
    let lines = study.shownArms.flatMap { self.lines(of: $0.arm, at: $0.index, width, glyphs) }
    let hint = FormattedText([.paragraph([.text(hint)])]).lines(width: width, glyphs: glyphs)
    let isWhole = lines.count + hint.count + 3 <= rect.rows
    let content = isWhole ? lines + [StyledLine()] + hint : lines
    let rows = min(rect.rows, content.count + 2)
    guard rows >= 3 else { return }
    let frame = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: rows)
    let hidden = content.count - (rows - 2)
    Frame(
      title: question.label, note: hidden > 0 ? "\u{2193} \(hidden) more" : note, isFocused: true
    ).draw(into: &grid, in: frame, glyphs: glyphs)
    let inside = Frame.inside(frame)
    for (offset, line) in content.prefix(inside.rows).enumerated() {
      line.draw(into: &grid, column: inside.column, row: inside.row + offset, width: inside.columns)
    }
  }

  /// The steps at which arms were read.
  private var steps: Set<Int> { Set(study.arms.compactMap { $0.answer?.step }) }

  private var note: String { steps.count == 1 ? "step \(steps.first ?? 0)" : "" }

  private var hint: String {
    "\(study.key(.scrub(-1))) \(study.key(.scrub(1))) go to other steps, "
      + "\(study.key(.cancel)) closes."
  }

  /// The arm and what it reads: numbers by layer over as many lines as they need.
  private func lines(
    of arm: Arm, at index: Int, _ width: Int, _ glyphs: GlyphTier
  ) -> [StyledLine] {
    guard let snapshot = study.armSnapshot(arm.id) else { return [] }
    let style = Style(.series(index), bold: true)
    let name = arm.label.clipped(to: max(4, width / 2 - 4), glyphs: glyphs)
    // Arms that stand at different steps say at which they were read.
    let isElsewhere = steps.count > 1 && snapshot.question == study.question
    let place = snapshot.answer.flatMap { isElsewhere ? " at step \($0.step)" : nil } ?? ""
    let text = text(of: snapshot, glyphs) + place
    let labelWidth = max(12, CharacterWidth.columns(of: name) + 2)
    let wrapped = FormattedText([.paragraph([.text(text)])]).lines(
      width: max(8, width - labelWidth - 2), glyphs: glyphs)
    return wrapped.enumerated().map { place, line in
      let head: [StyledLine.Run] =
        place == 0
        ? [.init("\u{25CF} ", style), .init(name.padded(to: labelWidth), style)]
        : [.init(String(repeating: " ", count: labelWidth + 2))]
      return StyledLine(head + line.runs)
    }
  }

  /// What an arm reads, or why there is nothing yet.
  func text(of arm: ArmSnapshot, _ glyphs: GlyphTier) -> String {
    guard let answer = arm.answer, arm.question == study.question else {
      return arm.phase == .training ? "where it comes to rest" : "\u{2026}"
    }
    switch answer.outcome {
    case .number(let number):
      return number.isFinite ? NumberText.short(number, glyphs: glyphs) : "nothing to measure"
    case .diverged(let step): return "diverged at step \(step)"
    case .reading(.layers(let values)): return list(values, glyphs)
    case .reading(.series(let series)): return list(series.first?.y ?? [], glyphs)
    case .reading: return "a picture"
    }
  }

  /// Numbers by layer or token.
  private func list(_ values: [Double], _ glyphs: GlyphTier) -> String {
    values.map { NumberText.compact($0, glyphs: glyphs) }.joined(separator: " ")
  }
}
