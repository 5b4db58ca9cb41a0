import Arithmetic

/// The same change of every image of a set: a turn around its middle, then a move. What comes in from
/// outside is as the nearest pixel at the edge.
public struct ImageChange: Hashable, Sendable {
  /// Clockwise.
  public var degrees: Double
  /// Whole pixels.
  public var right, down: Int

  public init(degrees: Double = 0, right: Int = 0, down: Int = 0) {
    self.degrees = degrees
    self.right = right
    self.down = down
  }

  public func callAsFunction(_ images: LabeledImages) -> LabeledImages {
    guard self != ImageChange() else { return images }
    let shape = images.imageShape
    return images.mapped { pixels in
      var canvas = ImageCanvas(
        height: shape[1], width: shape[2], channels: shape[0], scalars: pixels, fill: 0,
        repeatsEdge: true)
      if degrees != 0 { canvas.transform(radians: degrees * .pi / 180, scale: 1, shear: 0) }
      if right != 0 || down != 0 { canvas.move(down: down, across: right) }
      return canvas.scalars
    }
  }
}
