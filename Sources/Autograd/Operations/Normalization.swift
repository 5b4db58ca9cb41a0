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
  /// x̂ = (a − μ)/√(σ² + ε), z = f(γ·x̂ + β + r) with μ and σ² of the batch, a channel each.
  ///
  /// ∂L/∂a = γ/√(σ² + ε) · (dz − mean dz − x̂ · mean(dz ⊙ x̂)), ∂L/∂γ = Σ dz ⊙ x̂, ∂L/∂β = Σ dz,
  /// ∂L/∂r = dz, where dz is that before f.
  /// - Parameters:
  ///   - residual: r, shaped as a; nil for 0.
  ///   - nonlinearity: f; ReLU costs no pass over memory of its own.
  /// - Shape: a [N, C] or [N, C, H, W]; scale γ, shift β [C]
  /// - Source: Ioffe and Szegedy 2015.
  public func batchNormalized(
    scale: Variable, shift: Variable, epsilon: Float = 1e-5,
    gradient: StatisticsGradient = .full, adding residual: Variable? = nil,
    _ nonlinearity: Nonlinearity = .identity
  ) -> (output: Variable, statistics: BatchStatistics) {
    let run = ChannelNormalization(
      value, scale: scale.value, shift: shift.value, epsilon: epsilon,
      adding: residual?.value, isRectified: nonlinearity == .relu)
    let output = recordNormalization(
      run, scale, shift, isThroughStatistics: gradient == .full, adding: residual, nonlinearity)
    let count = value.count / max(1, shape[1])
    return (
      output, BatchStatistics(mean: run.mean, variance: run.variance, count: count)
    )
  }

  /// z = f(γ(a − μ)/√(σ² + ε) + β + r) with given μ and σ², as in inference.
  /// ∂L/∂a = γ/√(σ² + ε) · dz.
  /// - Shape: a, r [N, C] or [N, C, H, W]; all else [C]
  public func normalized(
    mean: Tensor, variance: Tensor, scale: Variable, shift: Variable, epsilon: Float = 1e-5,
    adding residual: Variable? = nil, _ nonlinearity: Nonlinearity = .identity
  ) -> Variable {
    let run = ChannelNormalization(
      value, scale: scale.value, shift: shift.value, epsilon: epsilon, given: (mean, variance),
      adding: residual?.value, isRectified: nonlinearity == .relu)
    return recordNormalization(
      run, scale, shift, isThroughStatistics: false, adding: residual, nonlinearity)
  }

  private func recordNormalization(
    _ run: ChannelNormalization, _ scale: Variable, _ shift: Variable,
    isThroughStatistics: Bool, adding residual: Variable?, _ nonlinearity: Nonlinearity
  ) -> Variable {
    // No variable may be captured: it holds the tape, which holds this.
    let hasResidual = residual != nil
    let shared = SharedPullback { dz in
      let (dScale, dShift, dInput, dResidual) = run.gradients(
        dOutput: dz, isThroughStatistics: isThroughStatistics, hasResidual: hasResidual)
      return [dScale, dShift, dInput, dResidual]
    }
    let z = tape.record(
      .batchNormalization, run.output,
      from: shared.sources([scale, shift, self] + (residual.map { [$0] } ?? [])))
    return nonlinearity == .relu ? z : z.applying(nonlinearity)
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
