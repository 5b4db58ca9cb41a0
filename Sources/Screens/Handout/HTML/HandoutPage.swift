import Charts

extension Handout {
  /// The handout as one HTML page that needs nothing else: no network, no fonts, no pictures beside it.
  /// It is well-formed as XML, too.
  public var html: String {
    var writer = HandoutWriter()
    let body = sections.map { writer.section($0, level: 2) }.joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="\(MarkupText.escaped(language))">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>\(MarkupText.escaped(title))</title>
      <style>
      \(HandoutStyle.sheet(writer.palette.rules))</style>
      </head>
      <body>
      <main>
      <header>
      <h1 dir="auto">\(MarkupText.escaped(title))</h1>
      \(heading)</header>
      \(contents)\(body)
      </main>
      \(HandoutStyle.openingOnPaper)
      </body>
      </html>

      """
  }

  private var heading: String {
    let lead = lead.isEmpty ? "" : "<p class=\"lead\">\(MarkupText.escaped(lead))</p>\n"
    guard !facts.isEmpty else { return lead }
    let line = facts.map(MarkupText.escaped).joined(separator: " \u{B7} ")
    return lead + "<p class=\"facts\">\(line)</p>\n"
  }

  private var contents: String {
    guard sections.count > 1 else { return "" }
    let entries = sections.map {
      "<li><a href=\"#\($0.anchor)\">\(MarkupText.escaped($0.title))</a></li>\n"
    }
    return """
      <nav aria-label="Contents">
      <ol>
      \(entries.joined())</ol>
      </nav>

      """
  }
}

/// Writes the parts of a handout as HTML.
struct HandoutWriter {
  /// What is drawn twice is shown once.
  private struct Drawn: Hashable {
    var title: String
    var note: String
    var drawing: Handout.Figure.Drawing
  }

  var palette = SVGPalette()
  private var figures: [Drawn: Int] = [:]

  mutating func section(_ section: Handout.Section, level: Int) -> String {
    let level = min(level, 5)
    let blocks = section.blocks.map { block($0, level: level + 1) }.joined()
    let sections = section.sections.map { self.section($0, level: level + 1) }.joined()
    let language = section.language.map { " lang=\"\(MarkupText.escaped($0))\"" } ?? ""
    return """
      <section id="\(section.anchor)"\(language)>
      <h\(level) dir="auto">\(MarkupText.escaped(section.title))</h\(level)>
      \(blocks)\(sections)</section>

      """
  }

  mutating func blocks(_ blocks: [Handout.Block], level: Int) -> String {
    blocks.map { block($0, level: level) }.joined()
  }

  /// - Parameter level: that of headings within the text.
  private mutating func block(_ block: Handout.Block, level: Int) -> String {
    switch block {
    case .heading(let runs): return "<h\(level)>\(HandoutRuns(runs).html)</h\(level)>\n"
    case .paragraph(let runs): return "<p>\(HandoutRuns(runs).html)</p>\n"
    case .small(let runs): return "<p class=\"facts\">\(HandoutRuns(runs).html)</p>\n"
    case .list(let items): return list(items, level: level)
    case .quote(let blocks):
      return "<blockquote>\n\(self.blocks(blocks, level: level))</blockquote>\n"
    case .code(let lines):
      let text = lines.map(MarkupText.escaped).joined(separator: "\n")
      return "<pre class=\"scroll\">\(text)</pre>\n"
    case .formula(let source):
      return "<div class=\"scroll\">\(MathML(source, isDisplayed: true).text)</div>\n"
    case .table(let table): return HandoutTable(table).html
    case .rule: return "<hr/>\n"
    case .figure(let figure): return self.figure(figure)
    case .prediction(let question): return prediction(question, level: level)
    case .remark(let title, let blocks):
      return """
        <aside>
        <p class="label">\(MarkupText.escaped(title))</p>
        \(self.blocks(blocks, level: level))</aside>

        """
    case .folded(let title, let blocks):
      return """
        <details>
        <summary>\(MarkupText.escaped(title))</summary>
        \(self.blocks(blocks, level: level))</details>

        """
    case .claims(let claims): return HandoutClaimsTable(claims).html
    case .errata(let corrections): return errata(corrections)
    }
  }

  /// Items with marks are numbered from the first one's number.
  private mutating func list(_ items: [Handout.Item], level: Int) -> String {
    let content = items.map { item in
      if item.blocks.count == 1, case .paragraph(let runs) = item.blocks[0] {
        return "<li>\(HandoutRuns(runs).html)</li>\n"
      }
      return "<li>\n\(blocks(item.blocks, level: level))</li>\n"
    }.joined()
    guard let mark = items.first?.mark, !mark.isEmpty else { return "<ul>\n\(content)</ul>\n" }
    let first = Int(mark.prefix { $0.isNumber }) ?? 1
    return "<ol\(first == 1 ? "" : " start=\"\(first)\"")>\n\(content)</ol>\n"
  }

  // MARK: Figures

  private mutating func figure(_ figure: Handout.Figure) -> String {
    let drawn = Drawn(title: figure.title, note: figure.note, drawing: figure.drawing)
    let title = MarkupText.escaped(figure.title)
    if let number = figures[drawn] {
      let link = "<a href=\"#figure-\(number)\">figure \(number)</a>"
      return "<p class=\"same\">\(title): as in \(link)</p>\n"
    }
    let number = figures.count + 1
    figures[drawn] = number
    let note = figure.note.isEmpty ? "" : " (\(MarkupText.escaped(figure.note)))"
    return """
      <figure id="figure-\(number)">
      <div class="scroll">
      \(picture(figure))</div>
      <figcaption><b>Figure \(number).</b> \(title)\(note)<br/>
      <code>\(MarkupText.escaped(figure.command))</code></figcaption>
      </figure>

      """
  }

  /// Letters stay large enough to be read: what is wider than a screen then scrolls.
  private mutating func picture(_ figure: Handout.Figure) -> String {
    switch figure.drawing {
    case .curves(let chart): return chart.svg(description: figure.description, palette: &palette)
    case .cells(let grid):
      let least = grid.size.columns * 5
      return "<div style=\"min-width:\(least)px\">\n"
        + grid.svg(description: figure.description, palette: &palette) + "</div>\n"
    }
  }

  // MARK: Questions and corrections

  private mutating func prediction(_ question: Handout.Question, level: Int) -> String {
    let options = question.options.map { option in
      "<span class=\"option\"><b>\(MarkupText.escaped(option.key))</b> "
        + "\(HandoutRuns(option.text, isLinked: false).html)</span>\n"
    }.joined()
    var answer = ""
    if let right = question.options.first(where: \.isRight) {
      answer += "<p>The answer is <b>\(MarkupText.escaped(right.key))</b>, "
      answer += "\(HandoutRuns(right.text).html).</p>\n"
    }
    if !question.answer.isEmpty { answer += "<p>\(HandoutRuns(question.answer).html)</p>\n" }
    let reasons = question.options.filter { !$0.why.isEmpty }.map {
      "<li><b>\(MarkupText.escaped($0.key))</b> \(HandoutRuns($0.why).html)</li>\n"
    }.joined()
    if !reasons.isEmpty { answer += "<ul class=\"reasons\">\n\(reasons)</ul>\n" }
    answer += blocks(question.measured, level: level)
    return """
      <details class="prediction">
      <summary><span class="label">Predict</span> \
      <span class="ask">\(HandoutRuns(question.ask, isLinked: false).html)</span>
      \(options)</summary>
      \(answer)</details>

      """
  }

  private func errata(_ corrections: [Handout.Correction]) -> String {
    let entries = corrections.map { correction in
      let source = correction.source.isEmpty ? "" : " (\(MarkupText.escaped(correction.source)))"
      return """
        <dt>A slide has: \(MarkupText.escaped(correction.slide))</dt>
        <dd>Right is: \(MarkupText.escaped(correction.right))\(source); \
        <a href="#\(correction.target)">\(MarkupText.escaped(correction.page))</a></dd>

        """
    }
    return "<dl>\n\(entries.joined())</dl>\n"
  }
}
