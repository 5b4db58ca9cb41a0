internal import CKernels

/// The backward run of `ChannelNormalization`, by addresses.
///
/// dx = γ·σ⁻¹ · (dz − dβ/m + (x − μ)·slope) with σ⁻¹ = 1/√(σ² + ε) and slope = −σ⁻¹·dγ/m.
struct NormalizationBackward {
  let extents: ChannelExtents
  let dz, x, scale, mean, inverse: UnsafePointer<Float>
  /// The forward run's results where dz counts only where they are above 0.
  let z: UnsafePointer<Float>?
  /// Where the dz that counts is kept: dx itself will do.
  let kept: UnsafeMutablePointer<Float>
  /// Whether μ and σ depend on x.
  let isThroughStatistics: Bool
  let dScale, dShift, dx: UnsafeMutablePointer<Float>

  func run() {
    if extents.pixels > 1 {
      inParts(extents.channels, cost: 0.6 * Double(extents.count)) { channels in
        for channel in channels { runPlanes(channel) }
      }
    } else {
      extents.forEachColumns(cost: 0.6) { column in
        ColumnGradients<4>.run(self, column, width: laneCount)
      } last: { column, width in
        ColumnGradients<1>.run(self, column, width: width)
      }
    }
  }

  private func runPlanes(_ channel: Int) {
    let center = vm_splat(mean[channel])
    var along = Lanes()
    var sum = Lanes()
    if let z {
      sum = extents.sumPlanes(channel) { place, width in
        let slope = vm_where_positive(load(z + place, width), load(dz + place, width), Lanes())
        store(kept + place, slope, width)
        along = vm_fma(slope, load(x + place, width) - center, along)
        return slope
      }
    } else {
      sum = extents.sumPlanes(channel) { place, width in
        let slope = load(dz + place, width)
        along = vm_fma(slope, load(x + place, width) - center, along)
        return slope
      }
    }
    dShift[channel] = vm_sum(sum)
    dScale[channel] = vm_sum(along) * inverse[channel]
    let share = isThroughStatistics ? -1 / Float(extents.count) : 0
    let factor = vm_splat(scale[channel] * inverse[channel])
    let slope = vm_splat(inverse[channel] * dScale[channel] * share)
    let constant = vm_splat(dShift[channel] * share)
    let counted = z == nil ? dz : UnsafePointer(kept)
    extents.forEachPlaneVector(channel) { place, width in
      let centered = load(counted + place, width) + constant
      let result = vm_fma(load(x + place, width) - center, slope, centered)
      store(dx + place, result * factor, width)
    }
  }
}

/// `vectors` vectors of channels of a batch [N, C].
private enum ColumnGradients<let vectors: Int> {
  @inline(__always)
  static func run(_ p: NormalizationBackward, _ column: Int, width: Int) {
    let (rows, stride) = (p.extents.batch, p.extents.channels)
    let places = InlineArray<vectors, Int> { column + $0 * laneCount }
    let centers = InlineArray<vectors, Lanes> { load(p.mean + places[$0], width) }
    let inverses = InlineArray<vectors, Lanes> { load(p.inverse + places[$0], width) }
    var sums = InlineArray<vectors, Lanes>(repeating: Lanes())
    var along = InlineArray<vectors, Lanes>(repeating: Lanes())
    for row in 0..<rows {
      for vector in 0..<vectors {
        let place = row * stride + places[vector]
        var slope = load(p.dz + place, width)
        if let z = p.z {
          slope = vm_where_positive(load(z + place, width), slope, Lanes())
          store(p.kept + place, slope, width)
        }
        sums[vector] += slope
        along[vector] = vm_fma(
          slope, load(p.x + place, width) - centers[vector], along[vector])
      }
    }
    let share = vm_splat(p.isThroughStatistics ? -1 / Float(rows) : 0)
    let factors = InlineArray<vectors, Lanes> {
      inverses[$0] * load(p.scale + places[$0], width)
    }
    let slopes = InlineArray<vectors, Lanes> { inverses[$0] * inverses[$0] * along[$0] * share }
    let constants = InlineArray<vectors, Lanes> { sums[$0] * share }
    let counted = p.z == nil ? p.dz : UnsafePointer(p.kept)
    for vector in 0..<vectors {
      store(p.dShift + places[vector], sums[vector], width)
      store(p.dScale + places[vector], along[vector] * inverses[vector], width)
    }
    for row in 0..<rows {
      for vector in 0..<vectors {
        let place = row * stride + places[vector]
        let centered = load(counted + place, width) + constants[vector]
        let result = vm_fma(
          load(p.x + place, width) - centers[vector], slopes[vector], centered)
        store(p.dx + place, result * factors[vector], width)
      }
    }
  }
}
