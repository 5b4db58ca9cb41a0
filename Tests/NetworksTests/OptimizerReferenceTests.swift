import Autograd
import Networks
import Tensors
import Testing

@Suite("Optimizers, losses and schedules against PyTorch in float64")
struct OptimizerReferenceTests {
  private let reference: OptimizerReference

  init() throws {
    reference = try OptimizerReference.read()
  }

  @Test("50 steps of every optimizer: losses and the last weights")
  func trajectories() throws {
    #expect(reference.trajectories.count == 12)
    for example in reference.trajectories {
      var trainer = Trainer(
        try Network.perceptron([4, 5, 3], .tanh),
        weights: Weights(tensors: example.parameters.map(\.tensor)),
        optimizer: try #require(optimizer(example.name), "no optimizer \(example.name)"))
      let losses = (0..<50).map { _ in
        Float(trainer.train(example.x.tensor, example.labels, learningRate: example.rate))
      }
      let excess = example.losses.excess(Tensor(losses))
      #expect(excess <= 1, "\(example.name): losses, \(excess) tolerances")
      for (found, expected) in zip(trainer.weights.tensors, example.weights) {
        let excess = expected.excess(found)
        #expect(excess <= 1, "\(example.name): weights \(found.shape), \(excess) tolerances")
      }
    }
  }

  private func optimizer(_ name: String) -> (any Optimizer)? {
    switch name {
    case "nesterov": SGD(momentum: 0.9, isNesterov: true)
    case "nesterov_decay": SGD(momentum: 0.5, weightDecay: 0.05, isNesterov: true)
    case "rmsprop": RMSprop()
    case "rmsprop_decay": RMSprop(decay: 0.9, epsilon: 1e-3, weightDecay: 0.05)
    case "rmsprop_inside": RMSprop(decay: 0.9, epsilon: 1e-3, epsilonIsInside: true)
    case "adam": Adam()
    case "adam_constants": Adam(meanDecay: 0.5, squareDecay: 0.9, epsilon: 1e-3)
    case "adam_uncorrected": Adam(correctsBias: false)
    case "adam_coupled": Adam(decay: .coupled(0.1))
    case "adamw": Adam(decay: .decoupled(0.5))
    case "clip_norm": ClippedOptimizer(SGD(), .norm(0.25))
    case "clip_value": ClippedOptimizer(SGD(), .value(0.0625))
    default: nil
    }
  }

  @Test("losses: values and gradients")
  func losses() throws {
    #expect(reference.losses.count == 30)
    for (number, example) in reference.losses.enumerated() {
      let tape = Tape()
      let inputs = example.inputs.map { tape.variable($0.tensor) }
      let loss =
        example.name == "cross_entropy"
        ? inputs[0].smoothedCrossEntropy(
          example.labels, smoothing: example.smoothing, ignoring: -1)
        : inputs[0].binaryCrossEntropy(inputs[1])
      let gradients = tape.gradients(of: loss)
      let excess = example.value.excess(loss.value)
      #expect(excess <= 1, "\(example.name), case \(number): \(excess) tolerances")
      for (input, expected) in zip(inputs, example.gradients) {
        let excess = expected.excess(gradients[input])
        #expect(excess <= 1, "\(example.name), case \(number), gradient: \(excess) tolerances")
      }
    }
  }

  @Test(
    "schedules: the factor at every step",
    arguments: [
      ("exponential", Schedule.exponential(factor: 0.9)),
      ("inverse_time", Schedule.inverseTime(decay: 0.1)),
      ("linear", Schedule.linear(steps: 10, end: 0.1)),
      ("warm_up_cosine", Schedule.warmUp(steps: 5, then: .cosine(steps: 20))),
      ("one_cycle", Schedule.oneCycle(steps: 20)),
      ("one_cycle_half", Schedule.oneCycle(steps: 17, rise: 0.5, start: 0.1, end: 0.001)),
    ])
  func schedules(_ name: String, _ schedule: Schedule) throws {
    let expected = try #require(reference.schedules[name])
    for (step, factor) in expected.enumerated() {
      #expect(abs(schedule.factor(at: step) - factor) < 1e-12, "\(name) at step \(step)")
    }
  }
}
