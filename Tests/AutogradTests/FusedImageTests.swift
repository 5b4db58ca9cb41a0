import Autograd
import Tensors
import Testing

/// Operations that do in one pass over memory what a composition does in several.
@Suite("Fused image operations") struct FusedImageTests {
  /// Value and gradients of Σ r ⊙ f, and what the tape holds.
  private func run(
    _ tensors: [Tensor], _ function: ([Variable]) -> Variable
  ) -> (tensors: [Tensor], operations: [Operation]) {
    let tape = Tape()
    let v = tensors.map { tape.variable($0) }
    let y = function(v)
    let operations = tape.operations
    var stream = Seed(7).stream("weights")
    let weights = tape.constant(stream.uniforms(y.shape, in: 0.5..<1.5))
    let gradients = tape.gradients(of: (y * weights).sum())
    return ([y.value] + v.map { gradients[$0] }, operations)
  }

  @Test(
    "convolution with a nonlinearity is convolution, then the nonlinearity, to the bit",
    arguments: [Nonlinearity.identity, .relu, .leakyReLU(slope: 0.01), .sigmoid, .tanh])
  func convolution(_ nonlinearity: Nonlinearity) {
    var stream = Seed(3).stream("fused")
    let tensors = [
      stream.normals([3, 4, 9, 16]), stream.normals([6, 4, 3, 3]), stream.normals([6]),
    ]
    for window in [WindowGeometry(3), WindowGeometry(3, stride: 2, padding: 1)] {
      let fused = run(tensors) { $0[0].convolution($0[1], $0[2], window, nonlinearity) }
      let plain = run(tensors) { $0[0].convolution($0[1], $0[2], window).applying(nonlinearity) }
      #expect(fused.tensors == plain.tensors)
      #expect(fused.operations == plain.operations)
    }
  }

  /// Features of less than a vector, of four and of more; planes of less than a vector and of more.
  private static let shapes = [
    [5, 3], [1, 4], [64, 32], [33, 64], [16, 77], [2, 3, 3, 4], [4, 5, 8, 8], [3, 2, 5, 9],
    [1, 2, 1, 1],
  ]

  private func material(_ shape: [Int]) -> [Tensor] {
    var stream = Seed(4).stream("batch")
    return [
      stream.normals(shape) + 2, stream.uniforms([shape[1]], in: 0.5..<1.5),
      stream.normals([shape[1]]), stream.normals(shape),
    ]
  }

  @Test(
    "normalization with a shortcut and a nonlinearity is these, one after the other",
    arguments: shapes, [Nonlinearity.identity, .relu, .tanh])
  func normalization(_ shape: [Int], _ nonlinearity: Nonlinearity) {
    let tensors = material(shape)
    for gradient in [StatisticsGradient.full, .stopped] {
      let fused = run(tensors) { v in
        v[0].batchNormalized(
          scale: v[1], shift: v[2], gradient: gradient, adding: v[3], nonlinearity
        ).output
      }
      let plain = run(tensors) { v in
        let z = v[0].batchNormalized(scale: v[1], shift: v[2], gradient: gradient).output
        return (z + v[3]).applying(nonlinearity)
      }
      for (a, b) in zip(fused.tensors, plain.tensors) { #expect(relativeError(a, b) < 2e-6) }
    }
  }

  @Test("normalization is its formula, written in elementary operations", arguments: shapes)
  func formula(_ shape: [Int]) {
    // One value a channel has no slope: what is left is the rounding of 1/√ε.
    guard shape[0] > 1 else { return }
    let tensors = Array(material(shape).prefix(3))
    let fused = run(tensors) { $0[0].batchNormalized(scale: $0[1], shift: $0[2]).output }
    let plain = run(tensors) { v in
      let channel = [shape[1], 1]
      let x = v[0].reshaped([shape[0], shape[1], -1])
      func mean(_ x: Variable) -> Variable { x.mean(axis: 2).mean(axis: 0).reshaped(channel) }
      let centered = x - mean(x)
      let variance = mean(centered * centered)
      // 1/√(σ² + ε) = e^(−ln(σ² + ε)/2).
      let epsilon = v[0].tape.constant(Tensor(1e-5))
      let inverse = ((variance + epsilon).log() * v[0].tape.constant(Tensor(-0.5))).exp()
      let z = centered * inverse * v[1].reshaped(channel) + v[2].reshaped(channel)
      return z.reshaped(shape)
    }
    for (a, b) in zip(fused.tensors, plain.tensors) { #expect(relativeError(a, b) < 2e-5) }
  }

  @Test("inference adds a shortcut and rectifies in the same pass", arguments: shapes)
  func inference(_ shape: [Int]) {
    let tensors = material(shape)
    let statistics = (
      Tensor(repeating: 2, shape: [shape[1]]), Tensor(repeating: 4, shape: [shape[1]])
    )
    let fused = run(tensors) { v in
      v[0].normalized(
        mean: statistics.0, variance: statistics.1, scale: v[1], shift: v[2], adding: v[3], .relu)
    }
    let plain = run(tensors) { v in
      let z = v[0].normalized(
        mean: statistics.0, variance: statistics.1, scale: v[1], shift: v[2])
      return (z + v[3]).relu()
    }
    for (a, b) in zip(fused.tensors, plain.tensors) { #expect(relativeError(a, b) < 2e-6) }
  }

  @Test("a tape is let go with the last variable, whatever it recorded")
  func tapesEnd() {
    weak var tape: Tape?
    do {
      let fresh = Tape()
      tape = fresh
      let v = material([2, 3, 4, 4]).map { fresh.variable($0) }
      let y = v[0].batchNormalized(scale: v[1], shift: v[2], adding: v[3], .relu).output
        .normalized(
          mean: Tensor(zeros: [3]), variance: Tensor(zeros: [3]), scale: v[1], shift: v[2],
          adding: v[3])
      let kernel = fresh.variable(Tensor(repeating: 1, shape: [2, 3, 3, 3]))
      let bias = fresh.variable(Tensor(zeros: [2]))
      let z = y.convolution(kernel, bias, WindowGeometry(3, padding: 1), .relu)
        .maxPooling(WindowGeometry(2, stride: 2)).averagePooling(WindowGeometry(2))
      #expect(fresh.gradients(of: z.sum())[v[0]].isFinite)
    }
    #expect(tape == nil)
  }
}
