import Autograd
import Tensors
import Testing

@Suite("Operations") struct OperationTests {
  /// Measured: at most 1.1·10⁻⁴ (batch normalization); a forgotten factor or sign is an error of order 1.
  private let tolerance = 4e-4

  @Test("the gradient is that of finite differences", arguments: Operation.allCases)
  func gradient(_ operation: Operation) {
    for (number, example) in gradientCases(operation).enumerated() {
      let (gradients, operations) = example.analytic()
      #expect(operations.contains(operation), "example \(number) does not use the operation")
      for (found, expected) in zip(gradients, example.numeric()) {
        let error = relativeError(found, expected)
        #expect(error < tolerance, "example \(number), shape \(expected.shape)")
      }
    }
  }

  @Test(
    "a source that is not tracked changes nothing for the others", arguments: Operation.allCases)
  func partlyTracked(_ operation: Operation) {
    for example in gradientCases(operation) {
      let all = example.analytic().gradients
      for which in example.inputs.indices {
        let tape = Tape()
        let variables = example.inputs.enumerated().map {
          $0.offset == which ? tape.variable($0.element) : tape.constant($0.element)
        }
        let output = example.function(variables)
        var stream = Seed(1).stream("weights")
        let weights = tape.constant(stream.uniforms(output.shape, in: 0.5..<1.5))
        #expect(tape.gradients(of: (output * weights).sum())[variables[which]] == all[which])
      }
    }
  }

  @Test(
    "affine with a nonlinearity is affine, then the nonlinearity, to the bit",
    arguments: [Nonlinearity.identity, .relu, .leakyReLU(slope: 0.01), .sigmoid, .tanh])
  func fusedAffine(_ nonlinearity: Nonlinearity) {
    for (n, d, k) in [(1, 1, 1), (3, 5, 2), (64, 33, 17), (128, 100, 100)] {
      var stream = Seed(3).stream("fused")
      let tensors = [stream.normals([n, d]), stream.normals([d, k]), stream.normals([k])]
      let weights = stream.normals([n, k])
      let results = [true, false].map { isFused in
        let tape = Tape()
        let v = tensors.map { tape.variable($0) }
        let y =
          isFused
          ? v[0].affine(v[1], v[2], nonlinearity) : v[0].affine(v[1], v[2]).applying(nonlinearity)
        let gradients = tape.gradients(of: (y * tape.constant(weights)).sum())
        return ([y.value] + v.map { gradients[$0] }, tape.operations)
      }
      #expect(results[0].0 == results[1].0)
      #expect(results[0].1 == results[1].1)
    }
  }

  @Test("affine is a matrix product and a broadcast sum")
  func affineComposition() {
    var stream = Seed(4).stream("affine")
    let tensors = [stream.normals([7, 33]), stream.normals([33, 9]), stream.normals([9])]
    compare(tensors, 1e-6) {
      $0[0].affine($0[1], $0[2])
    } with: {
      $0[0].matmul($0[1]) + $0[2]
    }
  }

  @Test("softmax cross-entropy is the mean of log-sum-exp minus the label's logit")
  func crossEntropyComposition() {
    var stream = Seed(5).stream("logits")
    let labels = [2, 0, 4, 4, 1]
    var oneHot = Tensor(zeros: [5, 5])
    for (row, label) in labels.enumerated() { oneHot[row, label] = 1 }
    compare([stream.normals([5, 5])], 1e-6) {
      $0[0].softmaxCrossEntropy(labels)
    } with: { inputs in
      let chosen = (inputs[0] * inputs[0].tape.constant(oneHot)).sum(axis: 1)
      return (inputs[0].exp().sum(axis: 1).log() - chosen).mean()
    }
  }

  @Test("softmax, its logarithm and cross-entropy are finite for enormous logits")
  func enormousLogits() {
    let logits = Tensor(shape: [2, 3], scalars: [1e30, -1e30, 0, -1e30, -1e30, -1e30])
    let tape = Tape()
    let x = tape.variable(logits)
    let loss = x.softmaxCrossEntropy([1, 2])
    #expect(loss.value.isFinite && tape.gradients(of: loss)[x].isFinite)
    #expect(x.softmax().value.isFinite && x.logSoftmax().value.isFinite)
    #expect(tape.gradients(of: x.logSoftmax().sum())[x].isFinite)
  }

  @Test("squared error is the mean of the squared difference")
  func squaredErrorComposition() {
    var stream = Seed(6).stream("targets")
    compare([stream.normals([3, 5]), stream.normals([3, 5])], 1e-6) {
      $0[0].squaredError($0[1])
    } with: {
      let difference = $0[0] - $0[1]
      return (difference * difference).mean()
    }
  }

  @Test("the formulas that screens show are all different")
  func formulas() {
    #expect(Set(Operation.allCases.map(\.formula)).count == Operation.allCases.count)
  }

  /// Value and gradients of Σ r ⊙ f for both functions.
  private func compare(
    _ tensors: [Tensor], _ tolerance: Double, _ fused: @escaping ([Variable]) -> Variable,
    with composition: @escaping ([Variable]) -> Variable
  ) {
    let results = [fused, composition].map { function in
      let tape = Tape()
      let variables = tensors.map { tape.variable($0) }
      let y = function(variables)
      var stream = Seed(7).stream("weights")
      let gradients = tape.gradients(
        of: (y * tape.constant(stream.uniforms(y.shape, in: 0.5..<1.5))).sum())
      return [y.value] + variables.map { gradients[$0] }
    }
    for (a, b) in zip(results[0], results[1]) { #expect(relativeError(a, b) < tolerance) }
  }
}
