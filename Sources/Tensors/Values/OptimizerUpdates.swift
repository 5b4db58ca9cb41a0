internal import CKernels

/// In-place updates of optimizers with a state of their own, each one pass over memory.
extension Tensor {
  /// Nesterov's momentum with decay: d = g + λw, v ← μv + d, w ← w − η(d + μv).
  ///
  /// - Source: Sutskever et al. 2013, with the velocity seen from the point looked ahead to, as in
  ///   PyTorch's `SGD`.
  public mutating func descendNesterov(
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
              let d = vm_fma(w, decay, g)
              v = vm_fma(v, mu, d)
              return vm_fma(vm_fma(v, mu, d), rate, w)
            }
          }
        }
      }
    }
  }

  /// RMSprop: d = g + λw, s ← ρs + (1 − ρ)d², w ← w − η·d/(√s + ε), or w − η·d/√(s + ε).
  public mutating func descendRMSprop(
    gradient: Tensor, meanSquare: inout Tensor, _ constants: RMSpropConstants
  ) {
    precondition(
      shape == gradient.shape && shape == meanSquare.shape,
      "RMSprop: \(shape), gradient \(gradient.shape), mean square \(meanSquare.shape)")
    let count = count
    let (rho, rest) = (Lanes(repeating: constants.decay), Lanes(repeating: constants.complement))
    let weightDecay = Lanes(repeating: constants.weightDecay)
    let rate = Lanes(repeating: -constants.learningRate)
    // One of the two is zero: no branch in the loop.
    let inside = Lanes(repeating: constants.epsilonIsInside ? constants.epsilon : 0)
    let outside = Lanes(repeating: constants.epsilonIsInside ? 0 : constants.epsilon)
    withUnsafeMutableScalars { w in
      meanSquare.withUnsafeMutableScalars { s in
        gradient.withUnsafeScalars { g in
          inLaneParts(count) { offset, count in
            mapLanes(count, w + offset, g + offset, into: w + offset, updating: s + offset) {
              w, g, s in
              let d = vm_fma(w, weightDecay, g)
              s = vm_fma(s, rho, d * d * rest)
              return vm_fma(d / (vm_sqrt(s + inside) + outside), rate, w)
            }
          }
        }
      }
    }
  }

  /// Adam: d = g + λw, m ← β₁m + (1 − β₁)d, v ← β₂v + (1 − β₂)d²,
  /// w ← κw − η·(m/c₁)/(√(v/c₂) + ε).
  public mutating func descendAdam(
    gradient: Tensor, mean: inout Tensor, meanSquare: inout Tensor, _ constants: AdamConstants
  ) {
    precondition(
      shape == gradient.shape && shape == mean.shape && shape == meanSquare.shape,
      "Adam: \(shape), gradient \(gradient.shape), \(mean.shape), \(meanSquare.shape)")
    let count = count
    let (beta1, rest1) = (
      Lanes(repeating: constants.meanDecay), Lanes(repeating: constants.meanComplement)
    )
    let (beta2, rest2) = (
      Lanes(repeating: constants.squareDecay), Lanes(repeating: constants.squareComplement)
    )
    let (weightDecay, keep) = (
      Lanes(repeating: constants.weightDecay), Lanes(repeating: constants.keep)
    )
    let (rate, scale) = (Lanes(repeating: -constants.rate), Lanes(repeating: constants.rootScale))
    let epsilon = Lanes(repeating: constants.epsilon)
    withUnsafeMutableScalars { w in
      mean.withUnsafeMutableScalars { m in
        meanSquare.withUnsafeMutableScalars { v in
          gradient.withUnsafeScalars { g in
            inLaneParts(count) { offset, count in
              mapLanes(
                count, w + offset, g + offset, into: w + offset, updating: m + offset, v + offset
              ) { w, g, m, v in
                let d = vm_fma(w, weightDecay, g)
                m = vm_fma(m, beta1, d * rest1)
                v = vm_fma(v, beta2, d * d * rest2)
                return vm_fma(m / vm_fma(vm_sqrt(v), scale, epsilon), rate, w * keep)
              }
            }
          }
        }
      }
    }
  }

  /// x ← min(max(x, −limit), limit); NaN stays NaN.
  public mutating func clamp(to limit: Float) {
    let upper = Lanes(repeating: limit)
    // The second operand survives where one is NaN, so x comes second.
    apply { vm_min(upper, vm_max(-upper, $0)) }
  }
}

/// What a step of RMSprop needs beside tensors.
public struct RMSpropConstants: Sendable, Equatable {
  /// η, ε, λ.
  public var learningRate, epsilon, weightDecay: Float
  /// ρ and 1 − ρ, the latter rounded once.
  let decay, complement: Float
  /// Whether the root is √(s + ε) rather than √s + ε.
  public var epsilonIsInside: Bool

  public init(
    learningRate: Double, decay: Double, epsilon: Double, epsilonIsInside: Bool,
    weightDecay: Double
  ) {
    self.learningRate = Float(learningRate)
    self.epsilon = Float(epsilon)
    self.weightDecay = Float(weightDecay)
    self.epsilonIsInside = epsilonIsInside
    self.decay = Float(decay)
    complement = Float(1 - decay)
  }
}

/// What a step of Adam needs beside tensors; everything that no element changes is done here, in
/// double precision.
public struct AdamConstants: Sendable, Equatable {
  let meanDecay, meanComplement, squareDecay, squareComplement: Float
  let epsilon, weightDecay: Float
  /// κ, 1 but for decoupled decay.
  let keep: Float
  /// η/c₁.
  let rate: Float
  /// 1/√c₂.
  let rootScale: Float

  /// - Parameters:
  ///   - corrections: c₁ = 1 − β₁ᵗ and c₂ = 1 − β₂ᵗ, or 1 and 1.
  ///   - weightDecay: λ, added to the gradient.
  ///   - keep: κ, what the weights are multiplied with before the step.
  public init(
    learningRate: Double, decays: (mean: Double, square: Double), epsilon: Double,
    corrections: (mean: Double, square: Double), weightDecay: Double, keep: Double
  ) {
    meanDecay = Float(decays.mean)
    meanComplement = Float(1 - decays.mean)
    squareDecay = Float(decays.square)
    squareComplement = Float(1 - decays.square)
    self.epsilon = Float(epsilon)
    self.weightDecay = Float(weightDecay)
    self.keep = Float(keep)
    rate = Float(learningRate / corrections.mean)
    rootScale = Float(1 / corrections.square.squareRoot())
  }
}
