import Tensors
import Testing

@Suite("Pooling") struct PoolingTests {
  /// Whole vectors of outputs, rests of every kind, odd extents whose last row and column is unseen.
  private static let extents = [
    (2, 2), (4, 4), (6, 10), (8, 8), (24, 24), (5, 7), (3, 33), (32, 32), (2, 18), (7, 40),
  ]

  private func images(_ height: Int, _ width: Int) -> Tensor {
    var stream = Seed(2).stream("images")
    // Few different numbers: many windows have equals.
    return Tensor(
      shape: [2, 3, height, width],
      scalars: (0..<6 * height * width).map { _ in Float(stream.next(below: 5)) - 2 })
  }

  /// Pixels of every window of 2×2, row by row, and the offset of the first.
  private func windows(_ x: Tensor) -> [(pixels: [Float], offset: Int)] {
    let (height, width) = (x.shape[2], x.shape[3])
    return (0..<6).flatMap { plane in
      (0..<height / 2).flatMap { row in
        (0..<width / 2).map { column in
          let offset = (plane * height + 2 * row) * width + 2 * column
          return ([0, 1, width, width + 1].map { x.scalars[offset + $0] }, offset)
        }
      }
    }
  }

  @Test(
    "halving: the largest of each window, its gradient to the first of equals", arguments: extents)
  func largest(height: Int, width: Int) {
    let x = images(height, width)
    let pooling = MaxPooling(x, WindowGeometry(2, stride: 2))
    let windows = windows(x)
    #expect(pooling.output.scalars == windows.compactMap { $0.pixels.max() })
    var stream = Seed(3).stream("slopes")
    let dz = stream.normals(pooling.output.shape)
    var expected = Tensor(zeros: x.shape).scalars
    for (slope, window) in zip(dz.scalars, windows) {
      let best = window.pixels.firstIndex(of: window.pixels.max() ?? 0) ?? 0
      expected[window.offset + best / 2 * width + best % 2] = slope
    }
    #expect(pooling.inputGradient(dz).scalars == expected)
  }

  @Test(
    "halving: the mean of each window, a quarter of its gradient to each pixel", arguments: extents)
  func mean(height: Int, width: Int) {
    let x = images(height, width)
    let pooling = AveragePooling(WindowGeometry(2, stride: 2))
    let (windows, z) = (windows(x), pooling(x))
    #expect(z.scalars == windows.map { $0.pixels.reduce(0, +) / 4 })
    var expected = Tensor(zeros: x.shape).scalars
    for (value, window) in zip(z.scalars, windows) {
      for place in [0, 1, width, width + 1] { expected[window.offset + place] = value / 4 }
    }
    #expect(pooling.inputGradient(inputShape: x.shape, dOutput: z).scalars == expected)
  }

  @Test("the largest of a window with NaN is NaN, wherever it is", arguments: 0..<4)
  func nan(place: Int) {
    var scalars: [Float] = [1, 2, 3, 4]
    scalars[place] = .nan
    let pooling = MaxPooling(
      Tensor(shape: [1, 1, 2, 2], scalars: scalars), WindowGeometry(2, stride: 2))
    #expect(pooling.output.item.isNaN)
    let dx = pooling.inputGradient(Tensor(shape: [1, 1, 1, 1], scalars: [5]))
    #expect(dx.scalars[place] == 5 && dx.sum() == 5)
  }
}
