import Lessons
import Testing

/// What a lesson's Markdown means, and what of it can't be drawn. Cases are from the CommonMark
/// specification 0.29, GitHub's extension for tables, and Pandoc's rule for dollar signs.
@Suite("The Markdown of a lesson")
struct MarkdownTests {
  /// The small lesson with another text in its step.
  private func lesson(_ markdown: String) -> String {
    SmallLesson.changed("The loss is {{metric(he, loss, 50)|.2}}.", to: markdown)
  }

  private func steps(_ markdown: String) throws -> [LessonStep] {
    try Lesson.read(Array(lesson(markdown).utf8), path: "f.md").steps
  }

  private func blocks(_ markdown: String) throws -> [String] {
    try steps(markdown)[0].body.blocks.map(Sketch.text)
  }

  @Test(
    "is read as CommonMark has it",
    arguments: [
      ("to\n97. That is enough.", ["p:to 97. That is enough."]),
      ("to\n2) two", ["p:to 2) two"]),
      ("to\n1. one\n2. two", ["p:to", "l:1.[p:one]2.[p:two]"]),
      ("7) a\n8) b", ["l:7)[p:a]8)[p:b]"]),
      ("Call f(*args) and **never** g.", ["p:Call f(*args) and B<never> g."]),
      ("a _b and **c __d__", ["p:a _b and **c B<d>"]),
      ("2*3*4 h_i_j", ["p:2I<3>4 h_i_j"]),
      ("red  \nblue\\\ngreen", ["p:red⏎blue⏎green"]),
      ("    for i in x:\n        go(i)", ["c:for i in x:|    go(i)"]),
      ("- a\n\n      code", ["l:[p:a c:code]"]),
      ("~~~python\n## no step\nx\n~~~", ["c:## no step|x"]),
      ("````\n```\n{{x}}\n```\n````", ["c:```|{{x}}|```"]),
      ("1. a\n\n   ```\n   {{x}}\n   ## y\n   ```", ["l:1.[p:a c:{{x}}|## y]"]),
      ("```\n\tx\n```", ["c:    x"]),
      ("Head\n====", ["h1:Head"]),
      ("### A *b* #", ["h3:A I<b>"]),
      ("[a](http://x/y_(z)) 5\\%", ["p:L<a> →http://x/y_(z) 5%"]),
      ("<http://x/y>", ["p:L<http://x/y>"]),
      ("[a][b]\n\n[b]: /c \"t\"", ["p:L<a> →/c"]),
      ("> a\n> - b", ["q:[p:a l:[p:b]]"]),
      ("| a | b |\n|:-:|--:|\n| 1 | `x\\|y` |", ["t:cr|a|b|1|`x|y`"]),
      ("***\n\ntext", ["—", "p:text"]),
      ("&lt;b&gt; &copy; \\<i>", ["p:<b> © <i>"]),
      ("a <!-- for nobody --> b\n\n<!-- nor\nthis -->", ["p:a  b"]),
    ])
  func markdown(_ source: String, _ expected: [String]) throws {
    #expect(try blocks(source) == expected)
  }

  @Test(
    "keeps its hands off formulas",
    arguments: [
      ("$a_1 * b_2 * c_3$ and *d*", ["p:$a_1 * b_2 * c_3$ and I<d>"]),
      ("$x$-axis, **$\\sigma$**", ["p:$x$-axis, B<$\\sigma$>"]),
      ("$a\n= b$ c", ["p:$a = b$ c"]),
      ("before\n$$\n= x\n- y\n$$\nafter", ["p:before ", "f: = x - y ", "p: after"]),
      ("Then $$x$$, so", ["p:Then ", "f:x", "p:, so"]),
      ("- a\n  $$x$$\n- b", ["l:[p:a  f:x][p:b]"]),
      ("> $$\n> x\n> $$", ["q:[f: x ]"]),
      ("| a | b |\n|---|---|\n| $|x|$ | {{$c|.2}} |", ["t:ll|a|b|$|x|$|{2}"]),
      ("`$a$` and `` ` $b$ ``", ["p:`$a$` and `` $b$`"]),
      ("$\\{a\\$\\}$", ["p:$\\{a\\$\\}$"]),
      ("$\\frac{ {{$c}} }{n}$", ["p:$\\frac{ ⟨3⟩ }{n}$"]),
    ])
  func formulas(_ source: String, _ expected: [String]) throws {
    #expect(try blocks(source) == expected)
  }

  @Test(
    "leaves amounts of money as they are",
    arguments: [
      ("$5/hour** or **$50/day**, $2-$3", "$5/hour** or B<$50/day>, $2-$3"),
      ("It costs **$5/hour** or **$50/day**, $2-$3.", "It costs B<$5/hour> or B<$50/day>, $2-$3."),
      ("$5 and $7", "$5 and $7"), ("$1 to $x$", "$1 to $x$"), ("\\$5 and $y$", "$5 and $y$"),
      ("a $ b $ c", "a $ b $ c"), ("only $5", "only $5"),
    ])
  func dollars(_ source: String, _ expected: String) throws {
    #expect(try blocks(source) == ["p:" + expected])
  }

  @Test(
    "fills numbers into whatever is around them",
    arguments: [
      ("**It is {{$c}}.** **{{$c|.2}}** is it.", "B<It is >B{3}B<.> B{2} is it."),
      ("_{{$c}}_ *a {{$c}}* {{$c}}*", "I{3} I<a >I{3} {3}*"),
      ("[{{$c}}](x) **a", "L{3} →x **a"), ("\\{{$c}}", "{{$c}}"),
    ])
  func numbers(_ source: String, _ expected: String) throws {
    #expect(try blocks(source) == ["p:" + expected])
  }

  @Test("keeps its marks apart, however many stand in a row")
  func manyCutouts() throws {
    let source = (0..<100).map { "$x_{\($0)}$ {{\($0)}}" }.joined(separator: ", ")
    let body = try steps(source)[0].body
    #expect(body.expressions.map(\.source) == (0..<100).map { "\($0)" })
    #expect(body.plainText.hasPrefix("x_{0} , x_{1} ") && body.plainText.hasSuffix("x_{99} "))
  }

  @Test("begins a step only with a heading outside code, lists and quotes")
  func headings() throws {
    let steps = try steps(
      "~~~\n## a\n~~~\n\n- ## b\n\n> ## c\n\n    ## d\n\n## The `e` of $x_1$ ##\n\nf")
    #expect(steps.map(\.title) == ["First", "The e of $x_1$"])
  }

  @Test(
    "says what can't be drawn, and where",
    arguments: [
      (
        "a\n\nfat <b>text",
        "42:5: HTML can't be drawn in a terminal, found \"<b>\"; write Markdown, or `\\<` for the character"
      ),
      (
        "<div>\nx\n</div>",
        "40:1: HTML can't be drawn in a terminal, found \"<div>U+000AxU+000A</div>U+000A\"; write Markdown, or `\\<` for the character"
      ),
      (
        "$x$ ![a](b.png)",
        "40:5: a picture can't be drawn in a terminal, found \"b.png\"; write a link to it instead"
      ),
      (
        "so $$x",
        "40:4: `$$` without a closing `$$` in the same paragraph; write `\\$` for a dollar sign"
      ),
      ("**{{no}}**, é {{no}}", "40:5: {{…}}: unknown name \"no\" (at column 1 of \"no\")"),
      (
        "- a\n\n  ```lab\n  plots: []\n  ```",
        "42:3: a lab block within a list or a quote is only text; let it begin at the left margin"
      ),
      ("text\n\n````\ncode", "42:1: this block is never closed; expected a line ````"),
    ])
  func undrawable(_ source: String, _ fault: String) {
    #expect(SmallLesson.faults(lesson(source)).first == fault)
  }

  @Test("says the same of hints, notes and questions, where they begin")
  func hints() {
    let text = SmallLesson.changed("hints: [\"Look.\"]", to: "hints: [\"See <b>.\", \"![a](b)\"]")
    #expect(SmallLesson.faults(text).map { $0.prefix(5) } == ["53:9:", "53:21"])
  }

  @Test(
    "never nests so deep that reading it could fail",
    arguments: [">", "- ", "1. ", "*a ", "[", "![", "**", "`a", "$", "{{", "<"])
  func nesting(_ mark: String) {
    let faults = SmallLesson.faults(lesson(String(repeating: mark, count: 20_000) + "x"))
    #expect(faults.count <= 50)
  }
}

/// A text as one line, for comparison: B strong, I emphasized, L a link.
private enum Sketch {
  static func text(_ block: Prose.Block) -> String {
    switch block {
    case .heading(let level, let runs): "h\(level):" + line(runs)
    case .paragraph(let runs): "p:" + line(runs)
    case .list(let items): "l:" + items.map { $0.mark + "[" + inner($0.blocks) + "]" }.joined()
    case .quote(let blocks): "q:[" + inner(blocks) + "]"
    case .code(let lines): "c:" + lines.joined(separator: "|")
    case .formula(let formula): "f:" + tex(formula)
    case .table(let table):
      "t:" + table.alignments.map { "\("\($0)".prefix(1))" }.joined() + "|"
        + (table.header + table.rows.joined()).map(line).joined(separator: "|")
    case .rule: "—"
    }
  }

  private static func inner(_ blocks: [Prose.Block]) -> String {
    blocks.map(text).joined(separator: " ")
  }

  private static func line(_ runs: [Prose.Run]) -> String {
    runs.map { run in
      let style =
        (run.isStrong ? "B" : "") + (run.isEmphasized ? "I" : "") + (run.isLink ? "L" : "")
      switch run.content {
      case .text(let text): return style.isEmpty ? text : "\(style)<\(text)>"
      case .code(let code): return "`\(code)`"
      case .formula(let formula):
        return style.isEmpty ? "$\(tex(formula))$" : "\(style)<$\(tex(formula))$>"
      case .number(let number): return "\(style){\(number.format.digits)}"
      case .address(let address): return "→\(address)"
      case .lineBreak: return "⏎"
      }
    }.joined()
  }

  private static func tex(_ formula: Prose.Formula) -> String {
    formula.parts.map { part in
      switch part {
      case .source(let source): source
      case .number(let number): "⟨\(number.format.digits)⟩"
      }
    }.joined()
  }
}
