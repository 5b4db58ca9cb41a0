public import Tensors

extension Variable {
  /// z[n, o, y, x] = b[o] + Σ_{c,i,j} w[o, c, i, j] · a[n, c, s·y + d·i − p, s·x + d·j − p], and
  /// f(z); the tape holds both operations, whether they are computed together or not.
  /// - Shape: a [N, C, H, W], weight [O, C/groups, k, k], bias [O] → [N, O, H′, W′] with
  ///   H′ = ⌊(H + 2p − d(k − 1) − 1)/s⌋ + 1; on a line a [N, C, L], weight [O, C/groups, k] →
  ///   [N, O, L′].
  /// - Source: LeCun et al. 1998.
  public func convolution(
    _ weight: Variable, _ bias: Variable, _ geometry: WindowGeometry, groups: Int = 1,
    _ nonlinearity: Nonlinearity = .identity
  ) -> Variable {
    guard shape.count != 3 else {
      precondition(geometry.isLine && weight.shape.count == 3, "convolution: \(shape) is a line")
      let kernel = weight.reshaped([weight.shape[0], weight.shape[1], 1, weight.shape[2]])
      return alongRow { $0.convolution(kernel, bias, geometry, groups: groups, nonlinearity) }
    }
    let convolution = Convolution(geometry, groups: groups)
    let (x, w) = (value, weight.value)
    let y = convolution(x, w, bias.value, nonlinearity)
    let z = tape.record(
      .convolution, y,
      from: (
        weight, { dz in convolution.weightGradient(x, weightShape: w.shape, dOutput: dz) }
      ), (bias, { dz in convolution.biasGradient(dOutput: dz) }),
      (self, { dz in convolution.inputGradient(w, inputShape: x.shape, dOutput: dz) }))
    return z.recordNonlinearity(nonlinearity, value: y)
  }

  /// The largest of each window.  ∂L/∂a: each dz goes to the pixel that was largest, the first of
  /// equals.
  /// - Shape: a [N, C, H, W] → [N, C, H′, W′], or [N, C, L] → [N, C, L′]
  public func maxPooling(_ geometry: WindowGeometry) -> Variable {
    guard shape.count != 3 else { return alongRow { $0.maxPooling(geometry) } }
    let pooling = MaxPooling(value, geometry)
    return tape.record(
      .maxPooling, pooling.output, from: (self, { dz in pooling.inputGradient(dz) }))
  }

  /// The mean of each window, margins counted as zeros.  ∂L/∂a: an equal share to every pixel.
  /// - Shape: a [N, C, H, W] → [N, C, H′, W′], or [N, C, L] → [N, C, L′]
  public func averagePooling(_ geometry: WindowGeometry) -> Variable {
    guard shape.count != 3 else { return alongRow { $0.averagePooling(geometry) } }
    let (pooling, shape) = (AveragePooling(geometry), shape)
    return tape.record(
      .averagePooling, pooling(value),
      from: (self, { dz in pooling.inputGradient(inputShape: shape, dOutput: dz) }))
  }

  /// Sequences [N, C, L] as images of height 1, and back.
  private func alongRow(_ function: (Variable) -> Variable) -> Variable {
    let z = function(reshaped([shape[0], shape[1], 1, shape[2]]))
    return z.reshaped([z.shape[0], z.shape[1], z.shape[3]])
  }

  /// The mean of each channel, zᵢ = (1/m) Σⱼ aᵢⱼ.
  /// - Shape: a [N, C, …] → [N, C]
  /// - Source: Lin, Chen, Yan 2014, section 3.2.
  public func globalAveragePooling() -> Variable {
    reshaped([shape[0], shape[1], -1]).mean(axis: 2)
  }

  /// The largest of each channel; ∂L goes to the first of equals.
  /// - Shape: a [N, C, …] → [N, C]
  public func globalMaxPooling() -> Variable {
    let line = reshaped([shape[0], shape[1], -1])
    return line.maxPooling(WindowGeometry(line: line.shape[2])).reshaped([shape[0], shape[1]])
  }
}
