internal import CSupport

/// Rows of the register tile: with two vectors a row, 12 accumulators of AVX2's 16 registers, 24 of
/// AVX-512's 32.
private let tileHeight = laneCount == 16 ? 12 : 6

/// Floats from one row of a packed panel to the next.
private let panelStride = 2 * laneCount

/// C = op(A)·op(B) + bias, raised to `floor`, by register tiles.
///
/// The loops, from the outside: panels of two vectors of columns, blocks of the inner axis, tiles of
/// rows. Where copying pays (see `ProductPacking`), a panel of B is packed once and then read by all
/// tiles from the first cache.
struct ProductKernel {
  let shape: MatrixProductShape
  let a: UnsafePointer<Float>
  let b: UnsafePointer<Float>
  let c: UnsafeMutablePointer<Float>
  let bias: UnsafePointer<Float>?
  let floor: Float
  let packing: ProductPacking

  func run() {
    let panelCount = packing.packsRight ? packing.blockSteps * panelStride : 0
    withUnsafeTemporaryAllocation(of: Float.self, capacity: panelCount + 1) { scratch in
      // Never empty, so it has an address.
      guard let panel = scratch.baseAddress else { return }
      forEachPanel { columns in
        var first = 0
        repeat {
          let steps = min(packing.blockSteps, shape.inner - first)
          runPanel(columns, first..<first + steps, panel)
          first += steps
        } while first < shape.inner
      }
    }
  }

  /// Cuts the columns into panels of two vectors. A remainder is covered by vectors that end at the
  /// last column and overlap their neighbor: the same numbers are written twice.
  @inline(__always)
  private func forEachPanel(_ body: (PanelColumns) -> Void) {
    let columns = shape.columns
    var column = 0
    while column + 2 * laneCount <= columns {
      body(PanelColumns(first: column, second: laneCount))
      column += 2 * laneCount
    }
    let rest = columns - column
    if rest > laneCount {
      body(PanelColumns(first: column, second: rest - laneCount))
    } else if rest > 0 {
      body(PanelColumns(first: max(0, columns - laneCount), second: nil))
    }
  }

  /// All rows of C in one panel of columns, for one block of the inner axis.
  private func runPanel(
    _ columns: PanelColumns, _ block: Range<Int>, _ panel: UnsafeMutablePointer<Float>
  ) {
    if packing.packsRight { packPanel(columns, block, into: panel) }
    var tile = firstTile(columns, block, panel)
    var row = 0
    while row < shape.rows {
      let height = nextHeight(rowsLeft: shape.rows - row)
      if let second = columns.second {
        tile.runWide(height, second: (inB: packing.packsRight ? laneCount : second, inC: second))
      } else {
        tile.runNarrow(height, columns: min(laneCount, shape.columns))
      }
      tile.a += height * tile.rowStride
      tile.c += height * tile.cStride
      row += height
    }
  }

  private func firstTile(
    _ columns: PanelColumns, _ block: Range<Int>, _ panel: UnsafeMutablePointer<Float>
  ) -> TileOperands {
    TileOperands(
      a: a + block.lowerBound * (shape.transposeA ? shape.rows : 1),
      rowStride: shape.transposeA ? 1 : shape.inner,
      stepStride: shape.transposeA ? shape.rows : 1,
      b: packing.packsRight
        ? UnsafePointer(panel) : b + block.lowerBound * shape.columns + columns.first,
      bStride: packing.packsRight ? panelStride : shape.columns,
      steps: block.count,
      c: c + columns.first, cStride: shape.columns,
      bias: bias.map { $0 + columns.first },
      continues: block.lowerBound > 0,
      floor: block.upperBound == shape.inner ? floor : -.infinity)
  }

  /// Full tiles, but no thin last one: fewer than three rows keep the multipliers waiting for their
  /// own results, so seven rows are cut 4 + 3 and eight 4 + 4.
  private func nextHeight(rowsLeft: Int) -> Int {
    if rowsLeft >= tileHeight + 3 || rowsLeft == tileHeight { return tileHeight }
    if rowsLeft > tileHeight { return (rowsLeft + 1) / 2 }
    return rowsLeft
  }
}

/// Columns of one panel: a vector from `first` on, and a second one that many floats further.
struct PanelColumns {
  let first: Int
  let second: Int?
}

extension ProductKernel {
  /// panel[step, lane] = op(B)[step, column of that lane]. Lanes past B's last column hold anything:
  /// they are computed with, but never stored.
  private func packPanel(
    _ columns: PanelColumns, _ block: Range<Int>, into panel: UnsafeMutablePointer<Float>
  ) {
    if shape.transposeB {
      packTransposed(columns.first, block, into: panel)
      if let second = columns.second {
        packTransposed(columns.first + second, block, into: panel + laneCount)
      }
      return
    }
    let end = shape.inner * shape.columns
    for (index, step) in block.enumerated() {
      let target = panel + index * panelStride
      let source = step * shape.columns + columns.first
      vm_store(
        target,
        source + laneCount <= end ? vm_load(b + source) : vm_load_partial(b + source, end - source))
      if let second = columns.second {
        vm_store(target + laneCount, vm_load(b + source + second))
      }
    }
  }

  private func packTransposed(
    _ first: Int, _ block: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    let lanes = min(laneCount, shape.columns)
    let source = b + first * shape.inner + block.lowerBound
    let blocked = lanes == laneCount ? block.count / 8 * 8 : 0
    for lane in stride(from: 0, to: laneCount, by: 8) {
      for step in stride(from: 0, to: blocked, by: 8) {
        vm_transpose8(
          source + lane * shape.inner + step, shape.inner, target + step * panelStride + lane,
          panelStride)
      }
    }
    for step in blocked..<block.count {
      for lane in 0..<laneCount {
        target[step * panelStride + lane] = lane < lanes ? source[lane * shape.inner + step] : 0
      }
    }
  }
}
