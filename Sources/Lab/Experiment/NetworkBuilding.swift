internal import Datasets
internal import Lessons
internal import Networks

extension Network {
  /// The network of a plan for these data: layers "hidden1", "hidden2", … and "head" at the end, so
  /// that more layers leave the random streams of the others as they are.
  /// - Throws: `NetworkFault`, `ExperimentFault`
  init(_ plan: NetworkPlan, data: TrainingData, batch: Int) throws {
    let features = data.train.featureCount
    if case .dense(let inputs, _, _, _, _)? = plan.layers.first, inputs != features {
      throw ExperimentFault.inputsDiffer(network: inputs, data: features)
    }
    try self.init(inputShape: [features], batch: batch) { model throws(NetworkFault) in
      var layers: [any Layer] = []
      for (index, layer) in plan.layers.enumerated() {
        let isLast = index == plan.layers.count - 1
        layers.append(
          try layer.layer(named: isLast ? "head" : "hidden\(index + 1)", in: &model))
      }
      return layers
    }
    guard outputShape.reduce(1, *) >= data.train.classCount else {
      throw ExperimentFault.tooFewOutputs(
        network: outputShape.reduce(1, *), classes: data.train.classCount)
    }
  }
}

extension LayerPlan {
  fileprivate func layer(
    named name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) -> any Layer {
    switch self {
    case .dense(let inputs, let outputs, let weight, let bias, let activation):
      try Dense(
        inputs, outputs, weight: weight, bias: bias, activation: activation, name: name,
        in: &model)
    }
  }

  /// The function at its end.
  var activation: Activation {
    switch self {
    case .dense(_, _, _, _, let activation): activation
    }
  }
}

extension TrainingPlan {
  /// The optimizer that it names, at the start of a run.
  func makeOptimizer() throws(ExperimentFault) -> any Optimizer {
    switch optimizer {
    case "sgd": SGD(momentum: momentum, weightDecay: weightDecay)
    default: throw .unknownOptimizer(optimizer, known: ["sgd"])
    }
  }

  /// η at a training step, counted from 0.
  func learningRate(at step: Int) -> Double { learningRate * schedule.factor(at: step) }
}
