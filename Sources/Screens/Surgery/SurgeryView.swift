import Charts
internal import Experiments
import Lab

/// The parts of a network over the text of the page, beside the plots; below them what was done, and
/// what it did to the answers on the test set.
struct SurgeryView {
  let study: StudyModel
  let surgery: SurgeryModel

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard rect.rows >= 5, rect.columns >= 20 else { return }
    Frame(title: "Operate on \(label)", note: "step \(arm?.step ?? 0)", isFocused: true).draw(
      into: &grid, in: rect, glyphs: glyphs)
    let inside = Frame.inside(rect).inset(left: 1, right: 1)
    let notes = effects(most: inside.rows / 2, glyphs: glyphs)
    let (list, below) = inside.splitTop(inside.rows - notes.count)
    drawParts(into: &grid, in: list, glyphs: glyphs)
    for (offset, line) in notes.enumerated() {
      line.draw(
        into: &grid, column: below.column, row: below.row + offset, width: below.columns)
    }
  }

  private var arm: ArmSnapshot? { study.armSnapshot(surgery.arm) }
  private var label: String { arm?.label ?? surgery.arm }

  // MARK: Parts

  private func drawParts(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let states = surgery.states(in: study)
    let first = min(
      max(0, surgery.selected - rect.rows / 2), max(0, surgery.parts.count - rect.rows))
    let nameWidth =
      surgery.parts.map { CharacterWidth.columns(of: $0.name) }.max().map { min($0, 22) } ?? 0
    // All lines in the same words.
    let isShort = zip(surgery.parts, states).contains { part, state in
      let condition = condition(part, state)
      let ends = condition.isEmpty ? 0 : CharacterWidth.columns(of: condition) + 2
      let whole = CharacterWidth.columns(of: description(part, isShort: false))
      return 4 + nameWidth + whole + ends > rect.columns
    }
    for offset in 0..<min(rect.rows, surgery.parts.count - first) {
      let place = first + offset
      let isChosen = place == surgery.selected
      let line = line(
        surgery.parts[place], states[place], isChosen: isChosen, nameWidth: nameWidth,
        isShort: isShort, width: rect.columns, glyphs: glyphs)
      line.draw(into: &grid, column: rect.column, row: rect.row + offset, width: rect.columns)
    }
  }

  private func line(
    _ part: NetworkPart, _ state: PartState, isChosen: Bool, nameWidth: Int,
    isShort: Bool, width: Int, glyphs: GlyphTier
  ) -> StyledLine {
    let condition = condition(part, state)
    let room = width - 2 - nameWidth - 2
    let ends = condition.isEmpty ? 0 : CharacterWidth.columns(of: condition) + 2
    let what =
      isChosen && surgery.unit != nil
      ? "\(part.unitName) \(surgery.unit ?? 0) of \(part.units)"
      : description(part, isShort: isShort)
    return StyledLine([
      .init(isChosen ? "\u{25B8} " : "  ", Style(.accent, bold: true)),
      .init(
        part.name.clipped(to: nameWidth, glyphs: glyphs).padded(to: nameWidth + 2),
        isChosen ? .strong : .plain),
      .init(
        what.clipped(to: max(0, room - ends), glyphs: glyphs).padded(to: max(0, room - ends)),
        isChosen && surgery.unit != nil ? Style(.accent) : .faint),
      .init(condition.isEmpty ? "" : "  \(condition)", Style(.bad, bold: true)),
    ])
  }

  private func description(_ part: NetworkPart, isShort: Bool) -> String {
    guard part.kind == .layer, part.units > 0 else { return part.words }
    let units = "\(part.units) \(part.unitName)s"
    return isShort ? units : "\(part.words), \(units)"
  }

  /// What was made of it.
  private func condition(_ part: NetworkPart, _ state: PartState) -> String {
    var words: [String] = []
    if state.isSilenced {
      words.append("silent")
    } else if state.silencedUnits.count == 1 {
      words.append("\(part.unitName) \(state.silencedUnits[0]) silent")
    } else if !state.silencedUnits.isEmpty {
      words.append("\(state.silencedUnits.count) of \(part.units) silent")
    }
    if state.isFrozen { words.append("frozen") }
    return words.joined(separator: ", ")
  }

  // MARK: What was done

  /// The newest operations, each with the answers before and after.
  private func effects(most: Int, glyphs: GlyphTier) -> [StyledLine] {
    let all = arm?.operations ?? []
    guard let newest = all.last, most >= 1 else { return [] }
    guard most >= 3 else {
      return [
        StyledLine([
          .init("\(newest.step)  ", .faint), .init(newest.operation.text, .strong),
          .init("   " + Self.change(newest, glyphs: glyphs), .plain),
        ])
      ]
    }
    let shown = all.suffix(max(1, (most - 1) / 2))
    return [StyledLine("test loss and accuracy", .faint)]
      + shown.flatMap { effect -> [StyledLine] in
        [
          StyledLine([
            .init("\(effect.step)  ", .faint),
            .init(effect.operation.text, effect == all.last ? .strong : .plain),
          ]),
          StyledLine([.init("   " + Self.change(effect, glyphs: glyphs), .plain)]),
        ]
      }
  }

  private static func change(_ effect: OperationEffect, glyphs: GlyphTier) -> String {
    func text(_ value: Double) -> String { FilledNumber.text(value, digits: 3, glyphs: glyphs) }
    let arrow = " \u{2192} "
    return text(effect.before.loss) + arrow + text(effect.after.loss) + "   "
      + text(effect.before.accuracy) + arrow + text(effect.after.accuracy)
  }
}
