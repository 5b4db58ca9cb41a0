internal import CSupport

/// Floats from one row of a packed panel to the next.
private let panelStride = 2 * laneCount

/// Rows that are multiplied with all panels of B before the next rows: the lines of C are then
/// written one after the other, and the rows of A stay in the second cache.
private let rowBlock = 24 * TileCut.height

/// C = op(A)·op(B) + bias, raised to `floor`, by register tiles.
///
/// The loops, from the outside: blocks of the inner axis, blocks of rows, panels of two vectors of
/// columns, tiles of rows. Where copying pays (see `ProductPacking`), B's panels of a block are packed
/// once and then read by all tiles.
struct ProductKernel {
  let shape: MatrixProductShape
  let a: UnsafePointer<Float>
  let b: UnsafePointer<Float>
  let c: UnsafeMutablePointer<Float>
  let bias: UnsafePointer<Float>?
  let floor: Float
  let packing: ProductPacking

  func run() {
    // A last panel that overlaps its neighbor begins anew after it: in the same round it would go on
    // from sums that hold the block already.
    let panels = panelCount
    let isOverlapping = panels > 1 && panel(panels - 1).second == nil
    run(0..<(isOverlapping ? panels - 1 : panels))
    if isOverlapping { run(panels - 1..<panels) }
  }

  private func run(_ panels: Range<Int>) {
    let panelSize = packing.packsRight ? packing.blockSteps * panelStride : 0
    let capacity = panels.count * panelSize + 1
    withUnsafeTemporaryAllocation(of: Float.self, capacity: capacity) { scratch in
      // Never empty, so it has an address.
      guard let packed = scratch.baseAddress else { return }
      var first = 0
      repeat {
        let block = first..<first + min(packing.blockSteps, shape.inner - first)
        if packing.packsRight {
          for (place, index) in panels.enumerated() {
            packPanel(panel(index), block, into: packed + place * panelSize)
          }
        }
        forEachRowBlock { rows in
          for (place, index) in panels.enumerated() {
            runPanel(panel(index), block, rows, packed + place * panelSize)
          }
        }
        first = block.upperBound
      } while first < shape.inner
    }
  }

  private var panelCount: Int { (shape.columns + panelStride - 1) / panelStride }

  /// Panel `index` of two vectors. A remainder is covered by vectors that end at the last column and
  /// overlap their neighbor: the same numbers are written twice.
  @inline(__always)
  private func panel(_ index: Int) -> PanelColumns {
    let (columns, first) = (shape.columns, index * panelStride)
    let rest = columns - first
    if rest > laneCount {
      return PanelColumns(first: first, second: min(rest - laneCount, laneCount))
    }
    return PanelColumns(first: max(0, columns - laneCount), second: nil)
  }

  /// Whole blocks; what would be less than a tile belongs to the last one.
  @inline(__always)
  private func forEachRowBlock(_ body: (Range<Int>) -> Void) {
    var first = 0
    while first < shape.rows {
      let isLast = shape.rows - first < rowBlock + TileCut.height
      let end = isLast ? shape.rows : first + rowBlock
      body(first..<end)
      first = end
    }
  }

  /// A block of rows of C in one panel of columns, for one block of the inner axis.
  private func runPanel(
    _ columns: PanelColumns, _ block: Range<Int>, _ rows: Range<Int>,
    _ panel: UnsafeMutablePointer<Float>
  ) {
    var tile = firstTile(columns, block, panel)
    tile.a += rows.lowerBound * tile.rowStride
    tile.c += rows.lowerBound * tile.cStride
    var row = rows.lowerBound
    while row < rows.upperBound {
      let (height, count) = TileCut(rowsLeft: rows.upperBound - row).first
      tile.count = count
      if let second = columns.second {
        tile.runWide(height, second: (inB: packing.packsRight ? laneCount : second, inC: second))
      } else {
        tile.runNarrow(height, columns: min(laneCount, shape.columns))
      }
      tile.advance(height * count)
      row += height * count
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

  /// Rows of the register tile: with two vectors a row, 12 accumulators of AVX2's 16 registers, 24 of
  /// AVX-512's 32.
  static let height = laneCount == 16 ? 12 : 6
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
