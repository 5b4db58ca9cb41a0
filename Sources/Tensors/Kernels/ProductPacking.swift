/// What a matrix product copies before it multiplies. The choice depends on the shape alone, so the
/// same product always takes the same way.
package struct ProductPacking {
  /// Whether each panel of B is copied to one place: [step][two vectors].
  package var packsRight: Bool
  /// Steps of the inner axis per block; the panel of one block stays in the first cache.
  package var blockSteps: Int

  package init(packsRight: Bool, blockSteps: Int) {
    self.packsRight = packsRight
    self.blockSteps = blockSteps
  }
}

extension ProductPacking {
  /// 256 steps of a panel are 16 KiB with AVX2, half of the first cache.
  private static let longestBlock = 256

  /// The plan for one shape: B is packed where vectors can't read it in place, and where its panels
  /// don't stay in the first cache from one tile of rows to the next (long columns of a wide matrix
  /// fall into few cache sets). Packing A as well was measured and gains nothing below 512³.
  init(_ shape: MatrixProductShape) {
    let blocks = max(1, (shape.inner + Self.longestBlock - 1) / Self.longestBlock)
    let cannotReadInPlace = shape.transposeB || shape.columns < laneCount
    let isReadOften = shape.rows >= 32 && shape.inner * shape.columns > 10_000
    self.init(
      packsRight: cannotReadInPlace || isReadOften,
      blockSteps: max(1, (shape.inner + blocks - 1) / blocks))
  }
}
