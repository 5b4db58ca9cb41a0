import Charts
import Testing

@Suite("Text in words, for those who hear it") struct SpokenTextTests {
  @Test(
    "signs that screen readers pass over are words",
    arguments: [
      ("E[x²] = 1.02", "E[x squared] = 1.02"), ("4.56×10⁻⁵", "4.56 times 10 to the minus 5"),
      ("28×28 pixels", "28 by 28 pixels"), ("6 × 28 × 28", "6 by 28 by 28"),
      ("η = 0.1", "eta = 0.1"), ("‖∂L/∂z‖ by layer", "norm of (d L/d z) by layer"),
      ("from -0.3 to −∞", "from minus 0.3 to minus infinity"), ("x₁₀", "x sub 10"),
      ("a well-known 2-D case", "a well-known 2-D case"), ("½ of it", "one half of it"),
      ("σ(x) ≤ 1", "sigma (x) at most 1"), ("2·1·49", "2 times 1 times 49"),
      ("x̂", "x hat"), ("plain text, 1/n.", "plain text, 1/n."), ("", ""),
    ])
  func signs(text: String, spoken: String) {
    #expect(text.spoken == spoken)
  }

  @Test(
    "formulas are read in their order, and what print holds together is in parentheses",
    arguments: [
      (#"\mathrm{Var}[w] = \frac{c}{n}"#, "Var [w] = (c over n)"),
      (
        #"E[x^2] \cdot \frac{n}{2} \cdot \mathrm{Var}[w]"#,
        "E [x squared] times (n over 2) times Var [w]"
      ),
      (#"\sqrt{v} + \epsilon"#, "square root of v + epsilon"),
      (#"\sum_{i=1}^{n} x_i"#, "sum from i = 1 to n of x sub i"),
      (#"2^{-10}"#, "2 to the (minus 10)"), (#"\hat{y}"#, "y hat"),
      (#"\|x\|"#, "norm of (x)"), (#"W^\top x"#, "W transposed x"),
    ])
  func formulas(source: String, spoken: String) {
    #expect(Formula(source).spoken == spoken)
  }

  @Test("no sign is left that has no word, whatever is read")
  func total() {
    let text = "ℓ∑∏√∞≈≠→←⊙·×±″′…⟨⟩⌊⌋".spoken
    #expect(text.unicodeScalars.allSatisfy { $0.value < 0x7F }, "\(text)")
  }
}
