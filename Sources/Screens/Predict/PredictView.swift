import Charts
import Lab
import Lessons

/// The question before the run; after it the guess, the measurement and the gap.
struct PredictView {
  let study: StudyModel
  let predict: PredictModel

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    guard size.columns >= StudyLayout.smallest.columns && size.rows >= StudyLayout.smallest.rows
    else { return TooSmallView(title: study.lesson.title).draw(into: &grid, glyphs: glyphs) }
    let (title, below) = Rect(size).splitTop(1)
    StudyTitle(study: study, glyphs: glyphs).bar.draw(into: &grid, in: title, glyphs: glyphs)
    let (body, rule) = below.inset(bottom: 1).splitTop(below.rows - 2)
    PanelRule().draw(into: &grid, in: body.splitTop(1).top, glyphs: glyphs)
    PanelRule().draw(into: &grid, in: rule, glyphs: glyphs)
    let width = min(76, size.columns - 4)
    let lines = self.lines(width: width - 4, glyphs: glyphs)
    let room = body.inset(top: 1)
    let height = min(room.rows, lines.count + 4)
    let proof = evidence(height: room.rows - height)
    let above = proof == nil ? (room.rows - height) / 2 : 1
    let frame = Rect(
      column: (size.columns - width) / 2, row: room.row + above, columns: width, rows: height)
    if let proof {
      draw(
        proof, into: &grid,
        in: room.inset(left: frame.column, top: height + 2, right: frame.column),
        glyphs: glyphs)
    }
    Frame(title: heading, isFocused: true).draw(into: &grid, in: frame, glyphs: glyphs)
    let inside = Frame.inside(frame).inset(top: height > lines.count + 2 ? 1 : 0)
    for (offset, line) in lines.prefix(inside.rows).enumerated() {
      line.draw(
        into: &grid, column: inside.column, row: inside.row + offset, width: inside.columns)
    }
    drawField(lines, into: &grid, in: inside)
  }

  /// The plot that shows what came: of the first run after the question, where there is room.
  private func evidence(height: Int) -> Plot? {
    guard height >= 13, let outcome = PredictionOutcome(study), outcome.judgement != .open else {
      return nil
    }
    let asked = study.lesson.steps.firstIndex { $0.prediction?.id == predict.prediction.id } ?? 0
    let later = study.lesson.steps[asked...].first { !$0.plots.isEmpty && $0.run != nil }
    return (later?.plots ?? study.lesson.steps[asked].plots).first.flatMap(study.lesson.plot)
  }

  private func draw(_ plot: Plot, into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let panel = PlotPanel(study: study, plot: plot)
    PanelRule(title: plot.title, note: panel.note).draw(into: &grid, in: rect, glyphs: glyphs)
    panel.draw(into: &grid, in: rect.inset(top: 1, bottom: 1), glyphs: glyphs)
  }

  private var heading: String { predict.answer == nil ? "What do you expect?" : "Your prediction" }

  /// Where the number is typed: the last line but two.
  private func drawField(_ lines: [StyledLine], into grid: inout Grid, in rect: Rect) {
    guard predict.isTyping else { return }
    let row = rect.row + lines.count - 3
    guard row < rect.endRow else { return }
    let end = predict.typed.draw(into: &grid, column: rect.column + 2, row: row, width: 24)
    if case .number(_, _, let unit) = predict.prediction.kind {
      grid.write(unit, column: end + 1, row: row, width: rect.endColumn - end - 1, style: .faint)
    }
  }

  private func lines(width: Int, glyphs: GlyphTier) -> [StyledLine] {
    let ask = filled(glyphs).text(predict.prediction.ask, style: .strong)
    var lines = StepText.set(ask, width: width, glyphs: glyphs)
    lines.append(StyledLine())
    if predict.answer != nil {
      return lines + answered(width: width, glyphs: glyphs)
    }
    if predict.isChoosing {
      for (index, option) in predict.options.enumerated() {
        lines += optionLines(
          option, isChosen: index == predict.selected, width: width, glyphs: glyphs)
      }
      lines += [
        StyledLine(), StyledLine("Committed before the run; you can't change it later.", .faint),
      ]
    } else {
      lines += [StyledLine(), StyledLine(), StyledLine(numberHelp, .faint)]
    }
    return lines
  }

  private var numberHelp: String {
    guard case .number(_, let factor, _) = predict.prediction.kind else { return "" }
    return "A guess within a factor of \(NumberText.short(factor)) counts. Enter commits."
  }

  private func optionLines(
    _ option: Prediction.Option, isChosen: Bool, width: Int, glyphs: GlyphTier
  ) -> [StyledLine] {
    let pointer = isChosen ? "\u{25B8} " : "  "
    let style = isChosen ? Style(.accent, bold: true) : Style(.accent)
    var lines = StepText.item(
      "\(pointer)\(option.key)  ", filled(glyphs).text(option.text), width: width, style: style,
      glyphs: glyphs)
    if isChosen {
      lines = lines.map { line in
        StyledLine(line.runs.map { .init($0.text, Style(.accent, bold: true)) })
      }
    }
    return lines
  }

  // MARK: Afterwards

  private func answered(width: Int, glyphs: GlyphTier) -> [StyledLine] {
    guard let outcome = PredictionOutcome(study) else { return [] }
    let mark = outcome.mark(glyphs: glyphs)
    var lines = row("You said", outcome.answer(glyphs: glyphs), width: width, glyphs: glyphs)
    switch outcome.judgement {
    case .open:
      return lines + [
        StyledLine(), StyledLine("The run will tell: Enter, then space.", Style(.accent)),
      ]
    case .right, .wrong: break
    }
    if let right = outcome.rightOption {
      lines += row("It is", outcome.text(right, glyphs: glyphs), width: width, glyphs: glyphs)
    }
    if let measured = outcome.measured {
      let text = measured.isFinite ? NumberText.short(measured, glyphs: glyphs) : "diverged"
      lines += row("Measured", [.text(outcome.withUnit(text))], width: width, glyphs: glyphs)
    }
    if let gap = outcome.gap(glyphs: glyphs) {
      lines += row("The gap", [.text(gap)], width: width, glyphs: glyphs)
    }
    let verdict = outcome.judgement == .right ? "So it is." : "It came otherwise."
    lines += [StyledLine(), StyledLine("\(mark.text) \(verdict)", mark.style)]
    if let why = outcome.why {
      let text = filled(glyphs).text(why)
      lines += [StyledLine()] + StepText.set(text, width: width, glyphs: glyphs)
    }
    return lines
  }

  private func row(
    _ name: String, _ text: [FormattedText.Run], width: Int, glyphs: GlyphTier
  ) -> [StyledLine] {
    StepText.item(
      name.padded(to: 11), FormattedText([.paragraph(text)]), width: width, style: .faint,
      glyphs: glyphs)
  }

  private func filled(_ glyphs: GlyphTier) -> FilledText {
    FilledText(snapshot: study.snapshot, claims: study.lesson.claims, glyphs: glyphs)
  }
}
