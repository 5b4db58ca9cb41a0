import Charts
import Lab
import Lessons

/// A lesson's text as lines for a screen reader: a paragraph a line, formulas in words, tables as lines
/// of `Header: value`, with the numbers of the run filled in.
///
/// Lines are not broken: a terminal wraps them where it is narrow, and a screen reader or a braille display
/// then goes from paragraph to paragraph and not from one width to the next.
struct PlainProse {
  let snapshot: SessionSnapshot
  /// Those of the lesson.
  let claims: [Claim]

  init(snapshot: SessionSnapshot, claims: [Claim]) {
    (self.snapshot, self.claims) = (snapshot, claims)
  }

  init(_ study: StudyModel) {
    self.init(snapshot: study.filled, claims: study.judgedClaims)
  }

  func lines(_ prose: Prose) -> [String] { lines(prose.blocks) }

  /// All of a text in one line.
  func line(_ prose: Prose) -> String { lines(prose).joined(separator: " ") }

  private func lines(_ blocks: [Prose.Block]) -> [String] { blocks.flatMap(lines) }

  private func lines(_ block: Prose.Block) -> [String] {
    switch block {
    case .heading(_, let runs), .paragraph(let runs): return [text(runs)]
    case .list(let items):
      return items.flatMap { item -> [String] in
        let body = lines(item.blocks)
        let mark = item.mark.isEmpty ? "-" : item.mark
        return ["\(mark) \(body.first ?? "")"] + body.dropFirst()
      }
    case .quote(let blocks): return lines(blocks).map { "Quote: \($0)" }
    case .code(let rows): return ["Code:"] + rows
    case .formula(let formula): return ["Formula: \(spoken(formula))."]
    case .table(let table): return lines(table)
    case .rule: return []
    }
  }

  /// A line a row.
  private func lines(_ table: Prose.Table) -> [String] {
    let titles = table.header.map(text)
    return table.rows.enumerated().map { number, row in
      let cells = zip(titles, row.map(text)).map { title, cell in
        title.isEmpty ? cell : "\(title): \(cell)"
      }
      return "Row \(number + 1) of \(table.rows.count). " + cells.joined(separator: "; ")
    }
  }

  // MARK: Runs

  private func text(_ runs: [Prose.Run]) -> String {
    var result = ""
    for (index, run) in runs.enumerated() {
      switch run.content {
      // A sign of one run may belong to the next: they are spoken one by one.
      case .text(let text): result += text.spoken
      case .code(let text): result += text
      case .formula(let formula): append(spoken(formula), to: &result)
      case .number(let number): result += text(number)
      case .address(let address): result += "(\(address))"
      case .lineBreak: result += " "
      }
      let isLast = index + 1 == runs.count || runs[index + 1].binding != run.binding
      if isLast, let verdict = verdict(of: run.binding) { result += " (\(verdict))" }
    }
    return result
  }

  /// A formula's words never run into the word before them.
  private func append(_ words: String, to text: inout String) {
    if text.last?.isLetter == true { text += " " }
    text += words
  }

  private func verdict(of binding: Prose.Binding?) -> String? {
    guard case .claim(let name) = binding, let claim = claims.first(where: { $0.name == name })
    else { return nil }
    switch Verdict(claim.expression.evaluate(in: SnapshotMetrics(snapshot))) {
    case .open: return "a claim, open"
    case .right: return "a claim, true in this run"
    case .wrong: return "a claim, false in this run"
    }
  }

  private func spoken(_ formula: Prose.Formula) -> String {
    let source = formula.parts.map { part in
      switch part {
      case .source(let source): source
      case .number(let number): "\\text{\(text(number))}"
      }
    }.joined()
    return Formula(source).spoken
  }

  private func text(_ number: Prose.Number) -> String {
    if case .pending = number.expression.evaluate(in: SnapshotMetrics(snapshot)) {
      return "(not measured yet)"
    }
    return FilledNumber.text(number.expression, number.format, in: snapshot).spoken
  }
}
