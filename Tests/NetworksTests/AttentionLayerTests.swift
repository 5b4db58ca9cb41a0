import Autograd
import Networks
import Tensors
import Testing

@Suite("Layers of attention and recurrence") struct AttentionLayerTests {
  @Test("sinusoids: norm² is d/2, and products depend on the distance only", arguments: [16, 64])
  func sinusoids(_ width: Int) {
    let table = SinusoidalPositions().table(steps: 60, width: width)
    let products = matmul(table, table, transposeB: true)
    #expect(abs(products[0, 0] - Float(width) / 2) < 1e-4)
    for lag in 0..<40 {
      for position in 0..<20 {
        #expect(abs(products[position, position + lag] - products[0, lag]) < 1e-4)
      }
    }
    #expect(table[0, 0] == 0 && table[0, 1] == 1)
  }

  @Test("attention without positions follows a permutation of its input")
  func equivariance() throws {
    var model = ModelBuilder()
    let attention = try SelfAttention(width: 64, heads: 4, name: "a", in: &model)
    let weights = Weights(
      tensors: model.parameters.map { parameter in
        var stream = Seed(2).stream(parameter.name)
        return parameter.initializer.tensor(parameter.shape, from: &stream)
      })
    var stream = Seed(1).stream("x")
    let (x, order) = (stream.normals([1, 16, 64]), stream.permutation(16))
    func run(_ x: Tensor) -> Tensor {
      let pass = Pass(weights, mode: .inference)
      return attention(pass.tape.constant(x), in: pass).value
    }
    let difference = run(x).gathered(order, axis: 1) - run(x.gathered(order, axis: 1))
    #expect(difference.norm() / run(x).norm() < 1e-5)
  }

  @Test("a linear recurrence by ρ times an orthogonal matrix passes gradients on as ρᵏ")
  func gradientFlow() throws {
    let (steps, width, rho) = (50, 16, Float(0.9))
    var model = ModelBuilder()
    let layer = try RecurrentLayer(
      .simple(.identity), inputs: 3, width: width,
      initializers: .init(recurrent: .orthogonal(gain: Double(rho))), name: "r", in: &model)
    let weights = Weights(
      tensors: model.parameters.map { parameter in
        var stream = Seed(2).stream(parameter.name)
        return parameter.initializer.tensor(parameter.shape, from: &stream)
      })
    let pass = Pass(weights, mode: .training)
    let flow = RecurrentFlow()
    var stream = Seed(1).stream("x")
    let output = layer.run(
      .values(pass.tape.constant(stream.normals([2, steps, 3]))), examples: 2, steps: steps,
      flow: flow, in: pass)
    let last = output.states.finalStates()
    _ = pass.tape.gradients(of: (last * last).sum())
    try #require(flow.states.count == steps)
    let end = flow.states[steps - 1].norm()
    for step in 0..<steps {
      var expected = end
      for _ in step..<steps - 1 { expected *= Double(rho) }
      #expect(abs(flow.states[step].norm() / expected - 1) < 1e-4)
    }
  }

  @Test("an LSTM's trace shows gates between 0 and 1, and c from them")
  func trace() {
    var stream = Seed(3).stream("lstm")
    let run = Recurrence(
      .lstm, .values(stream.normals([2, 3, 4])),
      RecurrentWeights(
        inputWeight: stream.normals([20, 4]), recurrentWeight: stream.normals([20, 5]),
        inputBias: stream.normals([20]), recurrentBias: stream.normals([20])),
      layout: SequenceLayout(examples: 2, steps: 3))
    let gates = (0..<4).map { run.trace.gates.sliced(5 * $0..<5 * $0 + 5, axis: 1) }
    for gate in [gates[0], gates[1], gates[3]] { #expect(gate.min() > 0 && gate.max() < 1) }
    guard let cells = run.trace.cells else {
      Issue.record("an LSTM without cells")
      return
    }
    let (before, after) = (cells.sliced(0..<6, axis: 0), cells.sliced(2..<8, axis: 0))
    let difference = gates[1] * before + gates[0] * gates[2] - after
    #expect(difference.absolute().max() < 1e-6)
  }

  @Test("the trace of a simple recurrence is its output, step by step")
  func simpleTrace() {
    var stream = Seed(3).stream("simple")
    let run = Recurrence(
      .simple(.tanh), .values(stream.normals([2, 3, 4])),
      RecurrentWeights(
        inputWeight: stream.normals([5, 4]), recurrentWeight: stream.normals([5, 5]),
        inputBias: stream.normals([5]), recurrentBias: stream.normals([5])),
      layout: SequenceLayout(examples: 2, steps: 3))
    let expected = run.output.permuted([1, 0, 2]).reshaped([6, 5])
    #expect(run.trace.gates == expected)
    #expect(run.trace.states.sliced(2..<8, axis: 0) == expected)
  }

  @Test("impossible layers are refused before anything is allocated")
  func faults() throws {
    var model = ModelBuilder()
    #expect(throws: NetworkFault.indivisible(layer: "a", .heads, count: 3, extents: [8])) {
      _ = try SelfAttention(width: 8, heads: 3, name: "a", in: &model)
    }
    #expect(throws: NetworkFault.emptyLayer(layer: "r", inputs: 0, outputs: 4)) {
      _ = try RecurrentLayer(.lstm, inputs: 0, width: 4, name: "r", in: &model)
    }
    let positions = try LearnedPositions(longest: 4, width: 2, name: "p", in: &model)
    var cost = Cost()
    #expect(throws: NetworkFault.shapeMismatch(layer: "p", expected: [4, 2], found: [5, 2])) {
      _ = try positions.estimate([1, 5, 2], into: &cost)
    }
    var settings = SequenceToSequenceSettings(
      sourceVocabulary: 5, targetVocabulary: 5, sourceSteps: 3, embedding: 4, width: 6,
      attentionWidth: 6)
    settings.isBidirectional = true
    #expect(throws: NetworkFault.shapeMismatch(layer: "decoder", expected: [6], found: [12])) {
      _ = try Network.sequenceToSequence(settings, targetSteps: 2)
    }
    #expect(throws: NetworkFault.self) {
      _ = try Network.characters(
        .lstm, vocabulary: 64, embedding: 32, width: 100_000, steps: 64)
    }
  }

  @Test("the cost of a network says the work of one step")
  func cost() throws {
    let network = try Network.characters(
      .simple(.tanh), vocabulary: 64, embedding: 32, width: 128, steps: 64)
    let cost = try network.cost(batch: 32)
    #expect(cost.parameters == 31_040)
    // Products of the input, the state and the output, once forward and twice backward; the first
    // product of a network is counted once less.
    let columns: Double = 32 * 128 + 128 * 128 + 128 * 64
    let forward: Double = 2 * 2048 * columns
    #expect(cost.flops > 2.5 * forward && cost.flops <= 3 * forward)
  }
}
