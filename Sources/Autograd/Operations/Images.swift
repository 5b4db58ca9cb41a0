public import Tensors

extension Variable {
  /// z[n, o, y, x] = b[o] + Σ_{c,i,j} w[o, c, i, j] · a[n, c, s·y + d·i − p, s·x + d·j − p].
  /// - Shape: a [N, C, H, W], weight [O, C/groups, k, k], bias [O] → [N, O, H′, W′] with
  ///   H′ = ⌊(H + 2p − d(k − 1) − 1)/s⌋ + 1.
  /// - Source: LeCun et al. 1998.
  public func convolution(
    _ weight: Variable, _ bias: Variable, _ geometry: WindowGeometry, groups: Int = 1
  ) -> Variable {
    let convolution = Convolution(geometry, groups: groups)
    let (x, w) = (value, weight.value)
    return tape.record(
      .convolution, convolution(x, w, bias.value),
      from: (
        weight, { dz in convolution.weightGradient(x, weightShape: w.shape, dOutput: dz) }
      ), (bias, { dz in convolution.biasGradient(dOutput: dz) }),
      (self, { dz in convolution.inputGradient(w, inputShape: x.shape, dOutput: dz) }))
  }

  /// The largest of each window.  ∂L/∂a: each dz goes to the pixel that was largest, the first of
  /// equals.
  /// - Shape: a [N, C, H, W] → [N, C, H′, W′]
  public func maxPooling(_ geometry: WindowGeometry) -> Variable {
    let pooling = MaxPooling(value, geometry)
    return tape.record(
      .maxPooling, pooling.output, from: (self, { dz in pooling.inputGradient(dz) }))
  }

  /// The mean of each window, margins counted as zeros.  ∂L/∂a: an equal share to every pixel.
  /// - Shape: a [N, C, H, W] → [N, C, H′, W′]
  public func averagePooling(_ geometry: WindowGeometry) -> Variable {
    let (pooling, shape) = (AveragePooling(geometry), shape)
    return tape.record(
      .averagePooling, pooling(value),
      from: (self, { dz in pooling.inputGradient(inputShape: shape, dOutput: dz) }))
  }
}
