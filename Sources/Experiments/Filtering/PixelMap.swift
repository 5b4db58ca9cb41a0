internal import Datasets
internal import Tensors

/// Numbers at the pixels of a picture.
struct PixelMap: Hashable, Sendable {
  let columns: Int
  /// Row by row.
  var values: [Double]

  var rows: Int { columns == 0 ? 0 : values.count / columns }

  init(columns: Int, values: [Double]) {
    self.columns = columns
    self.values = values
  }

  /// A picture's brightness from 0 to 1, scaled to a square by the means of areas.
  /// - Parameter channel: red, green or blue alone; nil: all of them, as an eye sees them.
  /// - Source: luma of ITU-R BT.601, 0.299·R + 0.587·G + 0.114·B.
  init(_ picture: PNGPicture, side: Int, channel: Int? = nil) {
    let gray = (0..<picture.width * picture.height).map { pixel -> Double in
      let start = pixel * picture.channels
      if let channel { return Double(picture.bytes[start + channel]) / 255 }
      guard picture.channels == 3 else { return Double(picture.bytes[start]) / 255 }
      return
        (0.299 * Double(picture.bytes[start]) + 0.587 * Double(picture.bytes[start + 1])
        + 0.114 * Double(picture.bytes[start + 2])) / 255
    }
    let whole = PixelMap(columns: picture.width, values: gray)
    var values: [Double] = []
    for row in 0..<side {
      for column in 0..<side { values.append(whole.mean(row, column, of: side)) }
    }
    self.init(columns: side, values: values)
  }

  /// An image of a set in the middle of a larger square of black.
  init(_ image: Int, of images: LabeledImages, side: Int) {
    let (rows, columns) = (images.imageShape[1], images.imageShape[2])
    let pixels = images.batch([image]).images.scalars
    let (top, left) = ((side - rows) / 2, (side - columns) / 2)
    var values = [Double](repeating: 0, count: side * side)
    for row in 0..<rows {
      for column in 0..<columns {
        values[(top + row) * side + left + column] = images.brightness(
          pixels[row * columns + column])
      }
    }
    self.init(columns: side, values: values)
  }

  /// The mean over a cell of a square lattice laid over the map.
  private func mean(_ row: Int, _ column: Int, of side: Int) -> Double {
    func range(_ index: Int, _ length: Int) -> Range<Int> {
      let start = index * length / side
      return start..<max(start + 1, (index + 1) * length / side)
    }
    let (down, across) = (range(row, rows), range(column, columns))
    var sum = 0.0
    for y in down { for x in across { sum += self[y, x] } }
    return sum / Double(down.count * across.count)
  }

  subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  var matrix: [[Double]] { (0..<rows).map { Array(values[$0 * columns..<($0 + 1) * columns]) } }

  func mapped(_ change: (Double) -> Double) -> PixelMap {
    PixelMap(columns: columns, values: values.map(change))
  }

  /// Moved right and down; what leaves at one side comes in at the other.
  func rolled(right: Int, down: Int) -> PixelMap {
    guard right != 0 || down != 0, !values.isEmpty else { return self }
    func wrapped(_ index: Int, _ count: Int) -> Int { ((index % count) + count) % count }
    var result = self
    for row in 0..<rows {
      for column in 0..<columns {
        result.values[wrapped(row + down, rows) * columns + wrapped(column + right, columns)] =
          self[row, column]
      }
    }
    return result
  }

  /// Σ kernel·window/divide at every place, zeros outside: what libraries call convolution.
  func correlated(
    _ kernel: KnobMatrix, divide: Double, stride: Int, padding: Int
  ) -> PixelMap {
    let outRows = FilterPlan.outputs(rows + 2 * padding, window: kernel.rowCount, stride: stride)
    let outColumns = FilterPlan.outputs(
      columns + 2 * padding, window: kernel.columns, stride: stride)
    var result: [Double] = []
    result.reserveCapacity(outRows * outColumns)
    for row in 0..<outRows {
      for column in 0..<outColumns {
        let sum = product(
          of: kernel, row: row * stride - padding, column: column * stride - padding)
        result.append(sum / divide)
      }
    }
    return PixelMap(columns: outColumns, values: result)
  }

  /// Σ kernel·window at one place, the kernel's rows one after the other.
  private func product(of kernel: KnobMatrix, row: Int, column: Int) -> Double {
    var sum = 0.0
    for y in 0..<kernel.rowCount where row + y >= 0 && row + y < rows {
      for x in 0..<kernel.columns where column + x >= 0 && column + x < columns {
        sum += kernel.values[y * kernel.columns + x] * self[row + y, column + x]
      }
    }
    return sum
  }

  /// The pixels under a kernel whose first row and column stand there.
  func window(row: Int, column: Int, like kernel: KnobMatrix) -> [Double] {
    var window: [Double] = []
    window.reserveCapacity(kernel.values.count)
    for y in row..<row + kernel.rowCount {
      for x in column..<column + kernel.columns {
        let isInside = y >= 0 && y < rows && x >= 0 && x < columns
        window.append(isInside ? self[y, x] : 0)
      }
    }
    return window
  }

  /// The largest or the mean of windows side by side.
  func pooled(_ pool: FilterPlan.Pool) -> PixelMap {
    let (outRows, outColumns) = (rows / pool.window, columns / pool.window)
    var result: [Double] = []
    for row in 0..<outRows {
      for column in 0..<outColumns {
        var (largest, sum) = (-Double.infinity, 0.0)
        for y in row * pool.window..<(row + 1) * pool.window {
          for x in column * pool.window..<(column + 1) * pool.window {
            largest = max(largest, self[y, x])
            sum += self[y, x]
          }
        }
        result.append(pool.takesLargest ? largest : sum / Double(pool.window * pool.window))
      }
    }
    return PixelMap(columns: outColumns, values: result)
  }
}
