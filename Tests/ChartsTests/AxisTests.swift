import Charts
import Testing

@Suite("Numbers and ranges")
struct AxisTests {
  @Test(
    "numbers have three significant digits",
    arguments: [
      (0.0, "0"), (0.5832, "0.583"), (2.303, "2.30"), (9.999, "10.0"), (412, "412"), (1234, "1234"),
      (1234.56, "1235"), (12_345, "12.3k"), (999_999, "1.00M"), (4.56e-5, "4.56×10⁻⁵"),
      (1e30, "10³⁰"), (-0.5832, "-0.583"), (0.00123, "0.00123"), (Double.nan, "NaN"),
      (.infinity, "∞"), (-.infinity, "−∞"), (4.56e-300, "4.56×10⁻³⁰⁰"),
      (.greatestFiniteMagnitude, "1.8×10³⁰⁸"),
    ])
  func numbers(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test("in ASCII no number needs another character", arguments: hostileNumbers)
  func asciiNumbers(value: Double) {
    #expect(NumberText.short(value, glyphs: .ascii).allSatisfy { $0.isASCII })
  }

  @Test("a range grows at once and shrinks only below half")
  func stability() {
    let old = AxisRange(lower: 0, upper: 10)
    func next(_ lower: Double, _ upper: Double) -> AxisRange {
      .stabilized(previous: old, target: AxisRange(lower: lower, upper: upper))
    }
    #expect(next(0, 12) == AxisRange(lower: 0, upper: 12))
    #expect(next(0, 6) == old)
    #expect(next(0, 4) == AxisRange(lower: 0, upper: 4))
  }

  @Test("a range is never empty and never infinite")
  func soundRanges() {
    for a in hostileNumbers {
      for b in hostileNumbers {
        let range = AxisRange(lower: a, upper: b)
        #expect(range.lower < range.upper && range.lower.isFinite && range.upper.isFinite)
      }
    }
  }
}
