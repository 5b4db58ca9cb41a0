import Charts
import Testing

@Suite("Typeset text")
struct MarkdownTests {
  private func text(_ source: String, _ width: Int = 30, _ glyphs: GlyphTier = .braille) -> [String]
  {
    MarkdownText(source).lines(width: width, glyphs: glyphs).map(\.text)
  }

  @Test("paragraphs wrap at words, by columns")
  func wrapping() {
    #expect(text("one two three\nfour", 9) == ["one two", "three", "four"])
    #expect(text("漢字漢字", 5) == ["漢字", "漢字"])
    #expect(text("abcdefghij", 4) == ["abcd", "efgh", "ij"])
  }

  @Test("lists hang, quotes have a bar, headings stand apart")
  func blocks() {
    #expect(
      text("# A\n- one two three\n- four\n  1. five\n> six", 12) == [
        "A", "", "• one two", "  three", "• four", "  1. five", "", "│ six",
      ])
  }

  @Test("emphasis, code and links leave their marks behind")
  func inline() {
    let line = MarkdownText("a **b** *c* `d e` [f](g) h_i 2*3 $5").lines(width: 60)[0]
    #expect(line.text == "a b c d e f h_i 2*3 $5")
    #expect(line.runs.first { $0.text == "b" }?.style.isBold == true)
    #expect(line.runs.first { $0.text == "c" }?.style.isUnderlined == true)
    #expect(line.runs.first { $0.text == "d e" }?.style.foreground == .accent)
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

  @Test("random bytes never trap, never exceed the width, never hold a control character")
  func fuzz() {
    var state: UInt64 = 2026
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    let pieces = [
      "$", "$$", "\\frac", "{", "}", "^", "_", "*", "**", "`", "```", "\n", "\n\n", "# ", "- ",
      "1. ", "> ", "[", "](", ")", "\\left(", "\\right", "\\begin{matrix}", "&", "\\\\", "\\end",
      "\u{1B}[31m", "\u{0}", "\u{202E}", "漢", "e\u{301}", "\\sqrt[", "]", "\\hat", " ", "x", "\r\n",
    ]
    for round in 0..<3000 {
      var source = ""
      for _ in 0..<Int(next() % 40) {
        if round % 3 == 0 {
          source += String(decoding: [UInt8(next() % 256)], as: UTF8.self)
        } else {
          source += pieces[Int(next()) % pieces.count]
        }
      }
      let width = Int(next() % 30)
      for glyphs in GlyphTier.allCases {
        for line in MarkdownText(source).lines(width: width, glyphs: glyphs) {
          #expect(line.columns <= width, "\(source.debugDescription)")
          #expect(!line.text.unicodeScalars.contains { CharacterWidth.isControl($0) })
        }
      }
    }
  }

  @Test(
    "deep nesting and long rows of marks are read in reasonable time",
    arguments: [
      "{", "\\frac", "\\left(", "^", "\\sqrt", "\\begin{cases}",
    ])
  func depth(piece: String) {
    let formula = String(repeating: piece, count: 5000)
    #expect(!MarkdownText("$$\(formula)$$").lines(width: 40).isEmpty || formula.isEmpty)
    #expect(MarkdownText(String(repeating: "*`[$", count: 20_000)).lines(width: 40).count > 0)
  }
}
