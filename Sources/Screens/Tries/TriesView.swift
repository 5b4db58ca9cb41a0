import Charts
internal import Experiments
import Lab
import Lessons

/// The runs of the page in a table over what is on the screen.
struct TriesView {
  let study: StudyModel
  let tries: TriesModel

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    let lines = study.tryLines
    let width = min(size.columns, 104)
    let rows = min(max(8, lines.count + 5), max(6, size.rows - 3))
    let frame = Rect(
      column: (size.columns - width) / 2, row: max(0, (size.rows - rows) / 2), columns: width,
      rows: min(rows, size.rows))
    guard frame.columns >= 20 && frame.rows >= 5 else { return }
    let inside = Frame.inside(frame).inset(left: 1, right: 1)
    let shown = max(1, inside.rows - 1)
    let first = min(max(0, tries.selected - shown + 1), max(0, lines.count - shown))
    let hidden = lines.count - first - shown
    let note = hidden > 0 ? "\u{2193} \(hidden) more" : first > 0 ? "\u{2191} above" : ""
    Frame(title: title, note: note, isFocused: true).draw(into: &grid, in: frame, glyphs: glyphs)
    let columns = Columns(lines, width: inside.columns, headline: headline)
    columns.head(headline).draw(
      into: &grid, column: inside.column, row: inside.row, width: inside.columns)
    for (offset, line) in lines.dropFirst(first).prefix(shown).enumerated() {
      draw(
        line, isChosen: first + offset == tries.selected, columns, into: &grid,
        in: Rect(
          column: inside.column, row: inside.row + 1 + offset, columns: inside.columns, rows: 1),
        glyphs: glyphs)
    }
  }

  private var title: String {
    study.now == 0 ? "Runs" : "Runs at step \(study.now), the best first"
  }

  private var headline: String { study.lesson.headlineProbe?.label ?? "" }

  private func draw(
    _ line: TryLine, isChosen: Bool, _ columns: Columns, into grid: inout Grid, in rect: Rect,
    glyphs: GlyphTier
  ) {
    let isPresent = line.mark.number == nil
    let isPinned = study.pinned.contains(line.mark)
    let isHidden = isPresent && study.hiddenArms.contains(line.mark.arm)
    let sign = isPinned ? "\u{25C6}" : isPresent && !isHidden ? "\u{25CF}" : "\u{25CB}"
    let style = isPresent ? Style.strong : .plain
    let what =
      line.differences.isEmpty ? "as in the lesson" : line.differences.joined(separator: ", ")
    let result =
      line.divergedStep.map { "diverged at \($0)" }
      ?? line.result.map { NumberText.short($0, glyphs: glyphs) } ?? "\u{2026}"
    if isChosen, let name = tries.name {
      let end = grid.write(
        "\u{25B8} " + sign + " ", column: rect.column, row: rect.row, width: 4,
        style: Style(.accent, bold: true))
      _ = name.draw(into: &grid, column: end, row: rect.row, width: rect.endColumn - end)
      return
    }
    StyledLine([
      .init(isChosen ? "\u{25B8} " : "  ", Style(.accent, bold: true)),
      .init(sign + " ", Style(.series(line.arm), bold: true)),
      .init(
        line.label.clipped(to: columns.name, glyphs: glyphs).padded(to: columns.name + 2),
        Style(.series(line.arm), bold: isPresent)),
      .init(what.clipped(to: columns.what, glyphs: glyphs).padded(to: columns.what + 2), style),
      .init("\(line.seed)".padded(to: columns.seed, trailing: true) + "  ", .faint),
      .init("\(line.step)".padded(to: columns.step, trailing: true) + "  ", .faint),
      .init(result.padded(to: columns.result, trailing: true), style),
    ]).draw(into: &grid, column: rect.column, row: rect.row, width: rect.columns)
  }

  /// What each column of the table takes; what was different gets the rest.
  private struct Columns {
    let name: Int
    let what: Int
    let seed: Int
    let step: Int
    let result: Int

    init(_ lines: [TryLine], width: Int, headline: String) {
      func widest(_ texts: [String]) -> Int {
        texts.map { CharacterWidth.columns(of: $0) }.max() ?? 0
      }
      name = min(16, widest(lines.map(\.label) + ["arm"]))
      seed = widest(lines.map { "\($0.seed)" } + ["seed"])
      step = widest(lines.map { "\($0.step)" } + ["step"])
      let ends = lines.compactMap(\.divergedStep).map { "diverged at \($0)" }
      result = max(8, widest(ends + [headline]))
      what = max(8, width - 4 - name - 2 - 2 - seed - 2 - step - 2 - result)
    }

    func head(_ headline: String) -> StyledLine {
      StyledLine(
        "    " + "arm".padded(to: name + 2) + "knobs".padded(to: what + 2)
          + "seed".padded(to: seed, trailing: true) + "  " + "step".padded(to: step, trailing: true)
          + "  " + headline.padded(to: result, trailing: true), .faint)
    }
  }
}
