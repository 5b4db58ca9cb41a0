import Autograd
import Networks
import Tensors
import Testing

@Suite("Optimizers and clipping") struct OptimizerTests {
  @Test("Adam's first step is η against the sign of the gradient, whatever its size")
  func adamFirstStep() {
    var weights = Weights(tensors: [Tensor([1, 1, 1])])
    var adam = Adam()
    adam.update(&weights, gradients: [Tensor([1e-3, -40, 5e6])], learningRate: 0.25)
    for (found, expected) in zip(weights.tensors[0].scalars, [0.75, 1.25, 0.75]) {
      #expect(abs(Double(found) - expected) < 1e-5)
    }
  }

  @Test("without bias correction the first step is (1 − β₁)/√(1 − β₂) times as large")
  func uncorrectedFirstStep() {
    var weights = Weights(tensors: [Tensor([0])])
    var adam = Adam(epsilon: 0, correctsBias: false)
    adam.update(&weights, gradients: [Tensor([3])], learningRate: 1)
    let expected = -(0.1 / 0.001.squareRoot())
    #expect(abs(Double(weights.tensors[0].scalars[0]) / expected - 1) < 1e-6)
  }

  @Test("without gradients only decoupled decay moves the weights")
  func decayAlone() {
    var weights = Weights(tensors: [Tensor([2])])
    var adamW = Adam(decay: .decoupled(0.5))
    adamW.update(&weights, gradients: [Tensor([0])], learningRate: 0.5)
    #expect(weights.tensors[0].scalars == [1.5])
    var plain = Adam()
    plain.update(&weights, gradients: [Tensor([0])], learningRate: 0.5)
    #expect(weights.tensors[0].scalars == [1.5])
  }

  @Test("ε inside the root bounds the step by η·g/√ε, outside by η·g/ε")
  func epsilonPlaces() {
    for (inside, expected) in [(true, -10.0), (false, -100 / 1.1)] {
      var weights = Weights(tensors: [Tensor([0])])
      var rule = RMSprop(decay: 0.99, epsilon: 0.01, epsilonIsInside: inside)
      // s = 0.01·10⁻⁴ = 10⁻⁶: √s = 10⁻³ = ε/10.
      rule.update(&weights, gradients: [Tensor([0.01])], learningRate: 100)
      let step = Double(weights.tensors[0].scalars[0])
      #expect(abs(step / expected - 1) < 1e-3, "\(inside): \(step)")
    }
  }

  @Test("a parameter without a gradient stays, in every rule")
  func missingGradients() {
    let rules: [any Optimizer] = [
      SGD(momentum: 0.9, isNesterov: true), RMSprop(weightDecay: 0.1), Adam(decay: .decoupled(0.1)),
      ClippedOptimizer(Adam(), .norm(1)),
    ]
    for var rule in rules {
      var weights = Weights(tensors: [Tensor([1, 2]), Tensor([3])])
      rule.update(&weights, gradients: [nil, Tensor([1])], learningRate: 0.1)
      #expect(weights.tensors[0].scalars == [1, 2])
      #expect(weights.tensors[1].scalars != [3])
    }
  }

  @Test("a place in a tensor changes nothing: 33 equal elements stay equal")
  func tails() {
    let rules: [any Optimizer] = [SGD(momentum: 0.9, isNesterov: true), RMSprop(), Adam()]
    for var rule in rules {
      var weights = Weights(tensors: [Tensor(repeating: 1, shape: [33])])
      for step in 1...5 {
        let gradient = Tensor(repeating: 1 / Float(step), shape: [33])
        rule.update(&weights, gradients: [gradient], learningRate: 0.01)
      }
      #expect(Set(weights.tensors[0].scalars).count == 1)
      #expect(weights.tensors[0].scalars[0] < 1)
    }
  }

  @Test("clipping by norm keeps the direction, and short gradients as they are")
  func clippingByNorm() {
    var gradients: [Tensor?] = [Tensor([3]), nil, Tensor([0, -4])]
    #expect(Clipping.norm(5.1).clip(&gradients) == 5)
    #expect(gradients == [Tensor([3]), nil, Tensor([0, -4])])
    #expect(Clipping.norm(2.5).clip(&gradients) == 5)
    let found = gradients.flatMap { $0?.scalars ?? [] }
    for (scalar, expected) in zip(found, [1.5, 0, -2]) {
      #expect(abs(Double(scalar) - expected) < 1e-6)
    }
  }

  @Test("the norm of gradients of 10³⁰ is finite, and clipping brings them back")
  func enormousGradients() {
    var gradients: [Tensor?] = [Tensor([3e30, -4e30])]
    #expect(abs(Clipping.norm(1).clip(&gradients) / 5e30 - 1) < 1e-6)
    let norm = gradients[0]?.norm() ?? 0
    #expect(abs(norm - 1) < 1e-5)
  }

  @Test("clipping by value leaves what is small and what is not a number")
  func clippingByValue() {
    var gradients: [Tensor?] = [Tensor([0.25, -7, 1e30, .nan, -.infinity])]
    Clipping.value(0.5).clip(&gradients)
    let found = gradients[0]?.scalars ?? []
    #expect(found.count == 5 && found[3].isNaN)
    #expect([0, 1, 2, 4].map { found[$0] } == [0.25, -0.5, 0.5, -0.5])
  }

  @Test("a copy of an optimizer goes its own way")
  func copies() {
    var weights = Weights(tensors: [Tensor([1])])
    var first = Adam()
    first.update(&weights, gradients: [Tensor([1])], learningRate: 0.1)
    var (second, other) = (first, weights)
    first.update(&weights, gradients: [Tensor([1])], learningRate: 0.1)
    second.update(&other, gradients: [Tensor([1])], learningRate: 0.1)
    #expect(first == second && weights == other)
    second.update(&other, gradients: [Tensor([-9])], learningRate: 0.1)
    #expect(first != second && first.steps == [2])
  }

  @Test("a parameter that rests counts no steps, and one that is forgotten begins anew")
  func rests() {
    var (weights, alone) = (
      Weights(tensors: [Tensor([1]), Tensor([1])]), Weights(tensors: [Tensor([1])])
    )
    var (both, one) = (Adam(), Adam())
    both.update(&weights, gradients: [Tensor([1]), Tensor([1])], learningRate: 0.1)
    both.update(&weights, gradients: [nil, Tensor([2])], learningRate: 0.1)
    both.update(&weights, gradients: [Tensor([2]), Tensor([3])], learningRate: 0.1)
    #expect(both.steps == [2, 3])
    for gradient: Float in [1, 2] {
      one.update(&alone, gradients: [Tensor([gradient])], learningRate: 0.1)
    }
    #expect(weights.tensors[0] == alone.tensors[0])
    both.forget([1])
    #expect(both.steps == [2, 0] && both.memory(of: 1).first?.scalars == [0])
    let rest = weights.tensors[1].scalars[0]
    both.update(&weights, gradients: [nil, Tensor([5])], learningRate: 0.1)
    #expect(abs(weights.tensors[1].scalars[0] - (rest - 0.1)) < 1e-6)
  }
}

@Suite("Losses at their edges") struct LossTests {
  @Test("smoothing 0 and nothing ignored is plain cross-entropy, to the bit of the gradient")
  func plain() {
    var stream = Seed(8).stream("logits")
    let tape = Tape()
    let x = tape.variable(stream.normals([5, 17]))
    let labels = [3, 16, 0, 8, 8]
    let (smoothed, plain) = (x.smoothedCrossEntropy(labels), x.softmaxCrossEntropy(labels))
    #expect(abs(smoothed.value.item / plain.value.item - 1) < 1e-6)
    #expect(tape.gradients(of: smoothed)[x] == tape.gradients(of: plain)[x])
  }

  @Test("ignored rows are as if they were not there; no rows at all cost nothing")
  func ignored() {
    var stream = Seed(9).stream("logits")
    let logits = stream.normals([3, 4])
    let loss = CrossEntropy(logits: logits, labels: [1, 9, 2], smoothing: 0.2, ignored: 9)
    let pair = Tensor(shape: [2, 4], scalars: logits.row(0).scalars + logits.row(2).scalars)
    let alone = CrossEntropy(logits: pair, labels: [1, 2], smoothing: 0.2)
    #expect(loss.loss == alone.loss && loss.rowLosses[1] == 0)
    #expect(loss.dLogits.row(1).scalars == [0, 0, 0, 0])
    #expect(loss.dLogits.row(2) == alone.dLogits.row(1))
    let none = CrossEntropy(logits: logits, labels: [9, 9, 9], smoothing: 0.2, ignored: 9)
    #expect(none.loss == 0 && none.dLogits.sumOfSquares() == 0)
  }

  @Test("logits of ±10³⁰ give finite losses and gradients", arguments: [0, 0.1, 1])
  func extremes(smoothing: Double) {
    let logits = Tensor(shape: [2, 3], scalars: [1e30, -1e30, 0, -1e30, -1e30, -1e30])
    let loss = CrossEntropy(logits: logits, labels: [1, 2], smoothing: smoothing)
    #expect(loss.loss.isFinite && loss.dLogits.isFinite)
    // Row 0: Σ (peak − a) = 3·10³⁰, of the label 2·10³⁰; row 1 costs ln 3.
    let expected = ((1 - smoothing) * 2e30 + smoothing * 1e30) / 2
    #expect(abs(loss.loss / expected - 1) < 1e-6)
  }

  @Test("a wrong answer of size 10³⁰ costs its size, a right one nothing")
  func binaryExtremes() {
    let logits = Tensor([1e30, -1e30, 1e30, -1e30])
    let loss = BinaryCrossEntropy(logits: logits, targets: Tensor([1, 0, 0, 1]))
    #expect(abs(loss.loss / 5e29 - 1) < 1e-6)
    #expect(loss.dLogits.scalars == [0, 0, 0.25, -0.25])
  }

  @Test("an almost certain answer costs e⁻ᵃ, not nothing")
  func certain() {
    let loss = BinaryCrossEntropy(logits: Tensor([20]), targets: Tensor([1]))
    #expect(abs(loss.loss / 2.0611536e-9 - 1) < 1e-5)
  }

  @Test("a NaN among the logits makes the losses NaN")
  func notNumber() {
    let logits = Tensor(shape: [1, 2], scalars: [.nan, 0])
    #expect(CrossEntropy(logits: logits, labels: [1], smoothing: 0.1).loss.isNaN)
    #expect(BinaryCrossEntropy(logits: logits, targets: Tensor(zeros: [1, 2])).loss.isNaN)
  }
}
