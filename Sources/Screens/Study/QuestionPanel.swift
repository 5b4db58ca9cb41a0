import Charts
internal import Experiments
import Lab
import Lessons

/// What was asked of the runs, over the text: what it reads at the step where each is.
struct QuestionPanel {
  let study: StudyModel

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard let question = study.question, rect.columns >= 20 else { return }
    let lines = study.shownArms.flatMap { line(of: $0.arm, at: $0.index, glyphs) }
    let hint = FormattedText([.paragraph([.text(hint)])]).lines(
      width: rect.columns - 4, glyphs: glyphs)
    let rows = min(rect.rows, lines.count + hint.count + 3)
    guard rows >= 3 else { return }
    let frame = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: rows)
    Frame(title: question.label, note: note, isFocused: true).draw(
      into: &grid, in: frame, glyphs: glyphs)
    let inside = Frame.inside(frame)
    for (offset, line) in (lines + [StyledLine()] + hint).prefix(inside.rows).enumerated() {
      line.draw(into: &grid, column: inside.column, row: inside.row + offset, width: inside.columns)
    }
  }

  private var note: String {
    let steps = Set(study.arms.compactMap { $0.answer?.step })
    return steps.count == 1 ? "step \(steps.first ?? 0)" : ""
  }

  private var hint: String {
    "\(study.key(.scrub(-1))) \(study.key(.scrub(1))) go to other steps, "
      + "\(study.key(.cancel)) closes."
  }

  private func line(of arm: Arm, at index: Int, _ glyphs: GlyphTier) -> [StyledLine] {
    guard let snapshot = study.armSnapshot(arm.id) else { return [] }
    let label = arm.label.clipped(to: 16, glyphs: glyphs).padded(to: 17)
    return [
      StyledLine([
        .init("\u{25CF} ", Style(.series(index), bold: true)),
        .init(label, Style(.series(index), bold: true)),
        .init(text(of: snapshot, glyphs)),
      ])
    ]
  }

  private func text(of arm: ArmSnapshot, _ glyphs: GlyphTier) -> String {
    guard let answer = arm.answer else {
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
    values.map { NumberText.compact($0, glyphs: glyphs) }.joined(separator: "  ")
  }
}
