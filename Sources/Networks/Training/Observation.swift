internal import Arithmetic
public import Tensors

/// A layer during one training step, in tensors that belong to nobody else.
public struct Observation: Sendable {
  public let layer: String
  /// z = x·W + b, before the activation [N, n].
  public let preactivation: Tensor
  /// x = f(z) [N, n].
  public let output: Tensor
  /// ∂L/∂z [N, n].
  public let preactivationGradient: Tensor
  /// ∂L/∂x, and at the end of a residual block ∂L/∂y of its output y: of what flows on [N, n].
  public let signalGradient: Tensor
  /// W, as the step found it.
  public let weight: Tensor
  /// b, as the step found it; nil of layers without.
  public let bias: Tensor?
  /// ∂L/∂W.
  public let weightGradient: Tensor
  /// ΔW, what the step added to W.
  public let update: Tensor
  /// What the optimizer remembered of W when it took the step.
  public let memory: OptimizerMemory

  /// log₁₀(σ(ΔW)/σ(W)), the logarithm of update to data; about −3 in a well-tuned network.
  public var logUpdateRatio: Double {
    let ratio = update.meanAndVariance().variance / weight.meanAndVariance().variance
    return 0.5 * ratio.log10()
  }
}
