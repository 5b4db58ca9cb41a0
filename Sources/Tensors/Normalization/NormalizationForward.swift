internal import CKernels

/// The forward run of `ChannelNormalization`, by addresses.
struct NormalizationForward {
  let extents: ChannelExtents
  let x, scale, shift: UnsafePointer<Float>
  let epsilon: Float
  /// Whether `mean` and `variance` are there already.
  let isGiven: Bool
  /// Results below it are raised to it.
  let floor: Float
  let mean, variance, inverse, z: UnsafeMutablePointer<Float>

  func run(adding residual: UnsafePointer<Float>?) {
    if extents.pixels > 1 {
      inParts(extents.channels, cost: 0.5 * Double(extents.count)) { channels in
        for channel in channels { normalizePlanes(channel, adding: residual) }
      }
    } else {
      extents.forEachColumns(cost: 0.5) { column in
        NormalizedColumns<4>.run(self, column, width: laneCount, adding: residual)
      } last: { column, width in
        NormalizedColumns<1>.run(self, column, width: width, adding: residual)
      }
    }
  }

  private func normalizePlanes(_ channel: Int, adding residual: UnsafePointer<Float>?) {
    if !isGiven {
      let count = Float(extents.count)
      mean[channel] = vm_sum(extents.sumPlanes(channel) { load(x + $0, $1) }) / count
      let center = vm_splat(mean[channel])
      let squares = extents.sumPlanes(channel) { place, width in
        let distance = vm_first(load(x + place, width) - center, width)
        return distance * distance
      }
      variance[channel] = vm_sum(squares) / count
    }
    inverse[channel] = 1 / (variance[channel] + epsilon).squareRoot()
    let (center, offset) = (vm_splat(mean[channel]), vm_splat(shift[channel]))
    let (factor, floor) = (vm_splat(scale[channel] * inverse[channel]), vm_splat(floor))
    if let residual {
      extents.forEachPlaneVector(channel) { place, width in
        let sum = vm_fma(load(x + place, width) - center, factor, offset)
        store(z + place, vm_max(floor, sum + load(residual + place, width)), width)
      }
    } else {
      extents.forEachPlaneVector(channel) { place, width in
        let sum = vm_fma(load(x + place, width) - center, factor, offset)
        store(z + place, vm_max(floor, sum), width)
      }
    }
  }
}

/// `vectors` vectors of channels of a batch [N, C], side by side so that sums don't wait.
private enum NormalizedColumns<let vectors: Int> {
  @inline(__always)
  static func run(
    _ p: NormalizationForward, _ column: Int, width: Int, adding residual: UnsafePointer<Float>?
  ) {
    let (rows, stride) = (p.extents.batch, p.extents.channels)
    let count = vm_splat(Float(rows))
    if !p.isGiven {
      var sums = InlineArray<vectors, Lanes>(repeating: Lanes())
      for row in 0..<rows {
        for vector in 0..<vectors {
          sums[vector] += load(p.x + row * stride + column + vector * laneCount, width)
        }
      }
      let means = InlineArray<vectors, Lanes> { sums[$0] / count }
      var squares = InlineArray<vectors, Lanes>(repeating: Lanes())
      for row in 0..<rows {
        for vector in 0..<vectors {
          let distance =
            load(p.x + row * stride + column + vector * laneCount, width) - means[vector]
          squares[vector] = vm_fma(distance, distance, squares[vector])
        }
      }
      for vector in 0..<vectors {
        store(p.mean + column + vector * laneCount, means[vector], width)
        store(p.variance + column + vector * laneCount, squares[vector] / count, width)
      }
    }
    normalize(p, column, width, adding: residual)
  }

  @inline(__always)
  private static func normalize(
    _ p: NormalizationForward, _ column: Int, _ width: Int, adding residual: UnsafePointer<Float>?
  ) {
    let (rows, stride) = (p.extents.batch, p.extents.channels)
    let (epsilon, floor) = (vm_splat(p.epsilon), vm_splat(p.floor))
    let places = InlineArray<vectors, Int> { column + $0 * laneCount }
    let inverses = InlineArray<vectors, Lanes> {
      vm_splat(1) / vm_sqrt(load(p.variance + places[$0], width) + epsilon)
    }
    let centers = InlineArray<vectors, Lanes> { load(p.mean + places[$0], width) }
    let factors = InlineArray<vectors, Lanes> { inverses[$0] * load(p.scale + places[$0], width) }
    let offsets = InlineArray<vectors, Lanes> { load(p.shift + places[$0], width) }
    for vector in 0..<vectors { store(p.inverse + places[vector], inverses[vector], width) }
    for row in 0..<rows {
      for vector in 0..<vectors {
        let place = row * stride + places[vector]
        var sum = vm_fma(
          load(p.x + place, width) - centers[vector], factors[vector], offsets[vector])
        if let residual { sum += load(residual + place, width) }
        store(p.z + place, vm_max(floor, sum), width)
      }
    }
  }
}

extension ChannelExtents {
  /// Σ over the planes of one channel, lane by lane; `term` gets an offset and a vector's width.
  @inline(__always)
  func sumPlanes(_ channel: Int, _ term: (_ place: Int, _ width: Int) -> Lanes) -> Lanes {
    var (a, b) = (Lanes(), Lanes())
    for example in 0..<batch {
      let plane = (example * channels + channel) * pixels
      var pixel = 0
      while pixel + 2 * laneCount <= pixels {
        a += term(plane + pixel, laneCount)
        b += term(plane + pixel + laneCount, laneCount)
        pixel += 2 * laneCount
      }
      while pixel < pixels {
        a += term(plane + pixel, min(laneCount, pixels - pixel))
        pixel += laneCount
      }
    }
    return a + b
  }

  /// Calls `body` with the offset and width of every vector of one channel.
  @inline(__always)
  func forEachPlaneVector(_ channel: Int, _ body: (_ place: Int, _ width: Int) -> Void) {
    for example in 0..<batch {
      let plane = (example * channels + channel) * pixels
      var pixel = 0
      while pixel + laneCount <= pixels {
        body(plane + pixel, laneCount)
        pixel += laneCount
      }
      if pixel < pixels { body(plane + pixel, pixels - pixel) }
    }
  }

  /// Cuts the channels of a batch [N, C] into four vectors at a time, and what is left into single
  /// ones.
  ///
  /// - Parameter cost: nanoseconds a number.
  @inline(__always)
  func forEachColumns(
    cost: Double, _ four: (_ column: Int) -> Void, last one: (_ column: Int, _ width: Int) -> Void
  ) {
    inParts(channels, of: laneCount, cost: cost * Double(batch)) { part in
      var column = part.lowerBound
      while column + 4 * laneCount <= part.upperBound {
        four(column)
        column += 4 * laneCount
      }
      while column < part.upperBound {
        one(column, min(laneCount, part.upperBound - column))
        column += laneCount
      }
    }
  }
}
