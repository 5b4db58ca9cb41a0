internal import CSupport

/// Everything that a tile of a weight gradient reads and writes.
struct WindowGradientOperands {
  /// ∂L/∂z of the tile's first channel.
  var slopes: UnsafePointer<Float>
  /// Floats from one output channel to the next.
  var slopeStride: Int
  var images: UnsafePointer<Float>
  /// Where the tile's steps look, from a vector's own beginning.
  var offsets: UnsafePointer<Int>
  /// Whole vectors, `vectorCount` of them; then shorter ones of `rest` outputs, `restCount` of them.
  var vectors: UnsafePointer<OutputVector>
  var vectorCount: Int
  var restCount, rest: Int
  /// dw of the tile's first channel and step, to be added to.
  var gradient: UnsafeMutablePointer<Float>
  /// Floats from one channel's weights to the next.
  var gradientStride: Int
}

/// dw[o, s] += Σ dz[o, p] · seen(s, p) over pixels p, for `channels` channels by `steps` steps kept in
/// registers: each lane sums every eighth pixel, and the lanes are added at the end.
enum WindowGradientTile<let channels: Int, let steps: Int> {
  @inline(never)
  static func run(_ tile: WindowGradientOperands) {
    var sums = InlineArray<steps, InlineArray<channels, Lanes>>(
      repeating: InlineArray<channels, Lanes>(repeating: Lanes()))
    let sources = InlineArray<steps, UnsafePointer<Float>> { tile.images + tile.offsets[$0] }
    for index in 0..<tile.vectorCount {
      let vector = tile.vectors[index]
      let seen = InlineArray<steps, Lanes> { vm_load(sources[$0] + vector.source) }
      let slopes = tile.slopes + vector.target
      for channel in 0..<channels {
        let slope = vm_load(slopes + channel &* tile.slopeStride)
        for step in 0..<steps {
          sums[step][channel] = vm_fma(slope, seen[step], sums[step][channel])
        }
      }
    }
    for index in tile.vectorCount..<tile.vectorCount + tile.restCount {
      let vector = tile.vectors[index]
      for channel in 0..<channels {
        let slope = vm_load_partial(
          tile.slopes + vector.target + channel &* tile.slopeStride, tile.rest)
        for step in 0..<steps {
          // Beyond the rest the slopes are 0, and a copy goes on with other pixels or zeros.
          let seen = vm_load(sources[step] + vector.source)
          sums[step][channel] = vm_fma(slope, seen, sums[step][channel])
        }
      }
    }
    for channel in 0..<channels {
      for step in 0..<steps {
        tile.gradient[channel &* tile.gradientStride &+ step] += vm_sum(sums[step][channel])
      }
    }
  }
}

extension WindowGradientOperands {
  static let tallest = 4
  static let widest = 3

  func run(channels: Int, steps: Int) {
    switch (channels, steps) {
    case (1, 1): WindowGradientTile<1, 1>.run(self)
    case (2, 1): WindowGradientTile<2, 1>.run(self)
    case (3, 1): WindowGradientTile<3, 1>.run(self)
    case (_, 1): WindowGradientTile<4, 1>.run(self)
    case (1, 2): WindowGradientTile<1, 2>.run(self)
    case (2, 2): WindowGradientTile<2, 2>.run(self)
    case (3, 2): WindowGradientTile<3, 2>.run(self)
    case (_, 2): WindowGradientTile<4, 2>.run(self)
    case (1, _): WindowGradientTile<1, 3>.run(self)
    case (2, _): WindowGradientTile<2, 3>.run(self)
    case (3, _): WindowGradientTile<3, 3>.run(self)
    default: WindowGradientTile<4, 3>.run(self)
    }
  }
}
