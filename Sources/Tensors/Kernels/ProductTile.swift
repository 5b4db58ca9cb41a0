internal import CSupport

/// Everything that a tile of a matrix product reads and writes, as addresses and strides in floats.
/// A transposed left matrix is only another pair of strides.
struct TileOperands {
  /// op(A)[row, step] is at row·rowStride + step·stepStride.
  var a: UnsafePointer<Float>
  var rowStride: Int
  var stepStride: Int
  /// B[step, column] is at step·bStride + column.
  var b: UnsafePointer<Float>
  var bStride: Int
  /// Extent of the inner axis.
  var steps: Int
  var c: UnsafeMutablePointer<Float>
  var cStride: Int
  /// Added to every row: bias of the tile's columns.
  var bias: UnsafePointer<Float>?
  /// Whether C holds the sum over earlier steps, to go on from.
  var continues: Bool
  /// Results below it are raised to it: 0 for ReLU, −∞ for none.
  var floor: Float
  /// Tiles of the same height, one below the other.
  var count = 1
}

/// `height` rows by one or two vectors of the product C = op(A)·B, kept in registers over all steps.
///
/// The inner axis is summed in order, one fused multiply-add a step, whatever the tile's size: how a
/// matrix is cut into tiles never changes a bit of the result.
enum ProductTile<let height: Int> {
  /// Two vectors a row; the second begins `second` floats after the first, in B and in C, and may
  /// overlap it.
  @inline(never)
  static func wide(_ tile: TileOperands, second: (inB: Int, inC: Int)) {
    // Known strides spare the additions that find the rows, which wait for each other.
    if tile.stepStride == 1 {
      accumulateWide(tile, second: second, rowStride: tile.rowStride, stepStride: 1)
    } else if tile.rowStride == 1 {
      accumulateWide(tile, second: second, rowStride: 1, stepStride: tile.stepStride)
    } else {
      accumulateWide(
        tile, second: second, rowStride: tile.rowStride, stepStride: tile.stepStride)
    }
  }

  /// One vector a row, of which the first `columns` ≤ `laneCount` floats are stored.
  @inline(never)
  static func narrow(_ tile: TileOperands, columns: Int) {
    if tile.stepStride == 1 {
      accumulateNarrow(tile, columns, rowStride: tile.rowStride, stepStride: 1)
    } else if tile.rowStride == 1 {
      accumulateNarrow(tile, columns, rowStride: 1, stepStride: tile.stepStride)
    } else {
      accumulateNarrow(tile, columns, rowStride: tile.rowStride, stepStride: tile.stepStride)
    }
  }

  @inline(__always)
  private static func accumulateNarrow(
    _ operands: TileOperands, _ columns: Int, rowStride: Int, stepStride: Int
  ) {
    var tile = operands
    for _ in 0..<operands.count {
      var sums = InlineArray<height, Lanes>(repeating: Lanes())
      for row in 0..<height { sums[row] = tile.initialSum(row, 0, columns) }
      var (a, b) = (tile.a, tile.b)
      for _ in 0..<tile.steps {
        let right = vm_load(b)
        for row in 0..<height {
          sums[row] = vm_fma(vm_splat(a[row &* rowStride]), right, sums[row])
        }
        a += stepStride
        b += tile.bStride
      }
      let floor = vm_splat(tile.floor)
      for row in 0..<height {
        let address = tile.c + row &* tile.cStride
        if columns == laneCount {
          vm_store(address, vm_max(floor, sums[row]))
        } else {
          vm_store_partial(address, vm_max(floor, sums[row]), columns)
        }
      }
      tile.advance(height)
    }
  }

  @inline(__always)
  private static func accumulateWide(
    _ operands: TileOperands, second: (inB: Int, inC: Int), rowStride: Int, stepStride: Int
  ) {
    var tile = operands
    for _ in 0..<operands.count {
      var sums = InlineArray<height, Lanes>(repeating: Lanes())
      var secondSums = InlineArray<height, Lanes>(repeating: Lanes())
      for row in 0..<height {
        sums[row] = tile.initialSum(row, 0, laneCount)
        secondSums[row] = tile.initialSum(row, second.inC, laneCount)
      }
      var (a, b) = (tile.a, tile.b)
      for _ in 0..<tile.steps {
        let (right, secondRight) = (vm_load(b), vm_load(b + second.inB))
        for row in 0..<height {
          let left = vm_splat(a[row &* rowStride])
          sums[row] = vm_fma(left, right, sums[row])
          secondSums[row] = vm_fma(left, secondRight, secondSums[row])
        }
        a += stepStride
        b += tile.bStride
      }
      let floor = vm_splat(tile.floor)
      for row in 0..<height {
        let address = tile.c + row &* tile.cStride
        vm_store(address, vm_max(floor, sums[row]))
        vm_store(address + second.inC, vm_max(floor, secondSums[row]))
      }
      tile.advance(height)
    }
  }
}

extension TileOperands {
  /// Goes down by this many rows.
  @inline(__always)
  mutating func advance(_ rows: Int) {
    a += rows &* rowStride
    c += rows &* cStride
  }

  /// What a sum starts from: C if it continues, else the bias, else 0.
  @inline(__always)
  func initialSum(_ row: Int, _ column: Int, _ columns: Int) -> Lanes {
    if continues {
      let address = UnsafePointer(c) + row &* cStride + column
      return columns == laneCount ? vm_load(address) : vm_load_partial(address, columns)
    }
    guard let bias else { return Lanes() }
    return columns == laneCount ? vm_load(bias + column) : vm_load_partial(bias + column, columns)
  }

  /// Two vectors a row; `second` is where the second is after the first, in B and in C.
  func runWide(_ height: Int, second: (inB: Int, inC: Int)) {
    switch height {
    case 1: ProductTile<1>.wide(self, second: second)
    case 2: ProductTile<2>.wide(self, second: second)
    case 3: ProductTile<3>.wide(self, second: second)
    case 4: ProductTile<4>.wide(self, second: second)
    case 5: ProductTile<5>.wide(self, second: second)
    case 6: ProductTile<6>.wide(self, second: second)
    case 7: ProductTile<7>.wide(self, second: second)
    case 8: ProductTile<8>.wide(self, second: second)
    case 9: ProductTile<9>.wide(self, second: second)
    case 10: ProductTile<10>.wide(self, second: second)
    case 11: ProductTile<11>.wide(self, second: second)
    default: ProductTile<12>.wide(self, second: second)
    }
  }

  /// One vector a row, `columns` of it stored.
  func runNarrow(_ height: Int, columns: Int) {
    switch height {
    case 1: ProductTile<1>.narrow(self, columns: columns)
    case 2: ProductTile<2>.narrow(self, columns: columns)
    case 3: ProductTile<3>.narrow(self, columns: columns)
    case 4: ProductTile<4>.narrow(self, columns: columns)
    case 5: ProductTile<5>.narrow(self, columns: columns)
    case 6: ProductTile<6>.narrow(self, columns: columns)
    case 7: ProductTile<7>.narrow(self, columns: columns)
    case 8: ProductTile<8>.narrow(self, columns: columns)
    case 9: ProductTile<9>.narrow(self, columns: columns)
    case 10: ProductTile<10>.narrow(self, columns: columns)
    case 11: ProductTile<11>.narrow(self, columns: columns)
    default: ProductTile<12>.narrow(self, columns: columns)
    }
  }
}
