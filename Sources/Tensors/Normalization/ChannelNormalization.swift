/// z = γ(x − μ)/√(σ² + ε) + β + r, or max(0, z), a channel at a time while it is in the cache: batch
/// normalization with what may follow it in a residual network.
/// - Source: Ioffe and Szegedy 2015.
public struct ChannelNormalization: Sendable {
  /// Shaped as x.
  public let output: Tensor
  /// μ and σ² [C].
  public let mean, variance: Tensor
  private let input: Tensor
  private let scale: Tensor
  /// 1/√(σ² + ε) [C].
  private let inverse: Tensor
  private let isRectified: Bool

  /// μ and σ², where they are not those of the batch [C].
  public typealias Statistics = (mean: Tensor, variance: Tensor)

  /// - Parameters:
  ///   - given: μ and σ²; nil for those of x, divided by the count m.
  ///   - residual: r, shaped as x; nil for 0.
  ///   - isRectified: whether negative results become 0.
  /// - Shape: x [N, C] or [N, C, H, W]; scale γ, shift β [C]
  public init(
    _ x: Tensor, scale: Tensor, shift: Tensor, epsilon: Float, given: Statistics? = nil,
    adding residual: Tensor? = nil, isRectified: Bool = false
  ) {
    let extents = ChannelExtents(x.shape)
    let shape = [extents.channels]
    precondition(
      [scale, shift, given?.mean ?? scale, given?.variance ?? scale].allSatisfy {
        $0.shape == shape
      } && residual.map { $0.shape == x.shape } ?? true,
      "normalization: \(x.shape), scale \(scale.shape), shift \(shift.shape)")
    var output = Tensor(unwritten: x.shape)
    var (mean, variance) = given ?? (Tensor(unwritten: shape), Tensor(unwritten: shape))
    var inverse = Tensor(unwritten: shape)
    withUnsafeMutableScalars(&output, &mean, &variance, &inverse) { z, mean, variance, inverse in
      x.withUnsafeScalars { x in
        scale.withUnsafeScalars { scale in
          shift.withUnsafeScalars { shift in
            let run = NormalizationForward(
              extents: extents, x: x, scale: scale, shift: shift, epsilon: epsilon,
              isGiven: given != nil, floor: isRectified ? 0 : -.infinity, mean: mean,
              variance: variance, inverse: inverse, z: z)
            if let residual {
              residual.withUnsafeScalars { run.run(adding: $0) }
            } else {
              run.run(adding: nil)
            }
          }
        }
      }
    }
    (self.output, self.mean, self.variance, self.inverse) = (output, mean, variance, inverse)
    (input, self.scale, self.isRectified) = (x, scale, isRectified)
  }

  /// ∂L of scale, shift, x and r from dz = ∂L/∂z, set to 0 where z was: dγ = Σ dz ⊙ x̂, dβ = Σ dz,
  /// dx = γ/√(σ² + ε) · (dz − mean dz − x̂ · mean(dz ⊙ x̂)), dr = dz.
  ///
  /// - Parameters:
  ///   - isThroughStatistics: false where μ and σ² are constants; then dx = γ/√(σ² + ε) · dz.
  ///   - hasResidual: whether dr is wanted.
  public func gradients(
    dOutput: Tensor, isThroughStatistics: Bool, hasResidual: Bool
  ) -> (scale: Tensor, shift: Tensor, input: Tensor, residual: Tensor?) {
    precondition(dOutput.shape == input.shape, "normalization: gradient \(dOutput.shape)")
    var dScale = Tensor(unwritten: scale.shape)
    var dShift = Tensor(unwritten: scale.shape)
    var dInput = Tensor(unwritten: input.shape)
    var dResidual = hasResidual ? dOutput : nil
    withUnsafeMutableScalars(&dScale, &dShift, &dInput) { dScale, dShift, dx in
      func run(_ kept: UnsafeMutablePointer<Float>) {
        withAddresses(dOutput) { dz, x, z, scale, mean, inverse in
          NormalizationBackward(
            extents: ChannelExtents(input.shape), dz: dz, x: x, scale: scale, mean: mean,
            inverse: inverse, z: isRectified ? z : nil, kept: kept,
            isThroughStatistics: isThroughStatistics, dScale: dScale, dShift: dShift, dx: dx
          ).run()
        }
      }
      if hasResidual && isRectified {
        var kept = Tensor(unwritten: input.shape)
        kept.withUnsafeMutableScalars { run($0) }
        dResidual = kept
      } else {
        run(dx)
      }
    }
    return (dScale, dShift, dInput, dResidual)
  }

  private func withAddresses(
    _ dOutput: Tensor,
    _ body: (
      _ dz: UnsafePointer<Float>, _ x: UnsafePointer<Float>, _ z: UnsafePointer<Float>,
      _ scale: UnsafePointer<Float>, _ mean: UnsafePointer<Float>,
      _ inverse: UnsafePointer<Float>
    ) -> Void
  ) {
    dOutput.withUnsafeScalars { dz in
      input.withUnsafeScalars { x in
        output.withUnsafeScalars { z in
          scale.withUnsafeScalars { scale in
            mean.withUnsafeScalars { mean in
              inverse.withUnsafeScalars { body(dz, x, z, scale, mean, $0) }
            }
          }
        }
      }
    }
  }
}

/// A batch seen by channels: [N, C] or [N, C, H·W].
struct ChannelExtents {
  let batch, channels, pixels: Int

  init(_ shape: [Int]) {
    precondition(shape.count == 2 || shape.count == 4, "normalization: shape \(shape)")
    (batch, channels) = (shape[0], shape[1])
    pixels = shape.count == 2 ? 1 : shape[2] * shape[3]
  }

  /// m, the numbers behind each mean.
  var count: Int { batch * pixels }
}
