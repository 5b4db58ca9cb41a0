import Autograd
import Networks
import Tensors
import Testing

@Suite("Networks that read a whole sequence at once")
struct SequenceReadingTests {
  private func tokens(_ count: Int, _ steps: Int, below: Int) -> Tensor {
    var stream = Seed(5).stream("tokens")
    return Tensor(
      shape: [count, steps],
      scalars: (0..<count * steps).map { _ in Float(stream.next(below: below)) })
  }

  private func network(
    _ build: @escaping (inout ModelBuilder) throws(NetworkFault) -> any Layer, steps: Int
  ) throws -> Network {
    try Network(inputShape: [steps]) { (model: inout ModelBuilder) throws(NetworkFault) in
      [try build(&model)]
    }
  }

  // MARK: Convolutions over time

  private func convolution(
    _ inputs: Int, _ outputs: Int, activation: Activation = .identity, steps: Int
  ) throws -> (CausalConvolution, Network) {
    let network = try Network(inputShape: [steps, inputs]) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      [
        try CausalConvolution(
          inputs, outputs, kernel: 3, dilation: 2, activation: activation, name: "c", in: &model)
      ]
    }
    return (try #require(network.first(CausalConvolution.self)), network)
  }

  @Test("a causal convolution sums the tokens that its dilation names, zeros before the first")
  func sums() throws {
    let (layer, network) = try convolution(1, 1, steps: 6)
    var weights = network.weights(seed: Seed(1))
    weights[layer.sums.weight] = Tensor(shape: [3, 1], scalars: [100, 10, 1])
    weights[layer.sums.bias] = Tensor([0.5])
    let pass = Pass(weights, mode: .inference)
    let x = Tensor(shape: [1, 6, 1], scalars: [1, 2, 3, 4, 5, 6])
    let z = layer(pass.tape.constant(x), in: pass).value
    // 100·x[t−4] + 10·x[t−2] + x[t] + 0.5.
    #expect(z.scalars == [1.5, 2.5, 13.5, 24.5, 135.5, 246.5])
    #expect(layer.reach == 5)
  }

  @Test(
    "answers depend on the tokens within 1 + Σ d(k − 1), and on no other, to the bit",
    arguments: [([1, 1, 1], 7), ([1, 2, 4], 15), ([], 1)])
  func reach(dilations: [Int], reach: Int) throws {
    let steps = 18
    let settings = CausalConvolutionSettings(width: 8, kernel: 3, dilations: dilations)
    let network = try network(
      { (model) throws(NetworkFault) in
        try CausalConvolutionModel(settings, vocabulary: 5, in: &model)
      }, steps: steps)
    #expect(try #require(network.first(CausalConvolutionModel.self)).reach == reach)
    let weights = network.weights(seed: Seed(3))
    let x = tokens(1, steps, below: 5)
    func last(_ x: Tensor) -> [Float] { Array(network(x, weights).scalars.suffix(5)) }
    for place in 0..<steps {
      var changed = x
      changed[0, place] = Float((Int(x[0, place]) + 1) % 5)
      #expect((last(changed) != last(x)) == (place > steps - 1 - reach), "token \(place)")
    }
  }

  @Test("its gradients are those of finite differences")
  func gradients() throws {
    let (layer, network) = try convolution(2, 3, activation: .tanh, steps: 5)
    let weights = network.weights(seed: Seed(2))
    var stream = Seed(9).stream("x")
    let x = Tensor(shape: [2, 5, 2], scalars: (0..<20).map { _ in Float(stream.nextNormal()) })
    func loss(_ x: Tensor) -> Double {
      let pass = Pass(weights, mode: .inference)
      let y = layer(pass.tape.constant(x), in: pass)
      return Double((y * y).sum().value.item)
    }
    let pass = Pass(weights, mode: .inference)
    let input = pass.tape.variable(x)
    let y = layer(input, in: pass)
    let gradient = pass.tape.gradients(of: (y * y).sum())[input]
    for place in 0..<20 {
      var (above, below) = (x.scalars, x.scalars)
      above[place] += 1e-2
      below[place] -= 1e-2
      let slope =
        (loss(Tensor(shape: x.shape, scalars: above)) - loss(Tensor(shape: x.shape, scalars: below)))
        / 2e-2
      #expect(abs(slope - Double(gradient.scalars[place])) < 2e-3 * (1 + abs(slope)))
    }
  }

  // MARK: Transformers

  private func transformer(
    _ reading: SequenceReading, heads: Int = 2, hidden: Int? = nil, depth: Int = 2
  ) throws -> Network {
    try network(
      { (model) throws(NetworkFault) in
        try DecoderTransformer(
          vocabulary: 6, longest: 7, depth: depth,
          TransformerSettings(width: 8, heads: heads, hidden: hidden), reading, in: &model)
      }, steps: 7)
  }

  @Test("without positions and mask the order of tokens changes nothing but the order of answers")
  func equivariance() throws {
    let network = try transformer(SequenceReading(positions: .none, isCausal: false))
    let weights = network.weights(seed: Seed(4))
    let x = tokens(3, 7, below: 6)
    let order = [3, 0, 6, 1, 5, 2, 4]
    let answers = network(x, weights).reshaped([3, 7, 6]).gathered(order, axis: 1)
    let shuffled = network(x.gathered(order, axis: 1), weights).reshaped([3, 7, 6])
    #expect((answers - shuffled).absolute().max() < 1e-5)
  }

  @Test("positions, or a causal mask, make the order count")
  func order() throws {
    let order = [3, 0, 6, 1, 5, 2, 4]
    for reading in [
      SequenceReading(positions: .sinusoids(base: 10_000), isCausal: false),
      SequenceReading(positions: .learned(variance: 1), isCausal: false),
      SequenceReading(positions: .none, isCausal: true),
    ] {
      let network = try transformer(reading)
      let weights = network.weights(seed: Seed(4))
      let x = tokens(3, 7, below: 6)
      let answers = network(x, weights).reshaped([3, 7, 6]).gathered(order, axis: 1)
      let shuffled = network(x.gathered(order, axis: 1), weights).reshaped([3, 7, 6])
      #expect((answers - shuffled).absolute().max() > 1e-2)
    }
  }

  @Test("the mean of all tokens answers alike at each, whatever their order")
  func mean() throws {
    let network = try transformer(
      SequenceReading(positions: .none, isCausal: false, readsMean: true))
    let weights = network.weights(seed: Seed(4))
    let x = tokens(3, 7, below: 6)
    let answers = network(x, weights).reshaped([3, 7, 6])
    let first = answers.gathered(Array(repeating: 0, count: 7), axis: 1)
    #expect(answers == first)
    let shuffled = network(x.gathered([6, 5, 4, 3, 2, 1, 0], axis: 1), weights)
    #expect((answers - shuffled.reshaped([3, 7, 6])).absolute().max() < 1e-5)
  }

  @Test("blocks of attention alone have a norm and four matrices each, and no more")
  func attentionOnly() throws {
    let (width, vocabulary, steps) = (8, 6, 7)
    let network = try transformer(.standard, hidden: 0)
    let block = 2 * width + (width + 1) * 3 * width + (width + 1) * width
    #expect(
      network.parameterCount
        == (vocabulary + steps) * width + 2 * block + 2 * width + (width + 1) * vocabulary)
    #expect(!network.parameters.contains { $0.name.contains("feedforward") })
    let fixed = try transformer(SequenceReading(positions: .sinusoids(base: 100)), hidden: 0)
    #expect(network.parameterCount - fixed.parameterCount == steps * width)
  }
}
