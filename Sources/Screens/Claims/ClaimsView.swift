import Charts
import Lab
import Lessons

/// The claims of a page over what is on the screen: the list, and of one its record and its run.
struct ClaimsView {
  let study: StudyModel
  let claims: ClaimsModel

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    let width = min(size.columns, 100)
    let list = listLines(width: width - 6, glyphs: glyphs)
    let detail = claims.chosen.map { detailLines($0, width: width - 6, glyphs: glyphs) } ?? []
    let wanted = list.count + detail.count + 5
    let rows = min(max(8, wanted), max(6, size.rows - 2))
    let frame = Rect(
      column: (size.columns - width) / 2, row: max(0, (size.rows - rows) / 2), columns: width,
      rows: min(rows, size.rows))
    guard frame.columns >= 20 && frame.rows >= 5 else { return }
    Frame(title: "What this page claims", note: note, isFocused: true).draw(
      into: &grid, in: frame, glyphs: glyphs)
    let inside = Frame.inside(frame).inset(left: 1, right: 1)
    // The list scrolls where the record needs the room.
    let listRows = min(list.count, max(2, inside.rows - detail.count - 1))
    let first = min(max(0, claims.selected - listRows + 1), list.count - listRows)
    for (offset, line) in list.dropFirst(first).prefix(listRows).enumerated() {
      line.draw(
        into: &grid, column: inside.column, row: inside.row + offset, width: inside.columns)
    }
    let room = inside.rows - listRows - 1
    for (offset, line) in detail.prefix(max(0, room)).enumerated() {
      line.draw(
        into: &grid, column: inside.column, row: inside.row + listRows + 1 + offset,
        width: inside.columns)
    }
  }

  private var note: String {
    claims.claims.count > 1 ? "\(claims.selected + 1) of \(claims.claims.count)" : ""
  }

  private func listLines(width: Int, glyphs: GlyphTier) -> [StyledLine] {
    claims.claims.enumerated().map { index, claim in
      let verdict = Verdict(claim.expression.evaluate(in: SnapshotMetrics(study.filled)))
      let mark = verdict.mark(glyphs: glyphs)
      let words = study.words(boundTo: claim.name) ?? claim.name
      let isChosen = index == claims.selected
      return StyledLine([
        .init(isChosen ? "\u{25B8} " : "  ", Style(.accent, bold: true)),
        .init("\(mark.sign) ", mark.style),
        .init(
          words.clipped(to: max(0, width - 4), glyphs: glyphs),
          isChosen ? Style(.accent, bold: true) : .plain),
      ])
    }
  }

  private func detailLines(_ claim: Claim, width: Int, glyphs: GlyphTier) -> [StyledLine] {
    var lines = StepText.set(
      FormattedText([.paragraph([.init(.code(claim.expression.source))])]), width: width,
      glyphs: glyphs)
    lines.append(StyledLine())
    lines += recordLines(claim, width: width, glyphs: glyphs)
    lines.append(StyledLine())
    return lines + trialLines(claim, width: width, glyphs: glyphs)
  }

  // MARK: The record

  private func recordLines(_ claim: Claim, width: Int, glyphs: GlyphTier) -> [StyledLine] {
    guard let records = claims.records else { return [StyledLine("\u{2026}", .faint)] }
    guard let record = records[claim.name] else {
      return [
        StyledLine("No record of the present text: gradlab verify --record makes one.", .faint)
      ]
    }
    let held = record.holdsBySeed.count(where: { $0 })
    let verdict = (record.holds ? Verdict.right : .wrong).mark(glyphs: glyphs)
    let head = StyledLine([
      .init("\(verdict.sign) ", verdict.style),
      .init("held on \(held) of \(record.seeds.count) seeds that no author had looked at"),
      .init(record.over == "all" ? "" : " (claimed: \(record.over))", .faint),
    ])
    return [head, StyledLine()] + table(record, width: width, glyphs: glyphs)
  }

  private func table(_ record: ClaimRecord, width: Int, glyphs: GlyphTier) -> [StyledLine] {
    func number(_ value: Double) -> String {
      (value.isNaN ? "diverged" : NumberText.short(value, glyphs: glyphs)).padded(
        to: 9, trailing: true)
    }
    let subject = max(8, width - 3 * 9 - 14 - 8)
    let head = StyledLine(
      "".padded(to: subject)
        + ["minimum", "median", "maximum"].map {
          $0.padded(to: 9, trailing: true)
        }.joined() + "  " + "bound".padded(to: 12) + "margin".padded(to: 8, trailing: true), .faint)
    let rows = record.comparisons.map { comparison -> StyledLine in
      let values = comparison.values.sorted { ($0.isNaN ? .infinity : $0) < $1 }
      let middle =
        values.isEmpty ? .nan : (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
      let margin =
        comparison.margin.map { NumberText.fixed($0, digits: 1) + " sd" } ?? "exact"
      return StyledLine([
        .init(comparison.text.clipped(to: subject - 1, glyphs: glyphs).padded(to: subject)),
        .init(
          number(values.first ?? .nan) + number(middle) + number(values.last ?? .nan) + "  ",
          .strong),
        .init(comparison.bound.clipped(to: 11, glyphs: glyphs).padded(to: 12)),
        .init(
          margin.padded(to: 8, trailing: true),
          comparison.isThin ? Style(.warning) : .faint),
      ])
    }
    return [head] + rows
  }

  // MARK: The run on a fresh seed

  private func trialLines(_ claim: Claim, width: Int, glyphs: GlyphTier) -> [StyledLine] {
    switch study.claimTrials[claim.name] {
    case nil:
      let key = study.key(.open, in: .claims)
      return [StyledLine("\(key) runs it on a seed that nobody has seen.", Style(.accent))]
    case .running(let share):
      return [StyledLine("Running on a fresh seed: \(Int(share * 100)) %", Style(.accent))]
    case .failed(let reason):
      return StepText.item(
        "! ", FormattedText([.paragraph([.text(reason)])]), width: width, style: Style(.bad),
        glyphs: glyphs)
    case .done(let trial):
      let mark = (trial.holds ? Verdict.right : .wrong).mark(glyphs: glyphs)
      let head = StyledLine([
        .init("\(mark.sign) ", mark.style),
        .init("On seed \(trial.seed) it \(trial.holds ? "holds" : "does not hold")."),
      ])
      return [head]
        + trial.comparisons.map { comparison in
          let value = comparison.value.map { NumberText.short($0, glyphs: glyphs) } ?? "diverged"
          return StyledLine([
            .init("  " + comparison.text.clipped(to: max(8, width - 14), glyphs: glyphs) + "  "),
            .init(value, .strong),
          ])
        } + trial.faults.map { StyledLine("  " + $0, Style(.bad)) }
    }
  }
}
