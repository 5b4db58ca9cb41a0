import Charts

/// A table of a text as HTML; one that is wider than the screen scrolls.
struct HandoutTable {
  let table: Handout.Table

  init(_ table: Handout.Table) { self.table = table }

  var html: String {
    let header = table.header.contains { !$0.isEmpty }
    let head = header ? "<thead>\n\(row(table.header, "th"))</thead>\n" : ""
    let body = table.rows.map { row($0, "td") }.joined()
    return "<div class=\"scroll\">\n<table>\n\(head)<tbody>\n\(body)</tbody>\n</table>\n</div>\n"
  }

  private func row(_ cells: [[Handout.Run]], _ tag: String) -> String {
    let content = cells.enumerated().map { column, runs in
      let alignment =
        table.alignments.indices.contains(column) ? table.alignments[column] : .left
      return "<\(tag) class=\"\(alignment.rawValue)\">\(HandoutRuns(runs).html)</\(tag)>"
    }
    return "<tr>\(content.joined())</tr>\n"
  }
}

/// Claims with what they came to over the seeds.
struct HandoutClaimsTable {
  let claims: [Handout.ClaimResult]

  init(_ claims: [Handout.ClaimResult]) { self.claims = claims }

  var html: String { claims.map(html).joined() + explanation }

  private func html(_ claim: Handout.ClaimResult) -> String {
    let bound = HandoutRuns(claim.words, isLinked: false).html
    let words = bound.isEmpty ? "" : "\u{201C}\(bound)\u{201D} "
    let formula = MarkupText.escaped(claim.formula)
    return """
      <div class="claim" id="\(claim.anchor)">
      <p>\(verdict(claim)) \(words)<code>\(MarkupText.escaped(claim.name))</code>, \
      claimed \(MarkupText.escaped(claim.over)): <code>\(formula)</code></p>
      \(table(claim.comparisons))</div>

      """
  }

  private func verdict(_ claim: Handout.ClaimResult) -> String {
    switch claim.holds {
    case true?: "<span class=\"mark\" role=\"img\" aria-label=\"holds\">\u{2713}</span>"
    case false?: "<span class=\"mark\" role=\"img\" aria-label=\"does not hold\">\u{2715}</span>"
    case nil: "<span class=\"mark\" role=\"img\" aria-label=\"not recorded\">\u{25CB}</span>"
    }
  }

  private func table(_ comparisons: [Handout.ClaimResult.Comparison]) -> String {
    guard !comparisons.isEmpty else { return "" }
    let titles = ["claimed", "minimum", "median", "maximum", "margin"]
    let head = titles.map { "<th scope=\"col\">\($0)</th>" }.joined()
    let bodies = comparisons.map { comparison in
      let cells = [
        comparison.bound, comparison.minimum, comparison.median, comparison.maximum,
        comparison.margin.isEmpty ? "exact" : comparison.margin,
      ]
      return """
        <tbody>
        <tr><th class="subject" scope="rowgroup" colspan="5">\
        <code>\(MarkupText.escaped(comparison.subject))</code></th></tr>
        <tr>\(cells.map { "<td>\(MarkupText.escaped($0))</td>" }.joined())</tr>
        </tbody>

        """
    }
    return "<table>\n<thead><tr>\(head)</tr></thead>\n\(bodies.joined())</table>\n"
  }

  private var explanation: String {
    let seeds = claims.map(\.seeds).filter { !$0.isEmpty }.reduce(into: [[UInt64]]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let lines = seeds.map { $0.map(String.init).joined(separator: ", ") }
    let judged =
      lines.isEmpty
      ? ""
      : "Judged on the seeds \(lines.joined(separator: "; and ")). "
        + "A margin is the distance from the value that decides to its bound, in standard deviations "
        + "over the seeds. "
    let missing =
      claims.contains { $0.holds == nil }
      ? "What is marked \u{25CB} was not recorded since the lesson was changed." : ""
    return judged + missing == "" ? "" : "<p class=\"facts\">\(judged)\(missing)</p>\n"
  }
}
