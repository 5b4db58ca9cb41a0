internal import Experiments
import Lab
import Lessons

/// A lesson's texts as they stand in a handout: with the numbers of a run, and words that are bound to a
/// claim as links to its record.
struct HandoutText {
  let run: SessionSnapshot
  let claims: [Claim]
  /// What the anchors of the lesson begin with.
  let prefix: String

  func anchor(ofClaim name: String) -> String { "\(prefix)-claim-\(name)" }

  func blocks(_ prose: Prose) -> [Handout.Block] { prose.blocks.map(block) }

  /// All of a text as if it were one paragraph.
  func runs(_ prose: Prose) -> [Handout.Run] { runs(prose.runs) }

  private func block(_ block: Prose.Block) -> Handout.Block {
    switch block {
    case .heading(_, let runs): .heading(self.runs(runs))
    case .paragraph(let runs): .paragraph(self.runs(runs))
    case .list(let items):
      .list(items.map { Handout.Item(mark: $0.mark, blocks: $0.blocks.map(self.block)) })
    case .quote(let blocks): .quote(blocks.map(self.block))
    case .code(let lines): .code(lines)
    case .formula(let formula): .formula(source(formula))
    case .table(let table): .table(self.table(table))
    case .rule: .rule
    }
  }

  private func table(_ table: Prose.Table) -> Handout.Table {
    let alignments = table.alignments.map { alignment -> Handout.Table.Alignment in
      switch alignment {
      case .left: .left
      case .center: .center
      case .right: .right
      }
    }
    return Handout.Table(
      alignments: alignments, header: table.header.map(runs),
      rows: table.rows.map { $0.map(runs) })
  }

  private func runs(_ runs: [Prose.Run]) -> [Handout.Run] {
    runs.indices.flatMap { index -> [Handout.Run] in
      let run = runs[index]
      let target = claim(of: run.binding).map { anchor(ofClaim: $0.name) }
      let set = Handout.Run(
        content(run.content), isStrong: run.isStrong, isEmphasized: run.isEmphasized,
        target: target)
      let isLast = index + 1 == runs.count || runs[index + 1].binding != run.binding
      guard isLast, let verdict = verdict(run.binding) else { return [set] }
      return [set, Handout.Run(.verdict(verdict), target: target)]
    }
  }

  private func content(_ content: Prose.Run.Content) -> Handout.Run.Content {
    switch content {
    case .text(let text): .text(text)
    case .code(let text): .code(text)
    case .formula(let formula): .formula(source(formula))
    case .number(let number): .number(text(number))
    case .address(let address): .address(address)
    case .lineBreak: .lineBreak
    }
  }

  private func claim(of binding: Prose.Binding?) -> Claim? {
    guard case .claim(let name) = binding else { return nil }
    return claims.first { $0.name == name }
  }

  /// Whether a claim holds in the run; nil: there is none, or the run doesn't tell.
  private func verdict(_ binding: Prose.Binding?) -> Bool? {
    guard let claim = claim(of: binding) else { return nil }
    switch Verdict(claim.expression.evaluate(in: SnapshotMetrics(run))) {
    case .right: return true
    case .wrong: return false
    case .open: return nil
    }
  }

  private func source(_ formula: Prose.Formula) -> String {
    formula.parts.reduce(into: "") { source, part in
      switch part {
      case .source(let more): source += more
      case .number(let number): source += text(number)
      }
    }
  }

  private func text(_ number: Prose.Number) -> String {
    FilledNumber.text(number.expression, number.format, in: run)
  }
}
