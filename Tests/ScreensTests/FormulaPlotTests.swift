import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// Formulas with their values, on the screen.
@Suite struct FormulaPlotTests {
  @Test("a row a formula as it is written, and its value in a column an arm")
  func rows() throws {
    let lines = try ProcessPlots.formulas.model(step: 0, "z").text(120, 36)
      .split(separator: "\n").map(String.init)
    let row = try #require(lines.first { $0.contains("out    floor(($n - $k) / $s) + 1") })
    #expect(row.contains(" 26 ") && row.contains(" 13 "))
    let head = try #require(lines.first { $0.contains("name   formula") })
    #expect(head.contains("stride 1") && head.contains("stride 2"))
    let over = try #require(lines.first { $0.contains("max(0, x)") })
    #expect(over.contains("over x"))
  }

  @Test("the cursor goes from formula to formula and reads all digits")
  func cursor() throws {
    var model = try ProcessPlots.formulas.model(step: 0, "z")
    #expect(model.text(120, 36).contains("out = floor"))
    model.press("j")
    #expect(model.text(120, 36).contains("share = "))
    #expect(model.text(120, 36).contains("0.92857") && model.text(120, 36).contains("0.46429"))
    model.press("2")
    #expect(!model.text(120, 36).contains("0.46429"))
    model.press("⇲")
    #expect(model.text(120, 36).contains("relu = max(0, x)"))
  }

  @Test("where a row is narrow the formula gives way, and no number does")
  func narrow() throws {
    let text = try ProcessPlots.formulas.model(step: 0, "z", size: Size(columns: 50, rows: 24))
      .text(50, 24)
    let row = try #require(text.split(separator: "\n").first { $0.contains(" 26 ") })
    #expect(row.contains("floor((") && !row.contains("+ 1") && row.contains("13"))
    for value in ["0.929", "0.464", "stride 2"] { #expect(text.contains(value)) }
  }
}
