import Charts
import MarkupChecks
import Testing

/// Formulas as MathML, from the reading that also sets them as text.
@Suite("Formulas as MathML") struct MathMLTests {
  static let table: [(tex: String, element: String)] = [
    ("x", "<mi>x</mi>"),
    ("42.5", "<mn>42.5</mn>"),
    ("a+b", "<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>"),
    ("-x", "<mrow><mo>−</mo><mi>x</mi></mrow>"),
    ("a<b", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"),
    ("x_i", "<msub><mi>x</mi><mi>i</mi></msub>"),
    ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
    (
      "x_{l+1}^2",
      "<msubsup><mi>x</mi><mrow><mi>l</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></msubsup>"
    ),
    ("f'", "<msup><mi>f</mi><mo stretchy=\"false\">′</mo></msup>"),
    ("\\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"),
    ("\\sqrt{x}", "<msqrt><mi>x</mi></msqrt>"),
    ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
    (
      "\\sum_{i=1}^n x",
      "<mrow><munderover><mo movablelimits=\"true\">∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow>"
        + "<mi>n</mi></munderover><mi>x</mi></mrow>"
    ),
    (
      "\\max_k z",
      "<mrow><munder><mo movablelimits=\"true\">max</mo><mi>k</mi></munder><mi>z</mi></mrow>"
    ),
    ("\\log x", "<mrow><mi>log</mi><mspace width=\"0.17em\"/><mi>x</mi></mrow>"),
    ("\\mathrm{Var}", "<mi>Var</mi>"),
    ("\\text{if } x", "<mrow><mtext>if\u{A0}</mtext><mi>x</mi></mrow>"),
    ("\\hat{y}", "<mover accent=\"true\"><mi>y</mi><mo>^</mo></mover>"),
    ("W^\\top", "<msup><mi>W</mi><mi mathvariant=\"normal\">T</mi></msup>"),
    ("\\alpha \\cdot \\nabla", "<mrow><mi>α</mi><mo>·</mo><mi>∇</mi></mrow>"),
    ("a\\quad b", "<mrow><mi>a</mi><mspace width=\"1em\"/><mi>b</mi></mrow>"),
    (
      "\\left( x \\right]",
      "<mrow><mo fence=\"true\" form=\"prefix\">(</mo><mi>x</mi><mo fence=\"true\" form=\"postfix\">]</mo></mrow>"
    ),
    (
      "(x)",
      "<mrow><mo stretchy=\"false\">(</mo><mi>x</mi><mo stretchy=\"false\">)</mo></mrow>"
    ),
    (
      "\\begin{pmatrix}1&0\\\\0&1\\end{pmatrix}",
      "<mrow><mo fence=\"true\" form=\"prefix\">(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr>"
        + "<mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable><mo fence=\"true\" form=\"postfix\">)</mo></mrow>"
    ),
    (
      "\\begin{cases}x&y\\end{cases}",
      "<mrow><mo fence=\"true\" form=\"prefix\">{</mo><mtable><mtr><mtd style=\"text-align:left\"><mi>x</mi></mtd>"
        + "<mtd style=\"text-align:left\"><mi>y</mi></mtd></mtr></mtable></mrow>"
    ),
    ("\\lost{x}", "<mrow><mi>lost</mi><mi>x</mi></mrow>"),
    ("", "<mrow></mrow>"),
  ]

  @Test("each construction of TeX that lessons use has its element", arguments: table)
  func elements(tex: String, element: String) {
    #expect(MathML(tex).content == element)
  }

  @Test("a formula stands with its source, in a row or by itself")
  func wholeFormulas() {
    #expect(
      MathML("a<b").text
        == "<math><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"
        + "<annotation encoding=\"application/x-tex\">a&lt;b</annotation></semantics></math>")
    #expect(MathML("a\nb").text.contains(">a b</annotation>"))
    #expect(MathML("x", isDisplayed: true).text.hasPrefix("<math display=\"block\"><semantics>"))
  }

  @Test(
    "whatever stands in a formula, the markup is well-formed",
    arguments: [
      "{", "}}{", "^_^_", "\\frac", "\\left(", "\\begin{x}&\\\\", "a\u{202E}b\u{0}", "<&\">]]>",
      String(repeating: "{", count: 300), String(repeating: "\\frac{1}{", count: 60), "'''",
      "\\end{",
    ])
  func anything(tex: String) {
    #expect(MarkupCheck(MathML(tex).text).faults == [])
  }
}
