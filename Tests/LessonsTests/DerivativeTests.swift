import Experiments
import Lessons
import Testing

/// A knob of 7, and numbers by name.
private struct Place: ExpressionContext {
  var numbers: [String: Double]

  func knob(_ name: String, arm: String?) -> KnobValue? { .number(7) }
  func variable(_ name: String) -> Double? { numbers[name] }
}

@Suite("A formula's derivative")
struct DerivativeTests {
  /// Each is finite with its slopes at the places below.
  private static let formulas = [
    "x", "3", "-x * y", "x + y - x * 2", "x / y", "x / (y * x) / 3", "(x - 2 * y)^2", "x^y", "2^x",
    "x^-1.5", "sqrt(x * y)", "ln(x) + log10(y)", "exp(-x * y)", "sin(x) * cos(y)",
    "tanh(x) / sigmoid(y)", "x * normal_cdf(x)", "abs(y - 3 * x)",
    "(1 - x)^2 + 100 * (y - x^2)^2", "$k * (x^2 + $k * y^2) / 2", "1 / x / y / x",
  ]

  @Test("agrees with differences", arguments: formulas)
  func agreesWithDifferences(_ text: String) throws {
    let scope = ExpressionScope(knobs: ["k": .number], variables: ["x", "y"])
    let formula = try Expression(text, scope: scope, expecting: .number)
    let surface = try Function(
      formula,
      gradient: ["x", "y"].map { try formula.derivative(by: $0) }, variables: ["x", "y"],
      knobs: ["k": .number(7)])
    for place in [[0.5, 1.25], [1.75, 0.75]] {
      let slope = surface.gradient(place)
      for index in 0..<2 {
        var (ahead, behind) = (place, place)
        ahead[index] += 1e-5
        behind[index] -= 1e-5
        let expected = (surface(ahead) - surface(behind)) / 2e-5
        #expect(abs(slope[index] - expected) <= 1e-7 * max(1, abs(expected)), "\(place), \(index)")
      }
    }
  }

  @Test(
    "of formulas that are compiled is what they come to when they are read", arguments: formulas)
  func compiled(_ text: String) throws {
    let scope = ExpressionScope(knobs: ["k": .number], variables: ["x", "y"])
    let formula = try Expression(text, scope: scope, expecting: .number)
    let function = formula.compiled(variables: ["x", "y"], knobs: ["k": .number(7)])
    for (x, y) in [(0.5, 1.25), (-1, 3), (0, 0)] {
      let context = Place(numbers: ["x": x, "y": y])
      let (fast, slow) = (function([x, y]), formula.number(in: context) ?? .nan)
      #expect(fast == slow || fast.isNaN && slow.isNaN, "\(fast) and \(slow)")
    }
  }

  @Test("is refused of functions that have none")
  func refused() throws {
    let scope = ExpressionScope(variables: ["x"])
    for text in ["floor(x)", "max(x, 0)", "mean(x, 1)"] {
      let formula = try Expression(text, scope: scope)
      #expect(throws: ExpressionFault.self) { try formula.derivative(by: "x") }
    }
    #expect(try Expression("floor(2.5) * x", scope: scope).derivative(by: "x").kind == .number)
  }
}
