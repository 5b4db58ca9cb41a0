public import Tensors

/// What a normalization over the batch found: to be averaged for inference.
public struct BatchStatistics: Sendable {
  /// μ, a number a channel [C].
  public let mean: Tensor
  /// σ², divided by the count m.
  public let variance: Tensor
  /// m, the numbers behind each mean: N, or N·H·W.
  public let count: Int

  /// σ²·m/(m − 1), the estimate for unseen data; 0 for m = 1, where nothing is known of it.
  public var unbiasedVariance: Tensor {
    count > 1 ? variance * (Float(count) / Float(count - 1)) : Tensor(zeros: variance.shape)
  }
}

/// How gradients treat the statistics of a batch.
public enum StatisticsGradient: Hashable, Sendable {
  /// μ and σ depend on every example.
  case full
  /// μ and σ are held constant: wrong on purpose, for a lesson.
  case stopped
}

extension Variable {
  /// x̂ = (a − μ)/√(σ² + ε), z = γ·x̂ + β with μ and σ² of the batch, a channel each.
  ///
  /// ∂L/∂a = γ/√(σ² + ε) · (dz − mean dz − x̂ · mean(dz ⊙ x̂)), ∂L/∂γ = Σ dz ⊙ x̂, ∂L/∂β = Σ dz.
  /// - Shape: a [N, C] or [N, C, H, W]; scale γ, shift β [C]
  /// - Source: Ioffe and Szegedy 2015.
  public func batchNormalized(
    scale: Variable, shift: Variable, epsilon: Float = 1e-5,
    gradient: StatisticsGradient = .full
  ) -> (output: Variable, statistics: BatchStatistics) {
    let view = ChannelView(shape)
    let x = value.reshaped(view.shape)
    let mean = view.sum(x) / Float(view.count)
    let centered = x - mean.reshaped(view.channelShape)
    let variance = view.sum(centered.squared()) / Float(view.count)
    let inverse = 1 / (variance + epsilon).squareRoot()
    let normal = centered * inverse.reshaped(view.channelShape)
    let output = recordNormalization(
      .batchNormalization, normal, view, scale, shift
    ) { dz, weighted in
      let factor = (scale.value * inverse).reshaped(view.channelShape)
      guard gradient == .full else { return dz * factor }
      let dShift = (view.sum(dz) / Float(view.count)).reshaped(view.channelShape)
      let dScale = (view.sum(weighted) / Float(view.count)).reshaped(view.channelShape)
      return (dz - dShift - normal * dScale) * factor
    }
    return (output, BatchStatistics(mean: mean, variance: variance, count: view.count))
  }

  /// z = γ(a − μ)/√(σ² + ε) + β with given μ and σ², as in inference.  ∂z/∂a = γ/√(σ² + ε).
  /// - Shape: a [N, C] or [N, C, H, W]; all else [C]
  public func normalized(
    mean: Tensor, variance: Tensor, scale: Variable, shift: Variable, epsilon: Float = 1e-5
  ) -> Variable {
    let view = ChannelView(shape)
    let inverse = 1 / (variance + epsilon).squareRoot()
    let centered = value.reshaped(view.shape) - mean.reshaped(view.channelShape)
    let normal = centered * inverse.reshaped(view.channelShape)
    return recordNormalization(.batchNormalization, normal, view, scale, shift) { dz, _ in
      dz * (scale.value * inverse).reshaped(view.channelShape)
    }
  }

  private func recordNormalization(
    _ operation: Operation, _ normal: Tensor, _ view: ChannelView, _ scale: Variable,
    _ shift: Variable, inputGradient: @escaping (_ dz: Tensor, _ weighted: Tensor) -> Tensor
  ) -> Variable {
    let shape = shape
    let z =
      normal * scale.value.reshaped(view.channelShape) + shift.value.reshaped(view.channelShape)
    return tape.record(
      operation, z.reshaped(shape),
      from: (scale, { dz in view.sum(dz.reshaped(view.shape) * normal) }),
      (shift, { dz in view.sum(dz.reshaped(view.shape)) }),
      (
        self,
        { dz in
          let viewed = dz.reshaped(view.shape)
          return inputGradient(viewed, viewed * normal).reshaped(shape)
        }
      ))
  }

  /// x̂ = (a − μ)/√(σ² + ε), z = γ ⊙ x̂ + β with μ and σ² of each row of the last axis.
  ///
  /// With g = dz ⊙ γ: ∂L/∂a = (g − mean g − x̂ · mean(g ⊙ x̂))/√(σ² + ε).
  /// - Shape: a […, D]; scale γ, shift β [D]
  /// - Source: Ba, Kiros, Hinton 2016, eq. 4.
  public func layerNormalized(
    scale: Variable, shift: Variable, epsilon: Float = 1e-5
  ) -> Variable {
    let run = RowNormalization(
      value, scale: scale.value, shift: shift.value, epsilon: epsilon)
    let shared = SharedPullback { dz in
      let (dScale, dShift, dInput) = run.gradients(dOutput: dz)
      return [dScale, dShift, dInput]
    }
    return tape.record(
      .layerNormalization, run.output, from: shared.sources([scale, shift, self]))
  }
}

/// A batch seen by channels: [N, C], or [N, C, H·W].
private struct ChannelView {
  let shape: [Int]
  /// A number a channel, ready to broadcast: [C], or [C, 1].
  let channelShape: [Int]
  /// Numbers a channel.
  let count: Int

  init(_ shape: [Int]) {
    precondition(shape.count == 2 || shape.count == 4, "normalization: shape \(shape)")
    if shape.count == 2 {
      (self.shape, channelShape, count) = (shape, [shape[1]], shape[0])
    } else {
      let pixels = shape[2] * shape[3]
      (self.shape, channelShape, count) = (
        [shape[0], shape[1], pixels], [shape[1], 1], shape[0] * pixels
      )
    }
  }

  /// Σ over everything but the channel [C].
  func sum(_ x: Tensor) -> Tensor {
    x.rank == 2 ? x.sum(axis: 0) : x.sum(axis: 2).sum(axis: 0)
  }
}
