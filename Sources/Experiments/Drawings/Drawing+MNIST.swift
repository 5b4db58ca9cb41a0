/// A drawing as an image of MNIST.
extension Drawing {
  /// Pixels across an image of MNIST, and across the box that its digit fills.
  static let imageSide = 28
  private static let boxSide = 20.0
  /// Samples across a pixel, whose mean it is.
  private static let fineness = 4

  /// The pixels from 0 to 1 as the makers of MNIST fitted them: the digit fills a box of 20×20
  /// pixels in its longer direction, its edges are gray since each pixel is the mean of what lies in
  /// it, and its center of mass comes into the middle of 28×28 pixels, to the nearest pixel.
  /// All are 0 for a drawing without a stroke.
  /// - Shape: 28 rows of 28
  /// - Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits".
  public func fitted() -> [[Double]] {
    guard let box else { return Self.empty }
    let longer = max(box.width, box.height)
    // Where the pen's soft edge is left out, the digit is as wide as the box.
    let scale = Self.boxSide / longer
    let origin = Point(
      x: box.x + box.width / 2 - Self.boxSide / 2 / scale,
      y: box.y + box.height / 2 - Self.boxSide / 2 / scale)
    return centered(image(scale: scale, origin: origin, side: Int(Self.boxSide)))
  }

  /// The pixels from 0 to 1 as they were drawn, neither scaled nor moved.
  /// - Shape: 28 rows of 28
  public func unfitted() -> [[Double]] {
    image(
      scale: Double(Self.imageSide) / Drawing.side, origin: Point(x: 0, y: 0),
      side: Self.imageSide)
  }

  private static let empty = [[Double]](
    repeating: [Double](repeating: 0, count: imageSide), count: imageSide)

  /// What the ink covers; nil without any.
  private var box: (x: Double, y: Double, width: Double, height: Double)? {
    let points = strokes.joined()
    guard let left = points.map(\.x).min(), let right = points.map(\.x).max(),
      let top = points.map(\.y).min(), let bottom = points.map(\.y).max()
    else { return nil }
    return (
      left - thickness / 2, top - thickness / 2, right - left + thickness,
      bottom - top + thickness
    )
  }

  /// A part of the sheet, each pixel the mean of finer ones.
  private func image(scale: Double, origin: Point, side: Int) -> [[Double]] {
    let fine = Self.fineness
    let samples = ink(
      columns: side * fine, rows: side * fine, scale: scale * Double(fine), origin: origin)
    return (0..<side).map { row in
      (0..<side).map { column in
        var sum = 0.0
        for y in row * fine..<(row + 1) * fine {
          for x in column * fine..<(column + 1) * fine { sum += samples[y][x] }
        }
        return sum / Double(fine * fine)
      }
    }
  }

  /// A smaller image in the middle of 28×28 by its center of mass; what would lie outside is cut.
  private func centered(_ image: [[Double]]) -> [[Double]] {
    var (mass, x, y) = (0.0, 0.0, 0.0)
    for (row, line) in image.enumerated() {
      for (column, ink) in line.enumerated() {
        mass += ink
        x += ink * (Double(column) + 0.5)
        y += ink * (Double(row) + 0.5)
      }
    }
    guard mass > 0 else { return Self.empty }
    let middle = Double(Self.imageSide) / 2
    let right = Int((middle - x / mass).rounded())
    let down = Int((middle - y / mass).rounded())
    var result = Self.empty
    for (row, line) in image.enumerated() {
      for (column, ink) in line.enumerated() {
        let (newRow, newColumn) = (row + down, column + right)
        guard result.indices.contains(newRow), result.indices.contains(newColumn) else { continue }
        result[newRow][newColumn] = ink
      }
    }
    return result
  }
}
