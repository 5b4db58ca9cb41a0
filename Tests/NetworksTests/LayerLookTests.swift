import Networks
import Tensors
import Testing

@Suite("Looks into layers of images") struct LayerLookTests {
  private func network(averaging: Double = 0.25) throws(NetworkFault) -> Network {
    try Network(inputShape: [2, 6, 6]) { (model: inout ModelBuilder) throws(NetworkFault) in
      let convolution = try ConvolutionLayer(
        2, 3, WindowGeometry(3), weight: .he(fanIn: 18), bias: nil, name: "conv", in: &model)
      let branch = try ConvolutionLayer(
        3, 3, WindowGeometry(3, padding: 1), weight: .he(fanIn: 27), activation: .tanh,
        name: "branch", in: &model)
      return [
        convolution,
        try BatchNormalization(3, averaging: averaging, name: "norm", in: &model),
        Elementwise.activation(.relu), try ResidualBlock([branch], name: "block"),
        GlobalPooling(.average),
        try Dense(3, 4, weight: .he(fanIn: 3), name: "head", in: &model),
      ]
    }
  }

  private func images(_ count: Int) -> Tensor {
    var stream = Seed(1).stream("images")
    return stream.normals([count, 2, 6, 6]) + 1
  }

  private let labels = [0, 1, 2, 3, 0, 1, 2, 3]

  @Test("convolutions show maps before and after the activation, their gradient and their kernels")
  func observations() throws {
    let network = try network()
    var trainer = Trainer(network, seed: Seed(2))
    let before = trainer.weights
    let layers = trainer.trainObserving(images(8), labels, learningRate: 0.1).layers
    #expect(layers.map(\.layer) == ["conv", "branch", "head"])
    #expect(layers.map(\.output.shape) == [[8, 3, 4, 4], [8, 3, 4, 4], [8, 4]])
    #expect(layers.map(\.preactivationGradient.shape) == layers.map(\.preactivation.shape))
    #expect(layers[0].output == layers[0].preactivation)
    #expect(layers[1].output == Nonlinearity.tanh(layers[1].preactivation))
    #expect(layers[0].weight == before.tensors[0] && layers[0].weight.shape == [3, 2, 3, 3])
    #expect(layers[0].weightGradient.norm() > 0)
    let outputs = network.outputs(images(8), before).layers
    #expect(outputs.map(\.name) == layers.map(\.layer))
    #expect(outputs[0].output == layers[0].output)
  }

  @Test("a projected shortcut shows itself under its own name, after the branch beside it")
  func projectedShortcut() throws {
    let network = try Network(inputShape: [2, 6, 6]) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      func convolution(
        _ outputs: Int, _ extent: Int, _ name: String, in model: inout ModelBuilder
      ) throws(NetworkFault) -> [any Layer] {
        [
          try ConvolutionLayer(
            2, outputs, WindowGeometry(extent, padding: extent / 2), weight: .he(fanIn: 9),
            bias: nil, name: name, in: &model),
          try BatchNormalization(outputs, name: "\(name) norm", in: &model),
        ]
      }
      let branch =
        try convolution(2, 3, "first", in: &model) + convolution(4, 3, "second", in: &model)
      let shortcut = try convolution(4, 1, "shortcut", in: &model)
      return [
        try ResidualBlock(branch, shortcut: shortcut, name: "block"), GlobalPooling(.average),
        try Dense(4, 4, weight: .he(fanIn: 4), name: "head", in: &model),
      ]
    }
    var trainer = Trainer(network, seed: Seed(2))
    let before = trainer.weights
    let found = trainer.trainObserving(images(8), labels, learningRate: 0.1)
    #expect(network.layerNames == ["first", "second", "shortcut", "head"])
    #expect(found.layers.map(\.layer) == network.layerNames)
    let shapes = [[2, 2, 3, 3], [4, 2, 3, 3], [4, 2, 1, 1], [4, 4]]
    #expect(found.layers.map(\.weight.shape) == shapes)
    for layer in found.layers {
      let weight = try #require(network.parameters.first { $0.name == "\(layer.layer)/weight" })
      #expect(layer.weight == before[weight])
      #expect(layer.update == trainer.weights[weight] - before[weight])
    }
    #expect(network.normalizationNames == ["first norm", "second norm", "shortcut norm"])
    #expect(found.statistics.map(\.layer) == network.normalizationNames)
    let outputs = network.outputs(images(8), before).layers
    #expect(outputs.map(\.name) == network.layerNames)
    #expect(outputs.map(\.output.shape) == [[8, 2, 6, 6], [8, 4, 6, 6], [8, 4, 6, 6], [8, 4]])
  }

  @Test("normalizations show the batch's statistics beside the running ones")
  func statistics() throws {
    let network = try network()
    var trainer = Trainer(network, seed: Seed(2))
    let x = images(8)
    let start = trainer.trainObserving(x, labels, learningRate: 0)
    let channels = start.layers[0].output.permuted([1, 0, 2, 3]).reshaped([3, 128])
    let mean = channels.mean(axis: 1)
    let variance = (channels - mean.reshaped([3, 1])).squared().sum(axis: 1) / 127
    let first = try #require(start.statistics.first)
    #expect(start.statistics.count == 1 && first.layer == "norm")
    #expect((first.mean - mean).absolute().max() < 1e-5)
    #expect((first.variance - variance).absolute().max() < 1e-4)
    #expect(first.runningMean == Tensor(zeros: [3]))
    #expect(first.runningVariance == Tensor(repeating: 1, shape: [3]))
    // After one step with λ = ¼ from 0 and 1.
    let second = trainer.trainObserving(x, labels, learningRate: 0).statistics[0]
    #expect((second.runningMean - mean * 0.25).absolute().max() < 1e-5)
    #expect((second.runningVariance - (variance * 0.25 + 0.75)).absolute().max() < 1e-4)
  }

  @Test("λ is the share of the last batch in the running averages", arguments: [0, 0.1, 1])
  func averaging(_ lambda: Double) throws {
    let network = try network(averaging: lambda)
    var trainer = Trainer(network, seed: Seed(2))
    let found = trainer.trainObserving(images(8), labels, learningRate: 0.1).statistics[0]
    let running = try #require(network.parameters.first { $0.name == "norm/mean" })
    let expected = found.mean * Float(lambda)
    #expect((trainer.weights[running] - expected).absolute().max() < 1e-6)
  }

  @Test("one value a channel: β comes out, and loss and weights stay finite")
  func oneValue() throws {
    let network = try Network(inputShape: [4]) { (model: inout ModelBuilder) throws(NetworkFault) in
      [
        try Dense(4, 5, weight: .he(fanIn: 4), name: "hidden", in: &model),
        try BatchNormalization(5, averaging: 0.25, name: "norm", in: &model),
        try Dense(5, 3, weight: .he(fanIn: 5), bias: .constant(2), name: "head", in: &model),
      ]
    }
    let (x, labels) = randomBatch(4, 4, classes: 3)
    var trainer = Trainer(network, seed: Seed(1))
    let loss = trainer.train(x.rows(at: [0]), [labels[0]], learningRate: 0)
    // β = 0, so that all logits are the bias of the head.
    #expect(abs(loss - 1.098_612_3) < 1e-6)
    let running = try #require(network.parameters.first { $0.name == "norm/variance" })
    #expect(trainer.weights[running] == Tensor(repeating: 0.75, shape: [5]))
    trainer.train(x.rows(at: [0]), [labels[0]], learningRate: 0.1)
    #expect(trainer.weights.isFinite)
  }

  @Test("one image of several pixels is enough to normalize by")
  func oneImage() throws {
    var trainer = Trainer(try network(), seed: Seed(1))
    let found = trainer.trainObserving(images(1), [0], learningRate: 0.1).statistics[0]
    #expect(found.variance.scalars.allSatisfy { $0 > 0 })
  }
}
