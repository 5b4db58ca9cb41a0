import Charts
import Testing

@Suite("Text without more than ASCII")
struct SpelledTextTests {
  @Test(
    "signs of mathematics are spelled out",
    arguments: [
      ("η = 2/(1 + κ)", "eta = 2/(1 + kappa)"), ("1 − ηκ", "1 − eta kappa"), ("2κ", "2 kappa"),
      ("√v̂", "sqrt(hat(v))"), ("√(x + y)", "sqrt(x + y)"), ("√κ.", "sqrt(kappa)."),
      ("3√2", "3 sqrt(2)"), ("½ of 2½", "1/2 of 2 1/2"), ("10⁻⁸", "10^-8"), ("xˡ⁺¹", "x^(l+1)"),
      ("E[x²] at zₗ", "E[x^2] at z_l"), ("β₁ᵗ", "beta_1^t"), ("‖∂L/∂z‖", "||dL/dz||"),
      ("m ← 0.9 m", "m <- 0.9 m"), ("Φ(x)", "Phi(x)"), ("λ = 0.1", "lambda = 0.1"),
      ("⌊n/2⌋ ± 1", "[n/2] +- 1"), ("plain", "plain"),
    ])
  func spelled(text: String, plain: String) {
    #expect(text.spelled(for: .ascii) == plain)
    #expect(text.spelled(for: .lines) == plain)
    #expect(text.spelled(for: .braille) == text)
  }

  @Test("spelled text is wrapped at its own width")
  func width() {
    let text = FormattedText([.paragraph([.text("with λ, κ and η·z the rate falls")])])
    let rows = text.lines(width: 16, glyphs: .ascii).map(\.text)
    #expect(rows == ["with lambda,", "kappa and eta*z", "the rate falls"])
  }
}
