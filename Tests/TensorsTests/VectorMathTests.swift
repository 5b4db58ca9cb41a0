import Glibc
import Tensors
import Testing

struct VectorFunction: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let range: ClosedRange<Double>
  let tolerance: Double
  let vector: @Sendable (Tensor) -> Tensor
  let exact: @Sendable (Double) -> Double
}

/// One unit in the last place is at most 1.2·10⁻⁷ of a float.
private let functions = [
  VectorFunction(
    testDescription: "exp", range: -87.3...88.7, tolerance: 2e-7, vector: { $0.exp() },
    exact: { exp($0) }),
  VectorFunction(
    testDescription: "log", range: 1e-3...50, tolerance: 2e-7, vector: { $0.log() },
    exact: { log($0) }),
  VectorFunction(
    testDescription: "tanh", range: -10...10, tolerance: 3e-7, vector: { Nonlinearity.tanh($0) },
    exact: { tanh($0) }),
  VectorFunction(
    testDescription: "sigmoid", range: -80...80, tolerance: 2.5e-7,
    vector: { Nonlinearity.sigmoid($0) }, exact: { 1 / (1 + exp(-$0)) }),
  VectorFunction(
    testDescription: "square root", range: 0...100, tolerance: 1e-7,
    vector: { $0.squareRoot() }, exact: { $0.squareRoot() }),
]

@Suite("Vector mathematics")
struct VectorMathTests {
  @Test("the relative error against double precision is small", arguments: functions)
  func accuracy(function: VectorFunction) {
    var stream = Seed(1).stream(function.testDescription)
    let wide = stream.uniforms(
      [200_003], in: function.range.lowerBound..<function.range.upperBound)
    let narrow = wide * (function.range.lowerBound < 0 ? 0.01 : 1)
    for x in [wide, narrow] {
      let y = function.vector(x)
      var worst = 0.0
      for (x, y) in zip(x.scalars, y.scalars) {
        let exact = function.exact(Double(x))
        let error = abs(Double(y) - exact)
        if error > 0 { worst = max(worst, error / abs(exact)) }
      }
      #expect(worst < function.tolerance)
    }
  }

  @Test("special arguments give what libm gives", arguments: functions)
  func specialValues(function: VectorFunction) {
    let x = Tensor([.infinity, -.infinity, .nan, -.nan, 0, -0.0, 1000, -1000, -1])
    for (argument, value) in zip(x.scalars, function.vector(x).scalars) {
      let exact = Float(function.exact(Double(argument)))
      let agrees = exact.isNaN ? value.isNaN : value == exact
      #expect(agrees || abs(value - exact) < 3e-7 * abs(exact), "of \(argument): \(value)")
    }
  }

  @Test("a value does not depend on its place in the tensor")
  func places() {
    var stream = Seed(2).stream("places")
    let x = stream.normals([41])
    for function in functions.filter({ $0.testDescription != "log" }) {
      let whole = function.vector(x.squared())
      for index in 0..<41 {
        let alone = function.vector(Tensor([x.scalars[index] * x.scalars[index]]))
        #expect(alone.scalars[0] == whole.scalars[index])
      }
    }
  }

  @Test(
    "derivatives from the output agree with the difference quotient",
    arguments: [Nonlinearity.identity, .relu, .leakyReLU(slope: 0.1), .sigmoid, .tanh])
  func derivatives(nonlinearity: Nonlinearity) {
    var stream = Seed(3).stream("derivatives")
    let x = stream.uniforms([100], in: -3..<3)
    let dy = stream.uniforms([100], in: -1..<1)
    let dx = nonlinearity.gradient(output: nonlinearity(x), dOutput: dy)
    let step: Float = 1e-2
    for index in 0..<100 where abs(x.scalars[index]) > 2 * step {
      func f(_ shift: Float) -> Double {
        Double(nonlinearity(Tensor(x.scalars[index] + shift)).item)
      }
      // Fourth order: 8(f₁ − f₋₁) − (f₂ − f₋₂) over 12h.
      let quotient =
        (8 * (f(step) - f(-step)) - (f(2 * step) - f(-2 * step))) / (12 * Double(step))
      let expected = quotient * Double(dy.scalars[index])
      #expect(abs(Double(dx.scalars[index]) - expected) < 1e-4)
    }
  }

  @Test("a prepared thread treats denormals as zero")
  func denormals() {
    let tiny = Tensor([Float.leastNormalMagnitude])
    let denormal = Tensor([Float(bitPattern: 1)])
    EngineRuntime.asPrepared {
      #expect((tiny * 0.5).scalars[0].bitPattern == 0)
      #expect((denormal * 1e30).scalars[0] == 0)
    }
    #expect((tiny * 0.5).scalars[0] > 0)
  }
}
