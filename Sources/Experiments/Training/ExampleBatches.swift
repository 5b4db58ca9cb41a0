internal import Datasets
internal import Networks
internal import Tensors

extension Network {
  /// The examples at `indices` in the shape that this network takes.
  func examples(_ indices: [Int], of set: TrainingSet) -> (x: Tensor, labels: [Int]) {
    shaped(set.batch(indices))
  }

  /// The same for training: images changed by each of `augmentations`, otherwise at every step.
  func examples(
    _ indices: [Int], of set: TrainingSet, augmentations: [ImageAugmentation], seed: Seed,
    step: Int
  ) -> (x: Tensor, labels: [Int]) {
    shaped(set.batch(indices, augmentations: augmentations, seed: seed, step: step))
  }

  private func shaped(_ batch: (x: Tensor, labels: [Int])) -> (x: Tensor, labels: [Int]) {
    let shape = [batch.x.shape[0]] + inputShape
    return (batch.x.shape == shape ? batch.x : batch.x.reshaped(shape), batch.labels)
  }

  /// Checks that the network fits the data.
  /// - Throws: `ExperimentFault`
  func check(against data: TrainingData) throws {
    let features = inputShape.reduce(1, *)
    guard features == data.train.featureCount else {
      throw ExperimentFault.inputsDiffer(network: features, data: data.train.featureCount)
    }
    let outputs = outputShape.reduce(1, *)
    guard outputs >= data.train.classCount else {
      throw ExperimentFault.tooFewOutputs(network: outputs, classes: data.train.classCount)
    }
    var cost = Cost()
    let answers = try layer.estimate([1] + inputShape, into: &cost)[0]
    guard answers == data.train.targetsPerExample else {
      throw ExperimentFault.answersDiffer(network: answers, data: data.train.targetsPerExample)
    }
  }
}

/// Rows 0..<count in pieces of at most `size`.
func chunks(of count: Int, size: Int) -> [[Int]] {
  stride(from: 0, to: count, by: max(size, 1)).map { Array($0..<min($0 + size, count)) }
}
