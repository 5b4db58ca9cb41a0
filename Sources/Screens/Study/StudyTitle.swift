import Charts
import Lab
import Lessons

/// The bar above a lesson: part, number and title, the steps as dots, the state of the run.
struct StudyTitle {
  let study: StudyModel
  var glyphs = GlyphTier.braille

  var bar: TitleBar {
    TitleBar(
      title: title, middle: dots, shortMiddle: shortDots, state: state, mediumState: mediumState,
      narrowState: narrowState)
  }

  private var title: StyledLine {
    let lesson = study.lesson
    let place = lesson.bench == nil ? "Lesson \(lesson.number)" : "Bench"
    return StyledLine([
      .init("\(place)  ", .faint), .init(lesson.title, .strong),
    ])
  }

  /// ● done, ◉ here, ○ to come, and the numbers.
  private var dots: StyledLine {
    let count = study.lesson.steps.count
    var runs: [StyledLine.Run] = []
    if count <= 12 {
      for index in 0..<count {
        let (dot, style): (String, Style) =
          index == study.step
          ? ("\u{25C9}", Style(.accent, bold: true))
          : index < study.step ? ("\u{25CF}", Style(.accent)) : ("\u{25CB}", .faint)
        runs.append(.init(dot + " ", style))
      }
    }
    return StyledLine(runs + shortDots.runs)
  }

  /// The page whose dot stands at a column, from 0.
  func page(at column: Int, in rect: Rect) -> Int? {
    guard study.lesson.steps.count <= 12,
      let place = bar.middleColumn(at: column, in: rect), place / 2 < study.lesson.steps.count
    else { return nil }
    return place / 2
  }

  private var shortDots: StyledLine {
    StyledLine(" \(study.step + 1)/\(study.lesson.steps.count)", .faint)
  }

  /// Rate, step and seed, in fields of fixed width so that nothing jumps.
  private var state: StyledLine {
    let mark = mark
    let word = study.runState == .running ? "\(rate) steps/s" : mark.word
    return StyledLine(
      [.init(mark.glyph + " ", mark.style), .init(word.padded(to: 12), mark.style)]
        + [.init(study.trains ? " step " : "      ", .faint)] + stepRuns + seedRuns)
  }

  private var mediumState: StyledLine {
    let mark = mark
    let word = study.runState == .running ? "\(rate)/s" : mark.word
    return StyledLine(
      [.init(mark.glyph + " ", mark.style), .init(word.padded(to: 8), mark.style)] + stepRuns
        + seedRuns)
  }

  private var narrowState: StyledLine {
    StyledLine([.init(mark.glyph + " ", mark.style)] + stepRuns)
  }

  private var stepRuns: [StyledLine.Run] {
    let limit = study.snapshot.limit
    guard study.trains else { return [.init("       ", .faint)] }
    let step = "\(study.progressStep)".padded(to: max(3, "\(limit)".count), trailing: true)
    // Arms may have come further on an earlier page.
    if study.progressStep > limit { return [.init(step, .plain)] }
    return [.init(step, .plain), .init("/\(limit)", .faint)]
  }

  private var seedRuns: [StyledLine.Run] {
    [.init("  seed ", .faint), .init("\(study.snapshot.seed)", .plain)]
  }

  private var rate: String { NumberText.short(study.stepsPerSecond.rounded(), glyphs: glyphs) }

  private var mark: (glyph: String, word: String, style: Style) {
    switch study.runState {
    case .running: ("\u{25B6}", "running", Style(.good))
    case .building: ("\u{2026}", "building", Style(.warning))
    case .ready: ("\u{25CB}", "ready", .faint)
    case .paused: ("\u{2016}", "paused", Style(.warning))
    case .finished:
      ("\u{25A0}", study.trains || study.trainingStep > 0 ? "done" : "at rest", .faint)
    case .failed: ("!", "failed", Style(.bad))
    }
  }
}

/// What to do next: the key and its word; while arms train, how far they are.
struct CallView {
  let study: StudyModel

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let call = study.callToAction
    var column = grid.write(
      "\u{25B8} ", column: rect.column, row: rect.row, width: rect.columns,
      style: Style(.accent, bold: true))
    if !call.key.isEmpty {
      column = grid.write(
        "\(call.key)  ", column: column, row: rect.row, width: rect.endColumn - column,
        style: Style(.accent, bold: true))
    }
    column = grid.write(
      call.text.clipped(to: rect.endColumn - column, glyphs: glyphs), column: column,
      row: rect.row, width: rect.endColumn - column)
    guard study.runState == .running, study.snapshot.limit > 0 else { return }
    let bar = Rect(
      column: column + 2, row: rect.row, columns: rect.endColumn - column - 2, rows: 1)
    ProgressBar(fraction: Double(study.progressStep) / Double(study.snapshot.limit)).draw(
      into: &grid, in: bar, glyphs: glyphs)
  }
}

/// How much of something is done: ━━━━━━───── 45 %
struct ProgressBar: Drawable, Hashable {
  var fraction: Double

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let part = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    let text = "\(Int(part * 100)) %".padded(to: 6, trailing: true)
    let length = min(24, rect.columns - 6)
    guard length >= 4 else { return }
    let full = Int(part * Double(length))
    for offset in 0..<length {
      let isFull = offset < full
      let glyph: Unicode.Scalar =
        glyphs == .ascii ? (isFull ? "=" : "-") : isFull && glyphs == .braille ? "\u{2501}" : "─"
      grid[rect.column + offset, rect.row] = Cell(glyph, isFull ? Style(.accent) : Style(.border))
    }
    grid.write(text, column: rect.column + length, row: rect.row, width: 6, style: .faint)
  }
}
