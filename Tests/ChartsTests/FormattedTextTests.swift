import Charts
import Testing

@Suite("Typeset text")
struct FormattedTextTests {
  private func text(
    _ blocks: [FormattedText.Block], _ width: Int = 30, _ glyphs: GlyphTier = .braille
  ) -> [String] {
    FormattedText(blocks).lines(width: width, glyphs: glyphs).map(\.text)
  }

  private func paragraph(_ text: String) -> FormattedText.Block { .paragraph([.text(text)]) }

  @Test("paragraphs wrap at words, by columns")
  func wrapping() {
    #expect(text([paragraph("one two three four")], 9) == ["one two", "three", "four"])
    #expect(text([paragraph("漢字漢字")], 5) == ["漢字", "漢字"])
    #expect(text([paragraph("abcdefghij")], 4) == ["abcd", "efgh", "ij"])
  }

  @Test("a line break ends a row, and only one that has something in it")
  func lineBreaks() {
    let lines = [FormattedText.Run.text("roses"), .init(.lineBreak), .init(.lineBreak)]
    #expect(text([.paragraph(lines + [.text("violets")])]) == ["roses", "violets"])
  }

  @Test("lists hang, quotes have a bar, headings stand apart")
  func blocks() {
    let inner = FormattedText.Block.list([.init(mark: "10.", [paragraph("five six seven")])])
    #expect(
      text(
        [
          .heading(level: 1, [.text("A")]),
          .list([.init([paragraph("one two three")]), .init([paragraph("four"), inner])]),
          .quote([paragraph("six"), paragraph("seven")]),
        ], 14) == [
          "A", "", "• one two", "  three", "• four", "  10. five six", "      seven", "",
          "│ six", "│ ", "│ seven",
        ])
  }

  @Test("what follows in a list's item stands under its text")
  func items() {
    let item = FormattedText.Item([paragraph("a"), .code(["b"]), .formula(#"\frac{c}{d}"#)])
    #expect(
      text([.list([item, .init([])])], 20) == [
        "• a", "", "    b", "", "       c ", "      ───", "       d ", "", "• ",
      ])
  }

  @Test("styles, code, addresses")
  func inline() {
    let line = FormattedText([
      .paragraph([
        .text("a "), .text("b", bold: true), .text(" "), .init(.text("c"), underlined: true),
        .text(" "), .init(.code("d e")), .text(" "), .init(.address("f")),
      ])
    ]).lines(width: 60)[0]
    #expect(line.text == "a b c d e (f)")
    #expect(line.runs.first { $0.text == "b" }?.style.isBold == true)
    #expect(line.runs.first { $0.text == "c" }?.style.isUnderlined == true)
    #expect(line.runs.first { $0.text == "d e" }?.style.foreground == .accent)
    #expect(line.runs.first { $0.text == "(f)" }?.style.foreground == .faint)
  }

  private let table = FormattedText.Block.table(
    .init(
      alignments: [.left, .center, .right],
      header: [[.text("layer")], [.text("kind")], [.text("n")]],
      rows: [
        [[.text("1")], [.text("linear")], [.text("7850")]],
        [[.text("two words")], [.text("a")], [.text("12")]],
      ]))

  @Test("tables have columns as wide as their cells, aligned as they say")
  func tables() {
    #expect(
      text([table]) == [
        "layer       kind      n",
        "─────────  ──────  ────",
        "1          linear  7850",
        "two words    a       12",
      ])
  }

  @Test("tables that are too wide wrap their widest column, and give up columns at last")
  func narrowTables() {
    #expect(
      text([table], 18, .ascii) == [
        "layer  kind      n",
        "-----  -----  ----",
        "1      linea  7850",
        "         r",
        "two      a      12",
        "words",
      ])
    #expect(text([table], 6).allSatisfy { $0.count <= 6 })
    #expect(text([table], 6).joined().filter { $0.isNumber } == "1785012")
  }

  @Test(
    "inline formulas",
    arguments: [
      (#"\frac{a}{b+c}"#, "a/(b + c)", "a/(b + c)"),
      (#"\sigma^2 \le x_i"#, "σ² ≤ xᵢ", "sigma^2 <= x_i"),
      (#"\sum_{k=1}^{K} y_k"#, "∑ₖ₌₁ᴷ yₖ", "sum_(k=1)^K y_k"),
      (#"\sqrt{x+1} = -2"#, "√(x + 1) = −2", "sqrt(x + 1) = -2"),
      (#"\frac{\partial L}{\partial z}"#, "(∂L)/(∂z)", "(dL)/(dz)"),
      (#"W^\top x \cdot e^{-x_q}"#, "Wᵀx · e^(−x_q)", "W^T x * e^(-x_q)"),
      (#"\unknown{x} \"#, "unknownx", "unknown x"),
    ])
  func formulas(source: String, unicode: String, ascii: String) {
    #expect(Formula(source).inline() == unicode)
    #expect(Formula(source).inline(glyphs: .ascii) == ascii)
  }

  @Test("display formulas stand in two dimensions")
  func display() {
    #expect(
      Formula(#"\frac{1}{N} \sum_{i=1}^{N} x_i^2"#).block() == [
        " 1  N     ", "─── ∑  xᵢ²", " N i=1    ",
      ])
    #expect(
      Formula(#"\left(\frac{a}{\sqrt{b}}\right)"#).block() == [
        "⎛ a  ⎞", "⎜────⎟", "⎜  ▁ ⎟", "⎝ √b ⎠",
      ])
    #expect(Formula(#"\frac{a}{b}"#).block(glyphs: .ascii) == [" a ", "---", " b "])
  }

  @Test("random texts never trap, never exceed the width, never hold a control character")
  func fuzz() {
    var state: UInt64 = 2026
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      "\\frac", "{", "}", "^", "_", "\n", "\t", "\\left(", "\\right", "\\begin{matrix}", "&",
      "\\\\",
      "\\end", "\u{1B}[31m", "\u{0}", "\u{202E}", "漢", "e\u{301}", "\\sqrt[", "]", "\\hat", " ",
      "x",
    ]
    func string() -> String { (0..<next(12)).map { _ in pieces[next(pieces.count)] }.joined() }
    func runs() -> [FormattedText.Run] {
      (0..<next(4)).map { _ in
        let text = string()
        let contents: [FormattedText.Run.Content] = [
          .text(text), .code(text), .formula(text), .address(text), .lineBreak,
        ]
        return FormattedText.Run(contents[next(5)], bold: next(2) == 0)
      }
    }
    func block(_ depth: Int) -> FormattedText.Block {
      func inner() -> [FormattedText.Block] {
        depth > 6 ? [] : (0..<next(3)).map { _ in block(depth + 1) }
      }
      switch next(8) {
      case 0: return .heading(level: 1 + next(6), runs())
      case 1: return .code([string(), string()])
      case 2: return .formula(string())
      case 3: return .quote(inner())
      case 4:
        return .list((0..<next(3)).map { _ in .init(mark: next(2) == 0 ? "" : "12)", inner()) })
      case 5:
        let rows = (0..<next(3)).map { _ in (0..<next(5)).map { _ in runs() } }
        return .table(.init(alignments: [.right], header: [runs(), runs()], rows: rows))
      case 6: return .rule
      default: return .paragraph(runs())
      }
    }
    for _ in 0..<1500 {
      let source = FormattedText((0..<next(4)).map { _ in block(0) })
      let width = next(30)
      for glyphs in GlyphTier.allCases {
        for line in source.lines(width: width, glyphs: glyphs) {
          #expect(line.columns <= width, "\(source)")
          #expect(!line.text.unicodeScalars.contains { CharacterWidth.isControl($0) })
        }
      }
    }
  }

  @Test(
    "deep nesting is set in reasonable time",
    arguments: [
      "{", "\\frac", "\\left(", "^", "\\sqrt", "\\begin{cases}",
    ])
  func depth(piece: String) {
    let formula = String(repeating: piece, count: 5000)
    #expect(!FormattedText([.formula(formula)]).lines(width: 40).isEmpty)
  }
}

@Suite("Formulas in a text that is cut")
struct FormulaPageTests {
  @Test("a formula is seen whole or not at all, unless it is higher than the page")
  func pages() {
    let lines = FormattedText([
      .paragraph([.init(.text("before"))]), .formula("\\frac{a}{b}"),
      .paragraph([.init(.text("behind"))]),
    ]).lines(width: 20, glyphs: .braille)
    #expect(lines.count == 7)
    #expect(lines.page(from: 0, rows: 3).map(\.text).last == "")
    #expect(lines.page(from: 0, rows: 4).count == 2)
    #expect(lines.page(from: 0, rows: 5).count == 5)
    #expect(lines.page(from: 2, rows: 2).count == 2)
    #expect(lines.page(from: 0, rows: 90).count == 7)
  }

  @Test("the bar of a fraction touches nothing beside it")
  func air() {
    for source in ["x^T \\frac{a}{b}", "W^T\\frac{a}{b} y", "\\frac{a}{b}\\frac{c}{d}"] {
      let text = FormattedText([.formula(source)]).lines(width: 40, glyphs: .braille).map(\.text)
      let bar = text.first { $0.contains("─") } ?? ""
      for (left, right) in zip(bar, bar.dropFirst()) {
        #expect((left == "─") == (right == "─") || left == " " || right == " ", "\(bar)")
      }
    }
  }
}
