import Charts
import Lab
import Lessons

/// A lesson's text as it is drawn: with the numbers of a run, which are bold.
///
/// Words that are bound to a claim are followed by a mark: whether it holds in this run.
struct FilledText {
  let snapshot: SessionSnapshot
  /// Those of the lesson.
  let claims: [Claim]
  let glyphs: GlyphTier

  func text(_ prose: Prose, style: Style = .plain) -> FormattedText {
    FormattedText(prose.blocks.map(block), style: style)
  }

  /// All of a text as if it were one paragraph.
  func runs(_ prose: Prose) -> [FormattedText.Run] { runs(prose.runs) }

  private func block(_ block: Prose.Block) -> FormattedText.Block {
    switch block {
    case .heading(let level, let runs): .heading(level: level, self.runs(runs))
    case .paragraph(let runs): .paragraph(self.runs(runs))
    case .list(let items):
      .list(items.map { .init(mark: $0.mark, $0.blocks.map(self.block)) })
    case .quote(let blocks): .quote(blocks.map(self.block))
    case .code(let lines): .code(lines)
    case .formula(let formula): .formula(source(formula))
    case .table(let table): .table(self.table(table))
    case .rule: .rule
    }
  }

  private func table(_ table: Prose.Table) -> FormattedText.Table {
    let alignments = table.alignments.map { alignment -> FormattedText.Table.Alignment in
      switch alignment {
      case .left: .left
      case .center: .center
      case .right: .right
      }
    }
    return FormattedText.Table(
      alignments: alignments, header: table.header.map(runs),
      rows: table.rows.map { $0.map(runs) })
  }

  private func runs(_ runs: [Prose.Run]) -> [FormattedText.Run] {
    runs.indices.flatMap { index -> [FormattedText.Run] in
      let run = runs[index]
      let content: FormattedText.Run.Content
      var isBold = run.isStrong
      switch run.content {
      case .text(let text):
        let follows = index > 0 && runs[index - 1].isNumber
        content = .text(follows ? Self.boundPercent(text) : text)
      case .code(let text): content = .code(text)
      case .formula(let formula): content = .formula(source(formula))
      case .number(let number):
        content = .text(Self.boundPercent(text(number)))
        isBold = true
      case .address(let address): content = .address(address)
      case .lineBreak: content = .lineBreak
      }
      let set = FormattedText.Run(
        content, bold: isBold, underlined: run.isEmphasized || run.isLink)
      let isLast = index + 1 == runs.count || runs[index + 1].binding != run.binding
      guard isLast, let mark = mark(of: run.binding) else { return [set] }
      return [set, mark]
    }
  }

  /// A percent sign stays in the row of its number.
  private static func boundPercent(_ text: String) -> String {
    guard let range = text.firstRange(of: " %") else { return text }
    return text[..<range.lowerBound] + "\u{A0}%" + text[range.upperBound...]
  }

  private func mark(of binding: Prose.Binding?) -> FormattedText.Run? {
    guard case .claim(let name) = binding, let claim = claims.first(where: { $0.name == name })
    else { return nil }
    let verdict = Verdict(claim.expression.evaluate(in: SnapshotMetrics(snapshot)))
    let mark = verdict.mark(glyphs: glyphs)
    return FormattedText.Run(.mark(mark.sign, mark.style))
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
    FilledNumber.text(number.expression, number.format, in: snapshot, glyphs: glyphs)
  }
}

extension Prose.Run {
  fileprivate var isNumber: Bool { if case .number = content { true } else { false } }
}
