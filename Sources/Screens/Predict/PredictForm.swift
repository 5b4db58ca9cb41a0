import Charts
import Lab
import Lessons

/// The question before the run; after it the guess, the measurement and the gap. It stands in place of
/// the step's text, beside the plot that it is about.
struct PredictForm {
  let study: StudyModel
  let predict: PredictModel

  /// The form's lines, and the one that should be in sight: the chosen option, or the field.
  struct Lines {
    var all: [StyledLine] = []
    var place: Int?
  }

  var heading: String { predict.answer == nil ? "What do you expect?" : "Your prediction" }

  /// The rows that it wants on a screen, its rule included.
  func rows(in size: Size, glyphs: GlyphTier) -> Int {
    lines(width: StudyLayout.textWidth(in: Rect(size)), glyphs: glyphs).all.count + 2
  }

  /// Where its lines stand within the panel of the text.
  static func place(in panel: Rect) -> Rect {
    let top = panel.rows >= 12 ? 2 : 1
    return Rect(
      column: panel.column + 2, row: panel.row + top, columns: StudyLayout.textWidth(in: panel),
      rows: panel.rows - top)
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let lines = lines(width: rect.columns, glyphs: glyphs)
    let end = (lines.place ?? 0) + 2
    let first = min(max(0, end - rect.rows), max(0, lines.all.count - rect.rows))
    for (offset, line) in lines.all.dropFirst(first).prefix(rect.rows).enumerated() {
      line.draw(into: &grid, column: rect.column, row: rect.row + offset, width: rect.columns)
    }
    guard predict.isTyping, let place = lines.place else { return }
    drawField(into: &grid, row: rect.row + place - first, in: rect)
  }

  private func drawField(into grid: inout Grid, row: Int, in rect: Rect) {
    let end = predict.typed.draw(
      into: &grid, column: rect.column + 2, row: row, width: min(24, rect.columns - 2))
    if case .number(_, _, let unit) = predict.prediction.kind {
      grid.write(
        unit, column: end + 1, row: row, width: max(0, rect.endColumn - end - 1), style: .faint)
    }
  }

  func lines(width: Int, glyphs: GlyphTier) -> Lines {
    let ask = filled(glyphs).text(predict.prediction.ask, style: .strong)
    var lines = Lines(all: StepText.set(ask, width: width, glyphs: glyphs) + [StyledLine()])
    if predict.answer != nil {
      lines.all += answered(width: width, glyphs: glyphs)
    } else if predict.isChoosing {
      for (index, option) in predict.options.enumerated() {
        lines.all += optionLines(
          option, isChosen: index == predict.selected, width: width, glyphs: glyphs)
        if index == predict.selected { lines.place = lines.all.count - 1 }
      }
      lines.all.append(StyledLine())
      lines.all += note(
        "\(study.key(.accept, in: .predict)) commits; you can't change it later.", width: width,
        glyphs: glyphs)
    } else {
      lines.place = lines.all.count
      lines.all += [StyledLine(), StyledLine()]
      lines.all += note(numberHelp, width: width, glyphs: glyphs)
    }
    return lines
  }

  private func note(_ text: String, width: Int, glyphs: GlyphTier) -> [StyledLine] {
    StepText.set(
      FormattedText([.paragraph([.text(text)])], style: .faint), width: width, glyphs: glyphs)
  }

  private var numberHelp: String {
    guard case .number(_, let factor, _) = predict.prediction.kind else { return "" }
    let key = study.key(.accept, in: .numberEntry)
    return "A guess within a factor of \(NumberText.short(factor)) counts. \(key) commits."
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
    lines += sureness(width: width, glyphs: glyphs)
    if predict.hidesOutcome {
      let key = study.key(.cancel, in: .predict)
      return lines + [StyledLine(), StyledLine("\(key) tells what it is.", Style(.accent))]
    }
    switch outcome.judgement {
    case .open:
      return lines + [
        StyledLine(), StyledLine(study.wayToOutcome, Style(.accent)),
      ]
    case .right, .wrong: break
    }
    if let right = outcome.rightOption {
      lines += row("It is", outcome.text(right, glyphs: glyphs), width: width, glyphs: glyphs)
    }
    if let measured = outcome.measuredText(glyphs: glyphs) {
      lines += row("Measured", [.text(measured)], width: width, glyphs: glyphs)
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

  /// How sure the answer is, or the keys to say so.
  private func sureness(width: Int, glyphs: GlyphTier) -> [StyledLine] {
    if let confidence = predict.confidence {
      return row("How sure", [.text(confidence.rawValue)], width: width, glyphs: glyphs)
    }
    guard predict.asksConfidence else { return [] }
    let keys = Confidence.allCases.map { "\(study.key(.sure($0), in: .predict)) \($0.rawValue)" }
    return row(
      "How sure?", [.text(keys.joined(separator: ", "))], width: width, glyphs: glyphs)
  }

  private func row(
    _ name: String, _ text: [FormattedText.Run], width: Int, glyphs: GlyphTier
  ) -> [StyledLine] {
    StepText.item(
      name.padded(to: 11), FormattedText([.paragraph(text)]), width: width, style: .faint,
      glyphs: glyphs)
  }

  private func filled(_ glyphs: GlyphTier) -> FilledText {
    FilledText(snapshot: study.filled, claims: study.judgedClaims, glyphs: glyphs)
  }
}
