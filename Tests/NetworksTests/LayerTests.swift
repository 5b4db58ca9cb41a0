import Autograd
import Networks
import Tensors
import Testing

@Suite("Layers") struct LayerTests {
  /// LeNet-5 with every channel connected, on 28×28 images padded to 32×32.
  private func leNet() throws(NetworkFault) -> Network {
    try Network(inputShape: [1, 28, 28], batch: 64) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      let pool = WindowGeometry(2, stride: 2)
      return [
        try ConvolutionLayer(
          1, 6, WindowGeometry(5, padding: 2), weight: .he(fanIn: 25), activation: .relu,
          name: "conv1", in: &model),
        try Pooling(.max, pool),
        try ConvolutionLayer(
          6, 16, WindowGeometry(5), weight: .he(fanIn: 150), activation: .relu, name: "conv2",
          in: &model),
        try Pooling(.average, pool), Flatten(),
        try Dense(400, 120, weight: .he(fanIn: 400), activation: .relu, name: "c5", in: &model),
        try Dense(120, 84, weight: .he(fanIn: 120), activation: .relu, name: "f6", in: &model),
        try Dense(84, 10, weight: .he(fanIn: 84), name: "output", in: &model),
      ]
    }
  }

  @Test("LeNet-5 has 61,706 parameters and learns a batch by heart")
  func leNetLearns() throws {
    let network = try leNet()
    #expect(network.parameterCount == 61_706)
    #expect(network.layerNames == ["conv1", "conv2", "c5", "f6", "output"])
    var stream = Seed(1).stream("images")
    let x = stream.normals([16, 1, 28, 28])
    let labels = (0..<16).map { $0 % 10 }
    var trainer = Trainer(network, seed: Seed(2), optimizer: SGD(momentum: 0.9))
    for _ in 0..<100 { trainer.train(x, labels, learningRate: 0.02) }
    #expect(trainer.evaluate(x, labels).accuracy == 1)
  }

  @Test("looking into convolutions changes no bit")
  func observing() throws {
    let network = try leNet()
    var stream = Seed(1).stream("images")
    let (x, labels) = (stream.normals([4, 1, 28, 28]), [0, 1, 2, 3])
    var (blind, watched) = (Trainer(network, seed: Seed(2)), Trainer(network, seed: Seed(2)))
    blind.train(x, labels, learningRate: 0.1)
    let layers = watched.trainObserving(x, labels, learningRate: 0.1).layers
    #expect(blind.weights == watched.weights)
    #expect(
      layers.map(\.output.shape) == [
        [4, 6, 28, 28], [4, 16, 10, 10], [4, 120], [4, 84], [4, 10],
      ])
  }

  @Test("a window larger than the image is refused with the shapes")
  func windowTooLarge() {
    let window = WindowGeometry(5)
    #expect(throws: NetworkFault.unusableWindow(layer: "a", window, image: [1, 4, 4])) {
      _ = try Network(inputShape: [1, 4, 4]) { (model: inout ModelBuilder) throws(NetworkFault) in
        [try ConvolutionLayer(1, 1, window, weight: .constant(0), name: "a", in: &model)]
      }
    }
    #expect(
      "\(NetworkFault.unusableWindow(layer: "a", window, image: [1, 4, 4]))"
        == """
        layer a can't move a 5×5 window (stride 1, padding 0, dilation 1) over images of 1×4×4; \
        make the window smaller or the padding larger
        """)
  }

  @Test("output extents follow ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1 for a thousand windows")
  func extents() {
    var stream = Seed(3).stream("windows")
    for _ in 0..<1000 {
      let n = 1 + stream.next(below: 40)
      let window = WindowGeometry(
        1 + stream.next(below: 6), stride: 1 + stream.next(below: 4),
        padding: stream.next(below: 4), dilation: 1 + stream.next(below: 3))
      // Counted: places where the whole window lies within the padded image.
      let reach = window.dilation * (window.height - 1)
      let count = stride(from: -window.padding, to: n + window.padding - reach, by: window.stride)
        .reduce(0) { sum, _ in sum + 1 }
      #expect((window.outputExtents(n, n)?.height ?? 0) == count)
    }
  }

  @Test("dropout keeps the mean, drops the share p, and does nothing in inference")
  func dropout() throws {
    let layer = try Dropout(0.25, name: "drop")
    let x = Tensor(repeating: 1, shape: [100, 100])
    let training = Pass(Weights(tensors: []), mode: .training)
    let dropped = layer(training.tape.constant(x), in: training).value
    // A share of 10⁴ draws has a standard deviation of √(p(1−p)/10⁴) = 0.0043.
    #expect(abs(dropped.shareOfZeros() - 0.25) < 4 * 0.0043)
    #expect(abs(dropped.mean() - 1) < 4 * 0.0043 / 0.75)
    #expect(dropped.max() == Float(1 / 0.75))
    let inference = Pass(Weights(tensors: []), mode: .inference)
    #expect(layer(inference.tape.constant(x), in: inference).value == x)
    #expect(throws: NetworkFault.impossibleValue(layer: "d", name: "probability", 1)) {
      _ = try Dropout(1, name: "d")
    }
  }

  @Test("dropout scaled in inference leaves training alone, and multiplies by 1 − p afterwards")
  func dropoutOfThePaper() throws {
    let layer = try Dropout(0.25, scaling: .inference, name: "drop")
    let x = Tensor(repeating: 1, shape: [100, 100])
    let training = Pass(Weights(tensors: []), mode: .training)
    let dropped = layer(training.tape.constant(x), in: training).value
    #expect(abs(dropped.shareOfZeros() - 0.25) < 4 * 0.0043)
    #expect(dropped.max() == 1)
    let inference = Pass(Weights(tensors: []), mode: .inference)
    #expect(layer(inference.tape.constant(x), in: inference).value == x * 0.75)
  }

  @Test("attention leaves weights out in training only, and keeps the mean")
  func attentionDropout() throws {
    var model = ModelBuilder()
    let layer = try SelfAttention(width: 8, heads: 2, dropout: 0.5, name: "a", in: &model)
    // Queries and keys are 0, so that α is uniform; values and the output pass x on.
    let (zeros, one) = (Tensor(zeros: [8, 16]), identity(8))
    let weights = Weights(tensors: [
      Tensor.concatenated([zeros, one], axis: 1), Tensor(zeros: [24]), one, Tensor(zeros: [8]),
    ])
    let x = Tensor(repeating: 1, shape: [50, 20, 8])
    func run(_ mode: Pass.Mode) -> Tensor {
      let pass = Pass(weights, mode: mode)
      return layer(pass.tape.constant(x), in: pass).value
    }
    #expect((run(.inference) - x).absolute().max() < 1e-6)
    // Each number is the mean of 20 draws of 0 or 2: variance 1/20. A head has 1000 rows.
    let dropped = run(.training)
    #expect(abs(dropped.mean() - 1) < 4 * (1.0 / 20 / 2000).squareRoot())
    let variance = (dropped - x).squared().mean()
    #expect(abs(variance - 0.05) < 0.01)
  }

  private func identity(_ extent: Int) -> Tensor {
    var scalars = [Float](repeating: 0, count: extent * extent)
    for index in 0..<extent { scalars[index * (extent + 1)] = 1 }
    return Tensor(shape: [extent, extent], scalars: scalars)
  }

  @Test("dropout draws other masks at every step, and the same in every run")
  func dropoutRuns() throws {
    let network = try Network(inputShape: [20]) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      [
        try Dense(20, 30, weight: .he(fanIn: 20), activation: .relu, name: "a", in: &model),
        try Dropout(0.5, name: "drop"),
        try Dense(30, 5, weight: .he(fanIn: 30), name: "b", in: &model),
      ]
    }
    let (x, labels) = randomBatch(16, 20, classes: 5)
    func losses() -> [Double] {
      var trainer = Trainer(network, seed: Seed(4))
      return (0..<10).map { _ in trainer.train(x, labels, learningRate: 0) }
    }
    #expect(losses() == losses())
    #expect(Set(losses()).count == 10)
  }

  @Test("running averages are no parameters: not counted, not decayed, stored after the step")
  func batchNormalization() throws {
    let network = try Network(inputShape: [4]) { (model: inout ModelBuilder) throws(NetworkFault) in
      [
        try BatchNormalization(4, averaging: 1, name: "norm", in: &model),
        try Dense(4, 3, weight: .he(fanIn: 4), name: "head", in: &model),
      ]
    }
    #expect(network.parameterCount == 8 + 15)
    let (x, labels) = randomBatch(32, 4, classes: 3)
    var trainer = Trainer(network, seed: Seed(1), optimizer: SGD(momentum: 0.9, weightDecay: 0.1))
    trainer.train(x, labels, learningRate: 0.1)
    // λ = 1 keeps the last batch's statistics.
    #expect(trainer.weights.tensors[2] == x.mean(axis: 0))
  }

  @Test("with one value a channel, batch normalization gives β and stays finite")
  func oneValue() throws {
    let tape = Tape()
    let x = tape.variable(Tensor(shape: [1, 3], scalars: [5, -1, 0]))
    let shift = tape.variable(Tensor([1, 2, 3]))
    let scale = tape.variable(Tensor([1, 1, 1]))
    let (y, statistics) = x.batchNormalized(scale: scale, shift: shift)
    #expect(y.value.scalars == [1, 2, 3])
    #expect(statistics.unbiasedVariance == Tensor(zeros: [3]))
    #expect(tape.gradients(of: (y * y).sum())[x] == Tensor(zeros: [1, 3]))
  }

  @Test("with stopped statistics the gradient of a constant shift does not vanish, as it should")
  func stoppedGradient() throws {
    let x = randomBatch(8, 3, classes: 2).x
    let shares = [StatisticsGradient.full, .stopped].map { gradient in
      let tape = Tape()
      let v = tape.variable(x)
      let ones = tape.constant(Tensor([1, 1, 1]))
      let y = v.batchNormalized(scale: ones, shift: ones, gradient: gradient).output
      return tape.gradients(of: y.sum())[v].absolute().max()
    }
    #expect(shares[0] < 1e-5)
    #expect(shares[1] > 0.1)
  }

  @Test("an embedding looks rows up, and only those get gradients")
  func embedding() throws {
    let network = try Network(inputShape: [3]) { (model: inout ModelBuilder) throws(NetworkFault) in
      [try Embedding(vocabulary: 5, width: 2, name: "words", in: &model)]
    }
    let weights = network.weights(seed: Seed(1))
    let tokens = Tensor(shape: [1, 3], scalars: [4, 0, 4])
    let found = network(tokens, weights)
    let table = weights.tensors[0]
    #expect(found.shape == [1, 3, 2])
    #expect(found.scalars == table.row(4).scalars + table.row(0).scalars + table.row(4).scalars)
  }

  @Test("the Jacobian through any layer is that of the layers written as one product")
  func generalJacobian() throws {
    let plain = try Network.perceptron([4, 6, 3], .tanh)
    let mixed = try Network(inputShape: [4]) { (model: inout ModelBuilder) throws(NetworkFault) in
      [
        try Dense(4, 6, weight: .he(fanIn: 4), name: "layer1", in: &model),
        Elementwise.activation(.tanh),
        try Dense(6, 3, weight: .he(fanIn: 6), name: "layer2", in: &model),
      ]
    }
    let weights = plain.weights(seed: Seed(6))
    let x = randomBatch(1, 4, classes: 2).x
    // ∂x₂/∂z₁ = ∂x₂/∂x₁ · diag(1 − x₁²).
    let inner = try #require(plain.jacobians(at: x, weights).last)
    let first = affine(x, weights.tensors[0], weights.tensors[1], .tanh)
    let expected = inner * (1 - first.squared())
    let found = try #require(mixed.jacobians(at: x, weights).last)
    #expect((found - expected).absolute().max() < 1e-6)
  }
}
