internal import CSupport

/// One vector of neighboring outputs: where what it sees begins, and where it goes, in floats.
struct OutputVector {
  var source, target: Int
}

/// Everything that a tile of a convolution reads and writes.
struct WindowTileOperands {
  /// w[output, step] is at output·steps + step.
  var weights: UnsafePointer<Float>
  /// How far from its own beginning a vector looks at each step; a step is a place of a channel.
  var offsets: UnsafePointer<Int>
  var steps: Int
  var images: UnsafePointer<Float>
  /// As many as the tile is wide.
  var vectors: UnsafePointer<OutputVector>
  var outputs: UnsafeMutablePointer<Float>
  /// Floats from one output channel to the next.
  var outputStride: Int
  var bias: UnsafePointer<Float>?
  /// Results below it are raised to it: 0 for ReLU, −∞ for none.
  var floor: Float
}

/// `channels` output channels by `vectors` vectors of pixels, kept in registers over all steps: each
/// weight is spread over a register and meets the pixels as they lie in memory.
///
/// Every output is summed in the order of the weights, one fused multiply-add a step, whatever the
/// tile's size.
enum WindowTile<let channels: Int, let vectors: Int> {
  @inline(never)
  static func run(_ tile: WindowTileOperands) {
    accumulate(tile, columns: laneCount)
  }

  /// Only the first `columns` outputs of each vector are stored.
  @inline(never)
  static func run(_ tile: WindowTileOperands, columns: Int) {
    accumulate(tile, columns: columns)
  }

  @inline(__always)
  private static func accumulate(_ tile: WindowTileOperands, columns: Int) {
    var sums = InlineArray<vectors, InlineArray<channels, Lanes>>(
      repeating: InlineArray<channels, Lanes>(repeating: Lanes()))
    if let bias = tile.bias {
      for vector in 0..<vectors {
        for channel in 0..<channels { sums[vector][channel] = vm_splat(bias[channel]) }
      }
    }
    let sources = InlineArray<vectors, UnsafePointer<Float>> {
      tile.images + tile.vectors[$0].source
    }
    var weights = tile.weights
    for step in 0..<tile.steps {
      let offset = tile.offsets[step]
      let seen = InlineArray<vectors, Lanes> { vm_load(sources[$0] + offset) }
      for channel in 0..<channels {
        let weight = vm_splat(weights[channel &* tile.steps])
        for vector in 0..<vectors {
          sums[vector][channel] = vm_fma(weight, seen[vector], sums[vector][channel])
        }
      }
      weights += 1
    }
    let floor = vm_splat(tile.floor)
    for vector in 0..<vectors {
      let target = tile.outputs + tile.vectors[vector].target
      for channel in 0..<channels {
        store(target + channel &* tile.outputStride, vm_max(floor, sums[vector][channel]), columns)
      }
    }
  }
}

extension WindowTileOperands {
  /// Channels of one tile: with three vectors 12 accumulators, what 16 registers can hold.
  static let tallest = 4
  static let widest = 3

  func run(channels: Int, vectors: Int) {
    switch (channels, vectors) {
    case (1, 1): WindowTile<1, 1>.run(self)
    case (2, 1): WindowTile<2, 1>.run(self)
    case (3, 1): WindowTile<3, 1>.run(self)
    case (_, 1): WindowTile<4, 1>.run(self)
    case (1, 2): WindowTile<1, 2>.run(self)
    case (2, 2): WindowTile<2, 2>.run(self)
    case (3, 2): WindowTile<3, 2>.run(self)
    case (_, 2): WindowTile<4, 2>.run(self)
    case (1, _): WindowTile<1, 3>.run(self)
    case (2, _): WindowTile<2, 3>.run(self)
    case (3, _): WindowTile<3, 3>.run(self)
    default: WindowTile<4, 3>.run(self)
    }
  }

  /// One vector of which only some outputs exist.
  func run(channels: Int, columns: Int) {
    switch channels {
    case 1: WindowTile<1, 1>.run(self, columns: columns)
    case 2: WindowTile<2, 1>.run(self, columns: columns)
    case 3: WindowTile<3, 1>.run(self, columns: columns)
    default: WindowTile<4, 1>.run(self, columns: columns)
    }
  }
}

/// `count` in parts of at most `limit`, as equal as can be: no thin last part, whose few sums would
/// wait for each other.
@inline(__always)
func forEachPart(of count: Int, limit: Int, _ body: (_ first: Int, _ size: Int) -> Void) {
  let parts = (count + limit - 1) / limit
  var first = 0
  for part in 0..<parts {
    let size = count / parts + (part < count % parts ? 1 : 0)
    body(first, size)
    first += size
  }
}
