import Charts

/// Stretches of text as HTML.
struct HandoutRuns {
  let runs: [Handout.Run]
  /// Whether words link to what vouches for them: not in what is itself clicked at.
  let isLinked: Bool

  init(_ runs: [Handout.Run], isLinked: Bool = true) {
    (self.runs, self.isLinked) = (runs, isLinked)
  }

  var html: String {
    var text = ""
    for part in runs.grouped(by: { isLinked ? $0.target : nil }) {
      let words = part.map(html).joined()
      if isLinked, let target = part.first?.target {
        text += "<a class=\"claimed\" href=\"#\(target)\">\(words)</a>"
      } else {
        text += words
      }
    }
    return text
  }

  private func html(_ run: Handout.Run) -> String {
    var text = content(run.content)
    if run.isEmphasized { text = "<em>\(text)</em>" }
    if run.isStrong { text = "<strong>\(text)</strong>" }
    return text
  }

  private func content(_ content: Handout.Run.Content) -> String {
    switch content {
    case .text(let text): Self.escaped(text)
    case .code(let code): "<code>\(MarkupText.escaped(code))</code>"
    case .formula(let source): MathML(source).text
    case .number(let number): "<b>\(Self.escaped(number))</b>"
    case .address(let address): self.address(address)
    case .lineBreak: "<br/>\n"
    case .verdict(let holds):
      holds
        ? "<span class=\"mark\" role=\"img\" aria-label=\"holds in this run\">\u{2713}</span>"
        : "<span class=\"mark\" role=\"img\" aria-label=\"does not hold in this run\">\u{2715}</span>"
    }
  }

  /// Only addresses that lead to a page or a person are links: none runs a script.
  private func address(_ address: String) -> String {
    let text = MarkupText.escaped(address)
    let isOpen = ["https://", "http://", "mailto:"].contains { address.hasPrefix($0) }
    let isPlain = !address.contains { $0 == " " || $0 == "\u{FFFD}" }
    return isOpen && isPlain ? "<a href=\"\(text)\">\(text)</a>" : text
  }

  /// A percent sign stays in the row of its number.
  private static func escaped(_ text: String) -> String {
    MarkupText.escaped(text.replacing(" %", with: "\u{A0}%"))
  }
}

extension [Handout.Run] {
  /// Neighbors that agree in something, together.
  fileprivate func grouped(by key: (Handout.Run) -> String?) -> [[Handout.Run]] {
    reduce(into: []) { groups, run in
      if let last = groups.last?.last, key(last) == key(run) {
        groups[groups.count - 1].append(run)
      } else {
        groups.append([run])
      }
    }
  }
}
