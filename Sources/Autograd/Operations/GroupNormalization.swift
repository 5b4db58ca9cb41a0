internal import Tensors

extension Variable {
  /// x̂ = (a − μ)/√(σ² + ε), z = γ·x̂ + β with μ and σ² of each example's groups of channels, γ and β
  /// a channel each. One channel a group: instance normalization.
  ///
  /// With g = γ·dz: ∂L/∂a = (g − mean g − x̂ · mean(g ⊙ x̂))/√(σ² + ε) over each group.
  /// - Shape: a [N, C, …]; scale γ, shift β [C]
  /// - Source: Wu and He 2018; Ulyanov, Vedaldi, Lempitsky 2016.
  public func groupNormalized(
    groups: Int, scale: Variable, shift: Variable, epsilon: Float = 1e-5
  ) -> Variable {
    let (shape, channels) = (shape, shape[1])
    precondition(
      groups > 0 && channels % groups == 0, "group normalization: \(groups) groups of \(shape)")
    let view = [shape[0], channels, Tensor.count(of: Array(shape.dropFirst(2)))]
    let width = channels / groups * view[2]
    let run = RowNormalization(
      value.reshaped([shape[0] * groups, width]), scale: Tensor(repeating: 1, shape: [width]),
      shift: Tensor(zeros: [width]), epsilon: epsilon)
    let normal = run.output.reshaped(view)
    let factor = scale.value.reshaped([channels, 1])
    let z = normal * factor + shift.value.reshaped([channels, 1])
    return tape.record(
      .groupNormalization, z.reshaped(shape),
      from: (scale, { dz in (dz.reshaped(view) * normal).sum(axis: 2).sum(axis: 0) }),
      (shift, { dz in dz.reshaped(view).sum(axis: 2).sum(axis: 0) }),
      (
        self,
        { dz in
          let above = (dz.reshaped(view) * factor).reshaped([shape[0] * groups, width])
          return run.gradients(dOutput: above).input.reshaped(shape)
        }
      ))
  }

  /// x̂ = a/√(mean a² + ε), z = γ ⊙ x̂ over each row of the last axis: nothing is centered.
  ///
  /// With g = dz ⊙ γ: ∂L/∂a = (g − x̂ · mean(g ⊙ x̂))/√(mean a² + ε).
  /// - Shape: a […, D]; scale γ [D]
  /// - Source: Zhang and Sennrich 2019, eq. 4.
  public func rootMeanSquareNormalized(scale: Variable, epsilon: Float = 1e-5) -> Variable {
    let shape = shape
    precondition(
      scale.shape == [shape.last ?? 0], "RMS normalization: \(shape), scale \(scale.shape)")
    let x = value.reshaped([-1, scale.shape[0]])
    let gamma = scale.value
    let square = x.squared().mean(axis: 1, keepingDimensions: true)
    let inverse = 1 / (square + epsilon).squareRoot()
    let normal = x * inverse
    return tape.record(
      .rootMeanSquareNormalization, (normal * gamma).reshaped(shape),
      from: (scale, { dz in (dz.reshaped(normal.shape) * normal).sum(axis: 0) }),
      (
        self,
        { dz in
          let above = dz.reshaped(normal.shape) * gamma
          let along = (above * normal).mean(axis: 1, keepingDimensions: true)
          return ((above - normal * along) * inverse).reshaped(shape)
        }
      ))
  }
}
