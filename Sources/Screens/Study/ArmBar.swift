import Charts
internal import Experiments
import Lab
import Lessons

/// The arms in one row: number, name and newest loss, or how they ended.
struct ArmBar {
  let study: StudyModel

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    for (entry, place) in zip(study.shownArms, places(in: rect)) {
      draw(entry, into: &grid, in: place.rect, glyphs: glyphs)
    }
    drawHeadline(into: &grid, in: rect, glyphs: glyphs)
  }

  /// What the numbers beside the names are, at the end of the row where there is room.
  private func drawHeadline(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard let probe = study.lesson.headlineProbe, let last = places(in: rect).last,
      study.arms.contains(where: { $0.newest(probe.name) != nil })
    else { return }
    let label = probe.label
    let width = CharacterWidth.columns(of: label)
    let column = rect.endColumn - width - 1
    guard column >= last.rect.endColumn + 1 else { return }
    grid.write(label, column: column, row: rect.row, width: width, style: .faint)
  }

  /// Where each arm stands.
  func places(in rect: Rect) -> [(index: Int, rect: Rect)] {
    let arms = study.shownArms
    guard !arms.isEmpty else { return [] }
    var widths = arms.map { width(of: $0.arm) }
    // Names tell more than numbers, which the plots have too.
    if widths.reduce(0, +) > rect.columns - 2 { widths = arms.map { nameWidth(of: $0.arm) } }
    let room = rect.columns - 2 - widths.reduce(0, +)
    // What is left tells what the numbers are.
    let label = study.lesson.headlineProbe.map { CharacterWidth.columns(of: $0.label) + 2 } ?? 0
    let air = room < 0 ? 0 : min(12, (room > 2 * label ? room - label : room) / arms.count)
    // Where not even the short forms fit, all get the same.
    let share = (rect.columns - 2) / arms.count
    var column = rect.column + 1
    return zip(arms, widths).map { entry, width in
      let columns = room < 0 ? share : width + air
      defer { column += columns }
      return (
        index: entry.index,
        rect: Rect(column: column, row: rect.row, columns: max(0, columns - 1), rows: 1)
      )
    }
  }

  /// Number, mark and name, and six columns for a loss, or the words for an end.
  private func width(of arm: Arm) -> Int {
    let name = nameWidth(of: arm)
    guard let step = study.armSnapshot(arm.id)?.divergedStep else { return name + 8 }
    return name + CharacterWidth.columns(of: "diverged at \(step)") + 1
  }

  private func nameWidth(of arm: Arm) -> Int { 5 + CharacterWidth.columns(of: arm.label) }

  private func draw(
    _ entry: (index: Int, arm: Arm), into grid: inout Grid, in rect: Rect, glyphs: GlyphTier
  ) {
    let isHidden = study.hiddenArms.contains(entry.arm.id)
    let color = isHidden ? Style.faint : Style(.series(entry.index), bold: true)
    var column = grid.write(
      "\(entry.index + 1) ", column: rect.column, row: rect.row, width: rect.columns,
      style: .faint)
    let arm = study.armSnapshot(entry.arm.id)
    let texts = isHidden ? ["hidden"] : arm.map { readings(of: $0, glyphs: glyphs) } ?? []
    // Number and mark come first, the name gets what it needs of the rest, then comes the text.
    let room = rect.endColumn - column - 2
    let label = shortened(entry.arm, in: room, glyphs: glyphs)
    let left = max(0, room - CharacterWidth.columns(of: label) - 1)
    let text = texts.first { CharacterWidth.columns(of: $0) <= left } ?? ""
    // An end that finds no words is told by the mark.
    let hasEnded = text.isEmpty && (arm?.divergedStep != nil || arm?.hasFailed == true)
    let mark = isHidden ? "\u{25CB} " : hasEnded ? "\u{2715} " : "\u{25CF} "
    column = grid.write(
      mark, column: column, row: rect.row, width: rect.endColumn - column, style: color)
    column = grid.write(label, column: column, row: rect.row, width: room, style: color)
    grid.write(
      text, column: column + 1, row: rect.row, width: left,
      style: isHidden ? .faint : .plain)
  }

  /// The name of an arm: whole where it fits, else such that it differs from the others' in the row.
  private func shortened(_ arm: Arm, in room: Int, glyphs: GlyphTier) -> String {
    let arms = study.shownArms.map(\.arm)
    guard let place = arms.firstIndex(where: { $0.id == arm.id }) else { return arm.label }
    return DistinctLabels(arms.map(\.label)).texts(columns: max(3, room), glyphs: glyphs)[place]
  }

  /// The names that find no room in whole, and what is shown of them.
  func cutLabels(in rect: Rect, glyphs: GlyphTier) -> [(label: String, shown: String)] {
    zip(study.shownArms, places(in: rect)).compactMap { entry, place in
      // Number and mark come first.
      let room = place.rect.columns - 4
      let shown = shortened(entry.arm, in: room, glyphs: glyphs).clipped(to: room, glyphs: glyphs)
      return shown == entry.arm.label ? nil : (entry.arm.label, shown)
    }
  }

  /// The newest value of the lesson's headline, or what happened instead, at length and shorter.
  private func readings(of arm: ArmSnapshot, glyphs: GlyphTier) -> [String] {
    switch arm.phase {
    case .diverged(let step):
      return ["diverged at step \(step)", "diverged at \(step)", "\u{2715} \(step)"]
    case .failed: return ["can't be built", "failed", "!"]
    case .building, .travelling: return ["\u{2026}"]
    default:
      let value = study.lesson.headlineProbe.flatMap { arm.newest($0.name) }
      return [value.map { NumberText.short($0, glyphs: glyphs) } ?? ""]
    }
  }
}

extension ArmSnapshot {
  /// The newest value of a probe of the whole network, smoothed where it is smoothed.
  func newest(_ probe: String) -> Double? {
    traces[probe]?.newest
  }
}

/// The arms with the knobs that tell them apart, as a table.
struct ArmTable {
  let study: StudyModel

  func table(glyphs: GlyphTier) -> DataTable {
    let knobs = study.lesson.knobs.filter { knob in
      study.lesson.arms.contains { $0.set[knob.name] != nil }
    }
    let rows = study.shownArms.map { entry in
      let values = knobs.map { knob -> String in
        let value =
          study.armSnapshot(entry.arm.id)?.knobs[knob.name] ?? entry.arm.set[knob.name]
          ?? knob.value
        return KnobText.text(value, of: knob, glyphs: glyphs)
      }
      let count = study.armSnapshot(entry.arm.id)?.parameterCount ?? 0
      let size = count > 0 ? NumberText.short(Double(count), glyphs: glyphs) : "\u{2026}"
      return DataTable.Row([entry.arm.label] + values + [size], seriesIndex: entry.index)
    }
    let columns =
      [DataTable.Column("arm")] + knobs.map { DataTable.Column($0.label, .trailing) }
      + [DataTable.Column("parameters", .trailing)]
    return DataTable(columns: columns, rows: rows)
  }
}
