import Autograd
import Networks
import Tensors
import Testing

@Suite("Against PyTorch in float64") struct ReferenceTests {
  private let reference: Reference

  init() throws {
    reference = try Reference.read()
  }

  @Test("operations: values and gradients")
  func operations() throws {
    #expect(reference.operations.count >= 90)
    for (number, example) in reference.operations.enumerated() {
      let tape = Tape()
      let inputs = example.inputs.map { tape.variable($0.tensor) }
      let output = try #require(result(example, inputs), "no operation \(example.name)")
      let loss = (output * tape.constant(example.weights.tensor)).sum()
      let gradients = tape.gradients(of: loss)
      #expect(example.value.excess(output.value) <= 1, "\(example.name), case \(number)")
      for (input, expected) in zip(inputs, example.gradients) {
        #expect(
          expected.excess(gradients[input]) <= 1,
          "\(example.name), case \(number), gradient of shape \(input.shape)")
      }
    }
  }

  private func result(_ example: Reference.OperationCase, _ x: [Variable]) -> Variable? {
    switch example.name {
    case "affine": x[0].affine(x[1], x[2])
    case "matmul": x[0].matmul(x[1])
    case "relu": x[0].relu()
    case "leaky_relu": x[0].leakyReLU()
    case "sigmoid": x[0].sigmoid()
    case "tanh": x[0].tanh()
    case "exp": x[0].exp()
    case "log": x[0].log()
    case "add": x[0] + x[1]
    case "subtract": x[0] - x[1]
    case "multiply": x[0] * x[1]
    case "divide": x[0] / x[1]
    case "sum": x[0].sum()
    case "mean": x[0].mean()
    case "sum_axis_0": x[0].sum(axis: 0)
    case "mean_axis_1": x[0].mean(axis: 1)
    case "squared_error": x[0].squaredError(x[1])
    case "softmax_cross_entropy": x[0].softmaxCrossEntropy(example.labels)
    default: layerResult(example, x)
    }
  }

  private func layerResult(_ example: Reference.OperationCase, _ x: [Variable]) -> Variable? {
    let settings = example.settings ?? [1, 1, 0, 1, 1]
    let window = WindowGeometry(
      settings[0], stride: settings[1], padding: settings[2], dilation: settings[3])
    return switch example.name {
    case "gelu": x[0].gelu()
    case "silu": x[0].silu()
    case "softmax": x[0].softmax()
    case "log_softmax": x[0].logSoftmax()
    case "convolution": x[0].convolution(x[1], x[2], window, groups: settings[4])
    case "max_pooling": x[0].maxPooling(window)
    case "average_pooling": x[0].averagePooling(window)
    case "batch_normalization": x[0].batchNormalized(scale: x[1], shift: x[2]).output
    case "layer_normalization": x[0].layerNormalized(scale: x[1], shift: x[2])
    case "embedding": x[0].embedding(example.labels)
    default: nil
    }
  }

  @Test("batch normalization: running averages and inference")
  func runningAverages() throws {
    let expected = reference.runningAverages
    var builder = ModelBuilder()
    let layer = try BatchNormalization(3, averaging: 0.25, name: "norm", in: &builder)
    var weights = Weights(
      tensors: [1, 0, 0, 1].map { Tensor(repeating: $0, shape: [3]) })
    for batch in expected.batches {
      let pass = Pass(weights, mode: .training)
      _ = layer(pass.tape.constant(batch.tensor), in: pass)
      for (parameter, value) in pass.updates { weights[parameter] = value }
    }
    #expect(expected.mean.excess(weights[layer.mean]) <= 1)
    #expect(expected.variance.excess(weights[layer.variance]) <= 1)
    let pass = Pass(weights, mode: .inference)
    let output = layer(pass.tape.constant(expected.batches[0].tensor), in: pass)
    #expect(expected.output.excess(output.value) <= 1)
  }

  @Test("50 steps of SGD: losses and the last weights")
  func trajectories() throws {
    #expect(reference.trajectories.count == 4)
    for example in reference.trajectories {
      let activation = try #require(Activation.named(example.activation))
      let network = try Network.perceptron([4, 5, 3], activation)
      var trainer = Trainer(
        network, weights: Weights(tensors: example.parameters.map(\.tensor)),
        optimizer: SGD(momentum: example.momentum, weightDecay: example.decay))
      let losses = (0..<50).map { _ in
        Float(trainer.train(example.x.tensor, example.labels, learningRate: example.rate))
      }
      #expect(example.losses.excess(Tensor(losses)) <= 1, "\(example.activation): losses")
      for (found, expected) in zip(trainer.weights.tensors, example.weights) {
        #expect(expected.excess(found) <= 1, "\(example.activation): weights \(found.shape)")
      }
    }
  }

  @Test(
    "schedules: the factor at every step",
    arguments: [
      ("step_10_15_tenth", Schedule.step(at: [10, 15], factor: 0.1)),
      ("cosine_20", Schedule.cosine(steps: 20)),
    ])
  func schedules(_ name: String, _ schedule: Schedule) throws {
    let expected = try #require(reference.schedules[name])
    for (step, factor) in expected.enumerated() {
      #expect(abs(schedule.factor(at: step) - factor) < 1e-12, "\(name) at step \(step)")
    }
  }
}
