internal import Experiments
internal import Lessons

/// An arm's plan as PyTorch code.
struct PyTorchArmCode: Hashable, Sendable {
  var network: PyTorchNetwork
  var optimizer: PyTorchExpression
  var schedule: PyTorchExpression
  /// What is done to the gradients of `weights`; nil: nothing.
  var clipping: String?
  var labelSmoothing: Double
  /// Whether GradLab changes the images at random before it trains on them.
  var isAugmented: Bool

  /// - Parameter inputShape: of one example, as the exported data have it.
  /// - Throws: `ExportFault` for what has no code.
  init(_ plan: TrainPlan, inputShape: [Int]) throws(ExportFault) {
    network = try PyTorchNetwork(
      plan.network, inputShape: inputShape, batch: plan.training.batch)
    optimizer = try plan.training.pyTorchOptimizer()
    schedule = plan.training.schedule.pyTorch
    clipping = plan.training.pyTorchClipping
    labelSmoothing = plan.training.labelSmoothing
    isAugmented = !plan.augmentations.isEmpty
  }

  /// Whether PyTorch can have the same losses.
  var isReproducible: Bool { !network.isRandom && !isAugmented }
}
