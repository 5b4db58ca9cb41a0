import Charts
internal import Experiments
import Lab
import Lessons

/// A lesson before it is opened: its question, a picture of its arms, its knobs and steps.
struct LessonCard: Drawable {
  let lesson: Lesson
  /// What was seen of it; nil: nothing.
  var progress: LibraryModel.Progress?

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    var rest = rect
    let isRoomy = rect.rows >= 16
    let question = FormattedText([.paragraph([.text(lesson.question)])], style: .strong)
    let head = question.lines(width: min(rect.columns, 70), glyphs: glyphs)
    put(head, into: &grid, in: &rest)
    skip(1, of: &rest)
    if rest.rows > lesson.arms.count {
      let picture = ArmPicture(lesson: lesson)
      let rows = picture.rows
      picture.draw(into: &grid, in: rest.splitTop(rows).top, glyphs: glyphs)
      rest = rest.splitTop(rows).rest
      skip(1, of: &rest)
    }
    if isRoomy {
      put(facts(columns: rest.columns, glyphs: glyphs), into: &grid, in: &rest)
      skip(1, of: &rest)
      put(steps, into: &grid, in: &rest)
    } else {
      // What was seen is told first: there may be a single row.
      let lines = soFar + [StyledLine(summary.clipped(to: rest.columns, glyphs: glyphs), .faint)]
      put(lines, into: &grid, in: &rest)
    }
  }

  private func put(_ lines: [StyledLine], into grid: inout Grid, in rect: inout Rect) {
    for (offset, line) in lines.prefix(rect.rows).enumerated() {
      line.draw(into: &grid, column: rect.column, row: rect.row + offset, width: rect.columns)
    }
    rect = rect.splitTop(lines.count).rest
  }

  private func skip(_ rows: Int, of rect: inout Rect) {
    rect = rect.splitTop(rows).rest
  }

  private var summary: String {
    let steps = lesson.steps.map(\.title).joined(separator: " \u{00B7} ")
    return "\(lesson.steps.count) steps: \(steps)"
  }

  private func facts(columns: Int, glyphs: GlyphTier) -> [StyledLine] {
    let knobs = lesson.knobs.map(\.label).joined(separator: ", ")
    let steps = lesson.mostSteps > 0 ? "\(lesson.mostSteps) steps" : "at once"
    let facts =
      lesson.facts.map { ($0.name, $0.text) } + [
        ("Knobs", knobs.isEmpty ? "none" : knobs),
        (lesson.verb, "\(steps), seed \(lesson.seeds.show)"),
        ("Claims", "\(lesson.claims.count), checked on \(UnseenSeeds.count) seeds"),
      ] + (lesson.isPersonal ? [("File", lesson.path)] : [])
    return facts.map { fact($0, $1.clipped(to: columns - Self.name, glyphs: glyphs)) } + soFar
  }

  /// What was seen of it, where something was.
  private var soFar: [StyledLine] {
    progress.map { [fact("So far", $0.text)] } ?? []
  }

  /// Columns of the names of facts.
  private static let name = 9

  private func fact(_ name: String, _ text: String) -> StyledLine {
    StyledLine([.init(name.padded(to: Self.name), .faint), .init(text)])
  }

  private var steps: [StyledLine] {
    lesson.steps.enumerated().map { index, step in
      let asks = step.prediction != nil
      return StyledLine([
        .init("\(index + 1)".padded(to: 2, trailing: true), .faint),
        .init(asks ? " ? " : "   ", Style(.accent, bold: true)), .init(step.title),
      ])
    }
  }
}

/// The arms of a lesson, each at the place of its own knob value: the lesson's picture.
struct ArmPicture: Drawable {
  let lesson: Lesson

  /// The knob that tells most arms apart.
  private var knob: Knob? {
    lesson.knobs.filter { !$0.isText }.map { knob in
      (knob: knob, count: Set(lesson.arms.map { $0.set[knob.name] ?? knob.value }).count)
    }.max { $0.count < $1.count }.flatMap { $0.count > 1 ? $0.knob : nil }
  }

  var rows: Int { lesson.arms.count + (knob == nil ? 0 : 1) }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let widest = lesson.arms.map { CharacterWidth.columns(of: $0.label) }.max() ?? 0
    let label = min(widest, 14) + 3
    let track = min(48, rect.columns - label - 1)
    var row = rect.row
    if let knob, track >= 8 {
      drawScale(of: knob, into: &grid, column: rect.column + label, row: row, length: track)
      row += 1
    }
    for (index, arm) in lesson.arms.enumerated() where row < rect.endRow {
      grid.write(
        arm.label.clipped(to: label - 2, glyphs: glyphs), column: rect.column, row: row,
        width: label - 1, style: Style(.series(index), bold: true))
      if let knob, track >= 8 {
        let at = Int(
          (KnobText.fraction(value(of: knob, in: arm), of: knob) * Double(track - 1)).rounded())
        drawTrack(
          into: &grid, column: rect.column + label, row: row, length: track, at: at,
          style: Style(.series(index), bold: true), glyphs: glyphs)
      }
      row += 1
    }
  }

  private func value(of knob: Knob, in arm: Arm) -> KnobValue { arm.set[knob.name] ?? knob.value }

  private func drawScale(
    of knob: Knob, into grid: inout Grid, column: Int, row: Int, length: Int
  ) {
    let ends: (String, String) =
      switch knob.kind {
      case .number(let range, _, _):
        (KnobText.shortest(range.lowerBound), KnobText.shortest(range.upperBound))
      case .choice(let words): (words.first ?? "", words.last ?? "")
      case .text, .matrix, .position: ("", "")
      }
    grid.write(ends.0, column: column, row: row, width: length, style: .faint)
    let right = CharacterWidth.columns(of: ends.1)
    grid.write(ends.1, column: column + length - right, row: row, width: right, style: .faint)
    let name = knob.label
    let width = CharacterWidth.columns(of: name)
    if width + right + CharacterWidth.columns(of: ends.0) + 4 <= length {
      grid.write(name, column: column + (length - width) / 2, row: row, width: width, style: .faint)
    }
  }

  private func drawTrack(
    into grid: inout Grid, column: Int, row: Int, length: Int, at: Int, style: Style,
    glyphs: GlyphTier
  ) {
    for offset in 0..<length {
      grid[column + offset, row] = Cell(glyphs == .ascii ? "-" : "─", Style(.border))
    }
    grid[column + at, row] = Cell(
      glyphs == .braille ? "\u{25CF}" : glyphs == .lines ? "\u{25C6}" : "O", style)
  }
}
