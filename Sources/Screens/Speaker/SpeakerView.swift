import Charts
import Lab

/// Where everything of the speaker's screen stands.
struct SpeakerLayout: Hashable {
  var isWide: Bool
  var notes: Rect
  var next: Rect
  var facts: Rect
  var state: Rect
  var keys: Rect

  init(_ size: Size) {
    isWide = size.columns >= 100
    let inside = Rect(size).inset(left: 1, top: 1, right: 1, bottom: 2)
    keys = Rect(column: 1, row: max(0, size.rows - 3), columns: max(0, size.columns - 2), rows: 1)
    var rest = inside.inset(bottom: 1)
    (rest, state) = rest.splitTop(rest.rows - 3)
    if isWide {
      let (left, right) = rest.splitLeft(rest.columns * 55 / 100)
      notes = left.inset(right: 2)
      (next, facts) = right.splitTop(right.rows * 45 / 100)
    } else {
      (notes, rest) = rest.splitTop(rest.rows * 45 / 100)
      (next, facts) = rest.splitTop(rest.rows * 35 / 100)
    }
  }

  var textColumns: Int { max(10, (isWide ? min(notes.columns, next.columns) : notes.columns) - 2) }
}

/// What the speaker sees of a talk: notes, what comes, the clock, what is measured, what the room says.
struct SpeakerView {
  let model: SpeakerModel

  init(_ model: SpeakerModel) { self.model = model }

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    guard size.columns >= 40, size.rows >= 12 else {
      return TooSmallView(title: "Speaker").draw(into: &grid, glyphs: glyphs)
    }
    guard let state = model.state else { return drawWaiting(into: &grid, glyphs: glyphs) }
    let layout = SpeakerLayout(size)
    title(state).draw(
      into: &grid, in: Rect(column: 0, row: 0, columns: size.columns, rows: 1), glyphs: glyphs)
    draw(
      state.title, note: "idea \(state.idea) of \(state.ideas)",
      state.notes.isEmpty
        ? [StyledLine("no notes for this page", .faint)]
        : state.notes.dropFirst(model.scroll).map { StyledLine($0) },
      into: &grid, in: layout.notes, isFirst: true, glyphs: glyphs)
    let next = state.nextTitle.isEmpty ? "This is the last page" : "Next: \(state.nextTitle)"
    draw(
      next, note: state.isNextReady ? "ready" : "", state.nextText.map { StyledLine($0, .faint) },
      into: &grid, in: layout.next, glyphs: glyphs)
    draw(
      state.votes.isEmpty || !state.claims.isEmpty && state.voters == 0
        ? "Measured against claimed" : "The room",
      note: "", facts(state, columns: layout.facts.columns - 2, glyphs: glyphs),
      into: &grid, in: layout.facts, glyphs: glyphs)
    drawState(state, into: &grid, in: layout.state, glyphs: glyphs)
    drawKeys(state, into: &grid, in: layout.keys, glyphs: glyphs)
  }

  private func drawWaiting(into grid: inout Grid, glyphs: GlyphTier) {
    let text = "Waiting for a talk: gradlab present LESSON in another terminal begins one."
    grid.write(
      text.clipped(to: grid.size.columns - 2, glyphs: glyphs), column: 1, row: grid.size.rows / 2,
      width: grid.size.columns - 2, style: Style(.accent))
    drawCommand(into: &grid)
  }

  // MARK: Title and clock

  private func title(_ state: SpeakerState) -> TitleBar {
    var clock = StyledLine("\(state.page)/\(state.pages)", .faint)
    let plan = Self.clock(state.minutes * 60)
    if let elapsed = state.elapsed {
      let isLate = elapsed > state.plannedMinutes * 60
      let late = isLate ? "  +\(Self.clock(elapsed - state.plannedMinutes * 60))" : ""
      clock.runs.insert(
        .init(
          "\(Self.clock(elapsed)) of \(plan)\(late)   ",
          Style(isLate ? .warning : .good, bold: true)), at: 0)
    } else {
      clock.runs.insert(.init("\(plan)   ", .faint), at: 0)
    }
    if !model.isConnected {
      clock.runs.insert(.init("the talk is gone: waiting   ", Style(.bad, bold: true)), at: 0)
    }
    return TitleBar(
      title: StyledLine([.init("Speaker  ", .faint), .init(state.talk, .strong)]), state: clock)
  }

  /// Minutes and seconds.
  static func clock(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds).rounded())
    let rest = whole % 60
    return "\(whole / 60):\(rest < 10 ? "0" : "")\(rest)"
  }

  // MARK: Panels

  private func draw(
    _ title: String, note: String, _ lines: [StyledLine], into grid: inout Grid, in rect: Rect,
    isFirst: Bool = false, glyphs: GlyphTier
  ) {
    guard rect.rows > 1 else { return }
    PanelRule(title: title, note: note, isFocused: isFirst).draw(
      into: &grid, in: rect, glyphs: glyphs)
    for (offset, line) in lines.prefix(rect.rows - 1).enumerated() {
      line.draw(
        into: &grid, column: rect.column + 1, row: rect.row + 1 + offset, width: rect.columns - 2)
    }
  }

  /// The room's votes, then claims with what is measured and recorded.
  private func facts(_ state: SpeakerState, columns: Int, glyphs: GlyphTier) -> [StyledLine] {
    var lines: [StyledLine] = []
    if !state.votes.isEmpty, state.voters > 0 || state.claims.isEmpty {
      lines.append(StyledLine(state.question.clipped(to: columns, glyphs: glyphs), .strong))
      for vote in state.votes {
        lines.append(
          StyledLine([
            .init(vote.isMarked ? "\u{2713} " : "  ", Style(.good)),
            .init(vote.value.padded(to: 12) + " ", .strong),
            .init(vote.label.clipped(to: max(4, columns - 16), glyphs: glyphs)),
          ]))
      }
      lines.append(StyledLine())
    }
    for claim in state.claims {
      let mark = verdict(claim.verdict).mark(glyphs: glyphs)
      lines.append(
        StyledLine([
          .init("\(mark.sign) ", mark.style),
          .init(claim.words.clipped(to: columns - 2, glyphs: glyphs)),
        ]))
      for (place, measured) in claim.measured.prefix(5).enumerated() {
        let record =
          claim.recorded.indices.contains(place) ? "   seeds: \(claim.recorded[place])" : ""
        lines.append(
          StyledLine([
            .init("    \(measured)", .strong),
            .init(record.clipped(to: max(0, columns - 5 - measured.count), glyphs: glyphs), .faint),
          ]))
      }
    }
    return lines
  }

  private func verdict(_ verdict: SpeakerState.Claim.Verdict) -> Verdict {
    switch verdict {
    case .open: .open
    case .right: .right
    case .wrong: .wrong
    }
  }

  // MARK: The run

  private func drawState(
    _ state: SpeakerState, into grid: inout Grid, in rect: Rect, glyphs: GlyphTier
  ) {
    PanelRule(
      title: "The audience\u{2019}s screen", note: state.flags.joined(separator: " \u{00B7} ")
    ).draw(
      into: &grid, in: rect, glyphs: glyphs)
    var first = [StyledLine.Run(state.run, .strong)]
    for arm in state.arms {
      first.append(.init("   \(arm.label) ", .faint))
      first.append(.init(arm.value))
    }
    StyledLine(first).draw(
      into: &grid, column: rect.column + 1, row: rect.row + 1, width: rect.columns - 2)
    var second: [StyledLine.Run] = []
    for knob in state.knobs {
      second.append(.init(knob.isMarked ? "\u{25B8}" : " ", Style(.accent, bold: true)))
      second.append(.init("\(knob.label) ", knob.isMarked ? Style(.accent, bold: true) : .faint))
      second.append(.init("\(knob.value)  ", knob.isMarked ? .strong : .plain))
    }
    if !state.notice.isEmpty { second = [.init("\u{25B8} \(state.notice)", Style(.accent))] }
    StyledLine(second).draw(
      into: &grid, column: rect.column + 1, row: rect.row + 2, width: rect.columns - 2)
  }

  /// The audience's keys, which all work here.
  private func drawKeys(
    _ state: SpeakerState, into grid: inout Grid, in rect: Rect, glyphs: GlyphTier
  ) {
    if model.command != nil { return drawCommand(into: &grid) }
    var column = rect.column
    for key in state.keys {
      let width = CharacterWidth.columns(of: key.label) + 1 + CharacterWidth.columns(of: key.value)
      guard column + width <= rect.endColumn else { break }
      column = grid.write(
        key.label, column: column, row: rect.row, width: width, style: Style(.accent, bold: true))
      column =
        grid.write(" \(key.value)", column: column, row: rect.row, width: width, style: .faint) + 2
    }
  }

  private func drawCommand(into grid: inout Grid) {
    guard let command = model.command else { return }
    let row = max(0, grid.size.rows - 3)
    let column = grid.write(":", column: 1, row: row, style: Style(.accent, bold: true))
    command.draw(into: &grid, column: column, row: row, width: grid.size.columns - 3)
  }
}
