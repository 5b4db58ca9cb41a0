internal import CKernels

extension product_tile {
  /// Floats of a row that a whole tile covers.
  static let width = Int(TILE_VECTORS) * laneCount

  /// The product of one tile's columns, summed from 0 and stored as it is until told otherwise;
  /// vectors of both right matrix and result lie side by side.
  init(
    a: UnsafePointer<Float>, rowStride: Int, stepStride: Int, b: UnsafePointer<Float>,
    bStride: Int, steps: Int, c: UnsafeMutablePointer<Float>, cStride: Int
  ) {
    self.init(
      a: a, a_row_stride: rowStride, a_step_stride: stepStride, b: b, b_stride: bStride,
      b_vector_stride: laneCount, steps: steps, c: c, c_stride: cStride,
      c_vector_stride: laneCount, bias: nil, continues: false, floor: -.infinity, count: 1,
      a_tile_stride: 0)
  }

  /// All `rows` rows of the tile's columns: `columns` floats of one vector, or all vectors if nil.
  /// `packed` is where the rows of A are, if not in place: tile after tile, [step][row].
  mutating func run(rows: Int, columns: Int?, packed: UnsafePointer<Float>? = nil) {
    if let packed { a = packed }
    var row = 0
    while row < rows {
      let (height, tiles) = TileCut(rowsLeft: rows - row).first
      count = tiles
      if packed == nil {
        a_tile_stride = height &* a_row_stride
      } else {
        (a_row_stride, a_step_stride, a_tile_stride) = (1, height, height &* steps)
      }
      run(height, columns)
      a += tiles &* a_tile_stride
      c += tiles &* height &* c_stride
      row += height * tiles
    }
  }

  private func run(_ height: Int, _ columns: Int?) {
    withUnsafePointer(to: self) { tile in
      if let columns {
        product_tile_narrow(height, columns, tile)
      } else {
        product_tile_wide(height, tile)
      }
    }
  }
}

/// How rows are cut into tiles: full ones, but no thin last one. Fewer than three rows keep the
/// multipliers waiting for their own results, so seven rows are cut 4 + 3 and eight 4 + 4.
struct TileCut {
  /// Rows that are still to be covered, at least 1.
  let rowsLeft: Int

  /// Height and number of the tiles that come next.
  @inline(__always)
  var first: (height: Int, count: Int) {
    let (full, rest) = (rowsLeft / TileCut.height, rowsLeft % TileCut.height)
    let count = rest == 0 || rest >= 3 ? full : full - 1
    if count > 0 { return (TileCut.height, count) }
    return (rowsLeft > TileCut.height ? (rowsLeft + 1) / 2 : rowsLeft, 1)
  }

  static let height = Int(TILE_ROWS)
}
