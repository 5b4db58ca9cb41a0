/// What a matrix product copies before it multiplies. The choice depends on the shape alone, and no
/// bit of the result on the choice.
package struct ProductPacking {
  /// Whether each panel of B is copied to one place: [step][columns of the panel].
  package var packsRight: Bool
  /// Whether each tile of A is copied to one place: [step][rows of the tile].
  package var packsLeft: Bool
  /// Steps of the inner axis per block; the panel of one block stays in the first cache.
  package var blockSteps: Int

  package init(packsRight: Bool, packsLeft: Bool, blockSteps: Int) {
    self.packsRight = packsRight
    self.packsLeft = packsLeft
    self.blockSteps = blockSteps
  }
}

extension ProductPacking {
  /// 256 steps of a panel are 16 KiB with AVX2, 32 KiB with AVX-512.
  private static let longestBlock = 256

  /// Rows of A that are this many floats apart fall into few sets of the first cache.
  private static let crowdedStride = 512

  /// The plan for one shape: B is packed where vectors can't read it in place, and where its panels
  /// don't stay in the first cache from one tile of rows to the next (long columns of a wide matrix
  /// fall into few cache sets); A where the numbers of a tile are far apart, and read by many panels.
  init(_ shape: MatrixProductShape) {
    let blocks = max(1, (shape.inner + Self.longestBlock - 1) / Self.longestBlock)
    let cannotReadInPlace = shape.transposeB || shape.columns < laneCount
    let isReadOften = shape.rows >= 32 && shape.inner * shape.columns > 10_000
    let isSpread =
      shape.transposeA
      ? shape.rows >= Self.crowdedStride
      : shape.inner >= Self.crowdedStride && shape.inner % Self.crowdedStride == 0
    self.init(
      packsRight: cannotReadInPlace || isReadOften,
      packsLeft: isSpread && shape.columns >= 4 * laneCount,
      blockSteps: max(1, (shape.inner + blocks - 1) / blocks))
  }
}
