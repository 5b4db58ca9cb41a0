internal import CKernels

/// C = op(A)·op(B) + bias, raised to `floor`, by register tiles.
///
/// The loops, from the outside: blocks of the inner axis, blocks of rows, panels as wide as a tile,
/// tiles of rows. Where copying pays (see `ProductPacking`), B's panels of a block are packed once and
/// then read by all tiles, and A's tiles of a block of rows once and then read by all panels.
struct ProductKernel {
  let shape: MatrixProductShape
  let a: UnsafePointer<Float>
  let b: UnsafePointer<Float>
  let c: UnsafeMutablePointer<Float>
  let bias: UnsafePointer<Float>?
  let floor: Float
  let packing: ProductPacking

  /// Rows that are multiplied with all panels of B before the next rows: the lines of C are then
  /// written one after the other, and the rows of A stay in the second cache.
  private static let rowBlock = 24 * TileCut.height

  func run() {
    let panels = 0..<panelCount
    let flops = 2 * Double(shape.rows) * Double(shape.columns) * Double(shape.inner)
    let cost = SharedWork.operationCost * flops
    if isOverlapping || copiesForRows <= copiesForPanels {
      inParts(shape.rows, of: TileCut.height, cost: cost / Double(shape.rows), isDear: true) {
        run($0, panels)
      }
    } else {
      inParts(panels.count, cost: cost / Double(panels.count), isDear: true) {
        run(0..<shape.rows, $0)
      }
    }
  }

  /// Floats that every part packs anew where the rows are shared out, or the panels.
  private var copiesForRows: Int { packing.packsRight ? shape.inner * shape.columns : 0 }
  private var copiesForPanels: Int { packing.packsLeft ? shape.inner * shape.rows : 0 }

  /// Whether the last panel shares columns with its neighbor.
  private var isOverlapping: Bool {
    panelCount > 1 && panel(panelCount - 1).first % product_tile.width != 0
  }

  private func run(_ rows: Range<Int>, _ panels: Range<Int>) {
    guard isOverlapping else { return runBlocks(rows, panels) }
    // The overlapping panel begins anew after its neighbor: in the same round it would go on from sums
    // that hold the block already.
    runBlocks(rows, panels.dropLast())
    runBlocks(rows, panels.suffix(1))
  }

  private func runBlocks(_ rows: Range<Int>, _ panels: Range<Int>) {
    let panelSize = packing.packsRight ? packing.blockSteps * product_tile.width : 0
    let leftSize =
      packing.packsLeft
      ? packing.blockSteps * min(rows.count, ProductKernel.rowBlock + TileCut.height) : 0
    withAlignedScratch(panels.count * panelSize + leftSize) { scratch in
      let (left, right) = (scratch, scratch + leftSize)
      var first = 0
      repeat {
        let block = first..<first + min(packing.blockSteps, shape.inner - first)
        if packing.packsRight {
          packPanels(panels, block, into: right, panelSize)
        }
        forEachRowBlock(rows) { rows in
          if packing.packsLeft { packRows(rows, block, into: left) }
          for (place, index) in panels.enumerated() {
            runPanel(panel(index), block, rows, left, right + place * panelSize)
          }
        }
        first = block.upperBound
      } while first < shape.inner
    }
  }

  private var panelCount: Int { (shape.columns + product_tile.width - 1) / product_tile.width }

  /// Panel `index`. A remainder is covered by vectors that end at the last column and overlap their
  /// neighbor: the same numbers are written twice.
  @inline(__always)
  private func panel(_ index: Int) -> PanelColumns {
    let (columns, first) = (shape.columns, index * product_tile.width)
    let rest = columns - first
    if product_tile.width > laneCount && rest > laneCount {
      return PanelColumns(first: first, second: min(rest - laneCount, laneCount))
    }
    return PanelColumns(first: max(0, min(first, columns - laneCount)), second: nil)
  }

  /// Whole blocks; what would be less than a tile belongs to the last one.
  @inline(__always)
  private func forEachRowBlock(_ rows: Range<Int>, _ body: (Range<Int>) -> Void) {
    var first = rows.lowerBound
    while first < rows.upperBound {
      let isLast = rows.upperBound - first < ProductKernel.rowBlock + TileCut.height
      let end = isLast ? rows.upperBound : first + ProductKernel.rowBlock
      body(first..<end)
      first = end
    }
  }

  /// A block of rows of C in one panel of columns, for one block of the inner axis.
  private func runPanel(
    _ columns: PanelColumns, _ block: Range<Int>, _ rows: Range<Int>,
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>
  ) {
    var tile = product_tile(
      a: leftRow(rows.lowerBound, block), rowStride: rowStride, stepStride: stepStride,
      b: packing.packsRight ? right : b + block.lowerBound * shape.columns + columns.first,
      bStride: packing.packsRight ? product_tile.width : shape.columns, steps: block.count,
      c: c + rows.lowerBound * shape.columns + columns.first, cStride: shape.columns)
    tile.bias = bias.map { $0 + columns.first }
    tile.continues = block.lowerBound > 0
    tile.floor = block.upperBound == shape.inner ? floor : -.infinity
    if let second = columns.second {
      tile.c_vector_stride = second
      if !packing.packsRight { tile.b_vector_stride = second }
    }
    tile.run(
      rows: rows.count, columns: columns.second == nil ? min(laneCount, shape.columns) : nil,
      packed: packing.packsLeft ? left : nil)
  }

  /// Where op(A) has its number of a row and the first step of a block.
  private func leftRow(_ row: Int, _ block: Range<Int>) -> UnsafePointer<Float> {
    a + row * rowStride + block.lowerBound * stepStride
  }

  private var rowStride: Int { shape.transposeA ? 1 : shape.inner }
  private var stepStride: Int { shape.transposeA ? shape.rows : 1 }
}

/// Columns of one panel: a vector from `first` on, and a second one that many floats further.
struct PanelColumns {
  let first: Int
  let second: Int?
}

extension ProductKernel {
  /// panel[step, lane] = op(B)[step, column of that lane], one panel after the other. Lanes past B's
  /// last column hold anything: they are computed with, but never stored.
  private func packPanels(
    _ panels: Range<Int>, _ block: Range<Int>, into target: UnsafeMutablePointer<Float>,
    _ panelSize: Int
  ) {
    guard !shape.transposeB else {
      for (place, index) in panels.enumerated() {
        let columns = panel(index)
        packTransposed(columns.first, block, into: target + place * panelSize)
        if let second = columns.second {
          let panel = target + place * panelSize + laneCount
          packTransposed(columns.first + second, block, into: panel)
        }
      }
      return
    }
    // Row by row, as B lies in memory: the processor fetches ahead what is read in order.
    let end = b + shape.inner * shape.columns
    for (index, step) in block.enumerated() {
      let row = b + step * shape.columns
      var place = target + index * product_tile.width
      for panelIndex in panels {
        let columns = panel(panelIndex)
        let source = row + columns.first
        let isWhole = source + laneCount <= end
        vm_store(place, isWhole ? vm_load(source) : vm_load_partial(source, end - source))
        if let second = columns.second { vm_store(place + laneCount, vm_load(source + second)) }
        place += panelSize
      }
    }
  }

  private func packTransposed(
    _ first: Int, _ block: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    let lanes = min(laneCount, shape.columns)
    packLanes(
      lanes, block.count, from: b + first * shape.inner + block.lowerBound, stride: shape.inner,
      into: target, stride: product_tile.width)
    guard lanes < laneCount else { return }
    for step in 0..<block.count {
      for lane in lanes..<laneCount { target[step * product_tile.width + lane] = 0 }
    }
  }

  /// Tile after tile as `product_tile.run` cuts them, each [step][row].
  private func packRows(
    _ rows: Range<Int>, _ block: Range<Int>, into left: UnsafeMutablePointer<Float>
  ) {
    var (row, target) = (rows.lowerBound, left)
    while row < rows.upperBound {
      let (height, count) = TileCut(rowsLeft: rows.upperBound - row).first
      let source = leftRow(row, block)
      if shape.transposeA {
        // Along the rows of the transpose, as they lie in memory.
        for step in 0..<block.count {
          for tile in 0..<count {
            let place = target + (tile * block.count + step) * height
            store(place, load(source + step * stepStride + tile * height, height), height)
          }
        }
      } else {
        for tile in 0..<count {
          packLanes(
            height, block.count, from: source + tile * height * rowStride, stride: rowStride,
            into: target + tile * height * block.count, stride: height)
        }
      }
      row += height * count
      target += height * count * block.count
    }
  }
}

/// target[step·targetStride + lane] = source[lane·sourceStride + step], blocks of 8×8 at a time; a
/// remainder is covered by a block that overlaps its neighbor.
func packLanes(
  _ lanes: Int, _ steps: Int, from source: UnsafePointer<Float>, stride sourceStride: Int,
  into target: UnsafeMutablePointer<Float>, stride targetStride: Int
) {
  guard lanes >= 8, steps >= 8 else {
    for step in 0..<steps {
      for lane in 0..<lanes {
        target[step * targetStride + lane] = source[lane * sourceStride + step]
      }
    }
    return
  }
  for first in stride(from: 0, to: lanes, by: 8) {
    let lane = min(first, lanes - 8)
    for first in stride(from: 0, to: steps, by: 8) {
      let step = min(first, steps - 8)
      vm_transpose8(
        source + lane * sourceStride + step, sourceStride, target + step * targetStride + lane,
        targetStride)
    }
  }
}
