import Charts
internal import Experiments
import Lab
import Lessons

/// What a room sees of a talk: one idea, one plot.
struct PresentView {
  let model: AppModel
  let present: PresentModel

  private var study: StudyModel? { model.talkStudy }

  func layout(in size: Size, glyphs: GlyphTier) -> PresentLayout {
    let isTurning = study?.focusedKnob != nil
    let knobRows = study.map { min(2, KnobColumns($0, columns: size.columns).rows) } ?? 0
    return PresentLayout(
      size, look: present.look, hasPlot: study?.plots.isEmpty == false,
      knobRows: isTurning ? knobRows : 0,
      titleColumns: CharacterWidth.columns(of: title.spelled(for: glyphs)),
      scalesText: model.scalesText
    ) { lines(width: $0, glyphs: glyphs).count }
  }

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    guard !present.isBlack else { return }
    let size = grid.size
    guard size.columns >= PresentLayout.smallest.columns, size.rows >= PresentLayout.smallest.rows
    else { return TooSmallView(title: present.talk.title).draw(into: &grid, glyphs: glyphs) }
    let layout = layout(in: size, glyphs: glyphs)
    if !layout.title.isEmpty {
      let end = grid.write(
        title.spelled(for: glyphs).clipped(to: layout.title.columns, glyphs: glyphs),
        column: layout.title.column, row: layout.title.row, width: layout.title.columns,
        style: Style(.accent, bold: true))
      if layout.titleScale == 2 { grid.enlarge(layout.title.row(0, to: end)) }
    }
    drawText(into: &grid, in: layout.text, scale: layout.textScale, glyphs: glyphs)
    if let study {
      if let rect = layout.plot { drawPlot(of: study, into: &grid, in: rect, glyphs: glyphs) }
      if let rect = layout.arms { ArmBar(study: study).draw(into: &grid, in: rect, glyphs: glyphs) }
      if let rect = layout.knobs {
        KnobBar(study: study).draw(into: &grid, in: rect, glyphs: glyphs)
      }
    }
    drawStatus(into: &grid, in: layout.status, glyphs: glyphs)
  }

  private var title: String { present.talk.title(of: present.page) }

  // MARK: Text

  /// At a scale of 2 the lines leave a row for the terminal to double them.
  private func drawText(into grid: inout Grid, in rect: Rect, scale: Int, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let width = rect.columns / scale
    let lines = lines(width: width, glyphs: glyphs)
    for (offset, line) in lines.page(from: 0, rows: rect.rows / scale).enumerated() {
      let end = line.draw(
        into: &grid, column: rect.column, row: rect.row + offset * scale, width: width)
      if scale == 2 { grid.enlarge(rect.row(offset * scale, to: end)) }
    }
  }

  private func lines(width: Int, glyphs: GlyphTier) -> [StyledLine] {
    guard let idea = model.idea else {
      return study == nil && present.lessonPage != nil
        ? [StyledLine("opening\u{2026}", .faint)] : []
    }
    let style: Style = present.look == .text ? .strong : .plain
    switch idea {
    case .text(let prose):
      return StepText.set(filled(prose, style: style, glyphs: glyphs), width: width, glyphs: glyphs)
    case .question(let prediction), .outcome(let prediction):
      return VoteLines(
        prediction: prediction, votes: model.votes(on: prediction),
        outcome: study.flatMap { PredictionOutcome(prediction, in: $0) },
        filled: { filled($0, style: $1, glyphs: glyphs) }, counts: present.counts
      ).lines(width: width, glyphs: glyphs)
    }
  }

  private func filled(_ prose: Prose, style: Style, glyphs: GlyphTier) -> FormattedText {
    guard let study else { return ownText(prose, style: style, glyphs: glyphs) }
    return FilledText(snapshot: study.filled, claims: study.judgedClaims, glyphs: glyphs).text(
      prose, style: style)
  }

  /// A text of the course, which no run fills.
  private func ownText(_ prose: Prose, style: Style, glyphs: GlyphTier) -> FormattedText {
    FilledText(snapshot: SessionSnapshot(seed: 0), claims: [], glyphs: glyphs).text(
      prose, style: style)
  }

  // MARK: The plot

  private func drawPlot(
    of study: StudyModel, into grid: inout Grid, in rect: Rect, glyphs: GlyphTier
  ) {
    let plot = study.plots[min(study.shownPlot, study.plots.count - 1)]
    let panel = PlotPanel(study: study, plot: plot)
    PanelRule(title: plot.title, note: panel.note).draw(into: &grid, in: rect, glyphs: glyphs)
    panel.draw(into: &grid, in: rect.inset(left: 1, top: 1, right: 1), glyphs: glyphs)
  }

  // MARK: Where the talk is

  private func drawStatus(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let right = StyledLine(
      state + [.init("\(present.page + 1)/\(present.talk.pages.count)", .faint)])
    let column = rect.endColumn - right.columns
    right.draw(into: &grid, column: column, row: rect.row, width: right.columns)
    let count = model.ideas.count
    let dots = (0..<count).map { $0 == min(present.idea, count - 1) ? "\u{25CF}" : "\u{25CB}" }
    var left = count > 1 ? dots.joined(separator: " ").spelled(for: glyphs) : ""
    if rect.columns >= 60 {
      let name = study.map { "\($0.lesson.title)" } ?? present.talk.title
      left = left.isEmpty ? name : "\(left)   \(name)"
    }
    grid.write(
      left.clipped(to: max(0, column - rect.column - 2), glyphs: glyphs), column: rect.column,
      row: rect.row, width: max(0, column - rect.column - 2), style: .faint)
  }

  /// How the run stands, and whether it is what it seems.
  private var state: [StyledLine.Run] {
    guard let study else { return [] }
    var runs: [StyledLine.Run] = []
    if present.isAside { runs.append(.init("what if?  ", Style(.warning, bold: true))) }
    if study.arms.contains(where: \.isReplayed) {
      runs.append(.init("REPLAY  ", Style(.warning, bold: true)))
    }
    guard study.trains else { return runs }
    let limit = study.snapshot.limit
    let text = study.progressStep > limit ? "" : "/\(limit)"
    if study.runState == .running { runs.append(.init("\u{25B6} ", Style(.good))) }
    return runs + [.init("step \(study.progressStep)\(text)   ", .plain)]
  }
}

extension Rect {
  /// What of a row of it, counted from its first, has been written up to a column.
  fileprivate func row(_ offset: Int, to end: Int) -> Rect {
    Rect(column: column, row: row + offset, columns: max(0, end - column), rows: 1)
  }
}

/// A question with what the room says to it, and once it is known, what came of it.
struct VoteLines {
  let prediction: Prediction
  let votes: RoomVotes
  /// nil: nobody has predicted.
  let outcome: PredictionOutcome?
  let filled: (Prose, Style) -> FormattedText
  /// Counts being typed.
  let counts: TextField?

  func lines(width: Int, glyphs: GlyphTier) -> [StyledLine] {
    var lines = StepText.set(filled(prediction.ask, .strong), width: width, glyphs: glyphs)
    lines.append(StyledLine())
    switch prediction.kind {
    case .choice(let options, let answer):
      for (index, option) in options.enumerated() {
        lines += optionLines(
          option, number: index + 1, isRight: isKnown ? option.key == answer : nil, width: width,
          glyphs: glyphs)
      }
    case .number: lines += numberLines(width: width, glyphs: glyphs)
    }
    if let counts {
      lines += [
        StyledLine(),
        StyledLine([
          .init("votes: ", .faint), .init(counts.text, Style(.accent, bold: true)),
          .init("_", .faint),
        ]),
      ]
    }
    return lines
  }

  private var isKnown: Bool { outcome.map { $0.judgement != .open } ?? false }

  private func optionLines(
    _ option: Prediction.Option, number: Int, isRight: Bool?, width: Int, glyphs: GlyphTier
  ) -> [StyledLine] {
    let mark = isRight == true ? Verdict.right.mark(glyphs: glyphs) : nil
    let sign = mark.map { "\($0.sign) " } ?? "  "
    var lines = StepText.item(
      "\(sign)\(number)  ", filled(option.text, isRight == true ? .strong : .plain), width: width,
      style: mark?.style ?? Style(.accent, bold: true), glyphs: glyphs)
    let count = votes.count(of: option.key)
    guard let percent = votes.percent(of: option.key) else { return lines }
    let share = Double(count) / Double(votes.answers.count)
    let room = max(4, width - 5 - 12)
    let bar = String(
      repeating: glyphs == .ascii ? "#" : "\u{2588}", count: Int((share * Double(room)).rounded()))
    lines.append(
      StyledLine([
        .init("     \(bar)", isRight == true ? Style(.good) : Style(.accent)),
        .init("\(bar.isEmpty ? "" : " ")\(count)", .strong),
        .init("  \(percent) %", .faint),
      ]))
    return lines
  }

  /// What was guessed: the middle and the ends, and beside it what was measured.
  private func numberLines(width: Int, glyphs: GlyphTier) -> [StyledLine] {
    func text(_ number: Double) -> String {
      let short = NumberText.short(number, glyphs: glyphs)
      guard case .number(_, _, let unit) = prediction.kind, !unit.isEmpty else { return short }
      return "\(short) \(unit)"
    }
    let numbers = votes.numbers
    var lines: [StyledLine] = []
    if let first = numbers.first, let last = numbers.last {
      let middle = numbers[(numbers.count - 1) / 2]
      lines.append(
        StyledLine([
          .init("the room of \(numbers.count) says ", .faint),
          .init(text(middle), Style(.accent, bold: true)),
          .init("  (\(text(first)) to \(text(last)))", .faint),
        ]))
    }
    if let measured = outcome?.measured, let value = outcome?.measuredText(glyphs: glyphs) {
      lines.append(
        StyledLine([.init("measured ", .faint), .init(value, Style(.good, bold: true))]))
      if case .number(_, let factor, _) = prediction.kind, measured.isFinite, !numbers.isEmpty {
        let near = numbers.count { Prediction.isNear($0, measured, factor: factor) }
        lines.append(
          StyledLine(
            "\(near) of \(numbers.count) within a factor of \(NumberText.short(factor))", .faint))
      }
    }
    return lines
  }
}
