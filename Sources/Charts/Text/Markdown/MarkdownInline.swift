/// Reads emphasis, code, links and formulas within a block.
struct MarkdownInline {
  var style: Style
  var glyphs: GlyphTier

  /// The runs of a text; a run from code or a formula keeps its spaces together.
  func runs(_ text: String) -> [StyledLine.Run] {
    var reader = Reader(Array(text.unicodeScalars), style: style, glyphs: glyphs)
    reader.read()
    return reader.runs
  }

  /// Stands for a space at which a row must not end.
  static let boundSpace: Unicode.Scalar = "\u{A0}"

  private struct Reader {
    private let scalars: [Unicode.Scalar]
    private let base: Style
    private let glyphs: GlyphTier
    private(set) var runs: [StyledLine.Run] = []
    private var place = 0
    private var text = String.UnicodeScalarView()
    private var isBold = false
    private var isEmphasized = false
    /// Where the last mark of each kind stands: one without a later partner is a character.
    private let lastPlaces: [Unicode.Scalar: Int]

    init(_ scalars: [Unicode.Scalar], style: Style, glyphs: GlyphTier) {
      self.scalars = scalars
      base = style
      self.glyphs = glyphs
      var last: [Unicode.Scalar: Int] = [:]
      for (index, scalar) in scalars.enumerated() where "*_`$]".unicodeScalars.contains(scalar) {
        last[scalar] = index
      }
      lastPlaces = last
    }

    private func scalar(_ offset: Int) -> Unicode.Scalar? {
      scalars.indices.contains(place + offset) ? scalars[place + offset] : nil
    }

    mutating func read() {
      while place < scalars.count {
        switch scalars[place] {
        case "\\" where isPunctuation(scalar(1)): readEscape()
        case "`": readCode()
        case "$": readFormula()
        case "*", "_": readEmphasis()
        case "!" where scalar(1) == "[": place += 1
        case "[": readLink()
        default: take(scalars[place])
        }
      }
      flush()
    }

    private func isPunctuation(_ scalar: Unicode.Scalar?) -> Bool {
      scalar.map { "\\`*_{}[]()#+-.!$<>|~".unicodeScalars.contains($0) } ?? false
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
      text.append(scalar)
      place += 1
    }

    private mutating func readEscape() {
      place += 1
      take(scalars[place])
    }

    private mutating func flush() {
      guard !text.isEmpty else { return }
      var style = base
      if isBold { style.isBold = true }
      if isEmphasized { style.isUnderlined = true }
      runs.append(.init(String(text), style))
      text = String.UnicodeScalarView()
    }

    private mutating func append(bound content: some Sequence<Unicode.Scalar>, _ style: Style) {
      flush()
      let bound = content.map { $0 == " " ? MarkdownInline.boundSpace : $0 }
      if !bound.isEmpty { runs.append(.init(String(String.UnicodeScalarView(bound)), style)) }
    }

    private mutating func readCode() {
      let opening = scalars[place...].prefix { $0 == "`" }.count
      guard let last = lastPlaces["`"], last >= place + opening else {
        for _ in 0..<opening { take("`") }
        return
      }
      var end = place + opening
      var closing = 0
      while end < scalars.count {
        closing = scalars[end] == "`" ? closing + 1 : 0
        end += 1
        if closing == opening && (end == scalars.count || scalars[end] != "`") { break }
      }
      guard closing == opening else {
        for _ in 0..<opening { take("`") }
        return
      }
      append(bound: scalars[place + opening..<end - closing], Style(.accent))
      place = end
    }

    private mutating func readFormula() {
      guard let last = lastPlaces["$"], last > place, let next = scalar(1), next != " ",
        let end = scalars[(place + 1)...].firstIndex(of: "$"), scalars[end - 1] != " "
      else {
        take("$")
        return
      }
      let source = String(String.UnicodeScalarView(scalars[place + 1..<end]))
      let set = Formula(source).inline(glyphs: glyphs)
      append(bound: Array(set.unicodeScalars), base)
      place = end + 1
    }

    private func isSpace(_ scalar: Unicode.Scalar?) -> Bool { scalar == nil || scalar == " " }

    private mutating func readEmphasis() {
      let mark = scalars[place]
      let isDouble = scalar(1) == mark
      let length = isDouble ? 2 : 1
      let isOpen = isDouble ? isBold : isEmphasized
      // An underscore within a word is a letter of a name.
      let isInWord =
        mark == "_" && !isSpace(scalar(-1)) && (scalar(length)?.properties.isAlphabetic ?? false)
      let canClose = isOpen && !isSpace(scalar(-1))
      let canOpen =
        !isOpen && !isSpace(scalar(length)) && (lastPlaces[mark] ?? 0) >= place + 2 * length
      guard !isInWord, canClose || canOpen else {
        for _ in 0..<length { take(mark) }
        return
      }
      flush()
      if isDouble { isBold.toggle() } else { isEmphasized.toggle() }
      place += length
    }

    /// `[text](address)`: the text, underlined. Anything else is what it is.
    private mutating func readLink() {
      guard let last = lastPlaces["]"], last > place else {
        take("[")
        return
      }
      let window = scalars[place...].prefix(400)
      guard let close = window.firstIndex(of: "]"), close + 1 < scalars.count,
        scalars[close + 1] == "(", let end = scalars[close...].prefix(2000).firstIndex(of: ")")
      else {
        take("[")
        return
      }
      flush()
      var style = base
      style.isUnderlined = true
      let label = String(String.UnicodeScalarView(scalars[place + 1..<close]))
      if !label.isEmpty { runs.append(.init(label, style)) }
      place = end + 1
    }
  }
}
