internal import CKernels

/// In-place kernels of optimizers, each one pass over memory.
extension Tensor {
  /// x ← x + scale·y; shapes equal.
  public mutating func add(_ other: Tensor, scaled scale: Float) {
    let factor = Lanes(repeating: scale)
    combine(other, "add") { vm_fma($1, factor, $0) }
  }

  /// x ← scale·x.
  public mutating func scale(by scale: Float) {
    let factor = Lanes(repeating: scale)
    apply { $0 * factor }
  }

  /// Gradient descent with decay: w ← w − η(g + λw).
  public mutating func descend(gradient: Tensor, learningRate: Float, weightDecay: Float = 0) {
    let keep = Lanes(repeating: 1 - learningRate * weightDecay)
    let rate = Lanes(repeating: -learningRate)
    combine(gradient, "descend") { vm_fma($1, rate, $0 * keep) }
  }

  /// Heavy-ball momentum with decay: v ← μv + g + λw, then w ← w − ηv.
  ///
  /// - Source: Polyak 1964; the rate outside the velocity, as in Sutskever et al. 2013's survey of it
  ///   and in common libraries.
  public mutating func descend(
    gradient: Tensor, velocity: inout Tensor, learningRate: Float, momentum: Float,
    weightDecay: Float = 0
  ) {
    precondition(
      shape == gradient.shape && shape == velocity.shape,
      "descend: \(shape), gradient \(gradient.shape), velocity \(velocity.shape)")
    let count = count
    let (mu, decay) = (Lanes(repeating: momentum), Lanes(repeating: weightDecay))
    let rate = Lanes(repeating: -learningRate)
    withUnsafeMutableScalars { w in
      velocity.withUnsafeMutableScalars { v in
        gradient.withUnsafeScalars { g in
          inLaneParts(count) { offset, count in
            mapLanes(count, w + offset, g + offset, into: w + offset, updating: v + offset) {
              w, g, v in
              v = vm_fma(v, mu, vm_fma(w, decay, g))
              return vm_fma(v, rate, w)
            }
          }
        }
      }
    }
  }
}
