internal import CKernels

/// A right factor cut into panels as wide as a tile: copied once, multiplied often.
///
/// Unlike `ProductKernel`, which packs on every call, it serves the same weights at every step of a
/// sequence, left factors with any strides, and sums that go on from what is there.
struct PackedMatrix {
  /// Extent of the inner axis.
  let steps: Int
  let columns: Int
  /// Panel after panel, [step][vectors of the panel]; lanes past the last column are 0.
  private let panels: AlignedFloats

  /// What the sums begin with.
  enum Start {
    case zero
    /// A number a column.
    case bias(UnsafePointer<Float>)
    /// What the result holds already.
    case accumulated
  }

  /// B[step, column] = source[step·stride + column].
  init(_ source: UnsafePointer<Float>, steps: Int, columns: Int, stride: Int) {
    self.init(steps, columns) { target, column, width, panelWidth in
      for step in 0..<steps {
        let (from, to) = (source + step * stride + column, target + step * panelWidth)
        for lane in Swift.stride(from: 0, to: panelWidth, by: laneCount) {
          let count = min(laneCount, width - lane)
          vm_store(
            to + lane,
            count == laneCount ? vm_load(from + lane) : vm_load_partial(from + lane, count))
        }
      }
    }
  }

  /// B[step, column] = source[column·stride + step].
  init(transposing source: UnsafePointer<Float>, steps: Int, columns: Int, stride: Int) {
    self.init(steps, columns) { target, column, width, panelWidth in
      packLanes(
        width, steps, from: source + column * stride, stride: stride, into: target,
        stride: panelWidth)
      guard width < panelWidth else { return }
      for step in 0..<steps {
        for lane in width..<panelWidth { target[step * panelWidth + lane] = 0 }
      }
    }
  }

  private init(
    _ steps: Int, _ columns: Int,
    _ fill: (_ target: UnsafeMutablePointer<Float>, _ column: Int, _ width: Int, _ panel: Int)
      -> Void
  ) {
    self.steps = steps
    self.columns = columns
    let paddedColumns = (columns + laneCount - 1) / laneCount * laneCount
    panels = AlignedFloats(paddedColumns * steps) { base in
      var column = 0
      while column < columns {
        let panel = PackedMatrix.panelWidth(columns - column)
        fill(base + column * steps, column, min(panel, columns - column), panel)
        column += panel
      }
    }
  }

  /// As wide as a tile as long as there are columns for all of it, then one vector.
  private static func panelWidth(_ columnsLeft: Int) -> Int {
    columnsLeft >= product_tile.width ? product_tile.width : laneCount
  }

  /// c[row, column] = start + Σ a[row·rowStride + step·stepStride] · B[step, column].
  ///
  /// - Parameters:
  ///   - range: the steps that are summed, where A is known to be 0 in the others; nil: all.
  ///   - columnLimit: columns from there on need not be written; nil: all are.
  func multiply(
    _ rows: Int, _ a: UnsafePointer<Float>, rowStride: Int, stepStride: Int = 1,
    into c: UnsafeMutablePointer<Float>, cStride: Int, start: Start = .zero,
    range: Range<Int>? = nil, columnLimit: Int? = nil
  ) {
    withExtendedLifetime(panels) {
      let base = panels.start
      let (first, count) = range.map { ($0.lowerBound, $0.count) } ?? (0, steps)
      var column = 0
      while column < columnLimit ?? columns {
        let panel = PackedMatrix.panelWidth(columns - column)
        let isWhole = columns - column >= product_tile.width
        var tile = product_tile(
          a: a + first * stepStride, rowStride: rowStride, stepStride: stepStride,
          b: base + column * steps + first * panel, bStride: panel, steps: count, c: c + column,
          cStride: cStride)
        switch start {
        case .zero: break
        case .bias(let bias): tile.bias = bias + column
        case .accumulated: tile.continues = true
        }
        tile.run(
          rows: rows, columns: isWhole ? nil : min(panel, columns - column))
        column += panel
      }
    }
  }
}
