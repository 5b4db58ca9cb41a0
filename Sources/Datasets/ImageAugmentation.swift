public import Tensors

/// A random change of images that should keep their class. Each image of a batch gets its own.
public enum ImageAugmentation: Hashable, Sendable {
  /// Moves by up to `maximum` pixels each way: padding and a random crop.
  case shift(maximum: Int)
  /// Mirrors left and right, or top and bottom, with a probability.
  case flip(FlipDirection, probability: Double)
  /// x ↦ m + (c·(g + s·(x − g)) − c·m) + b with g the pixel's gray value and m the image's mean:
  /// b within ±brightness, contrast c and saturation s within 1 ± theirs.
  case colorJitter(brightness: Double, contrast: Double, saturation: Double)
  /// A Gaussian with σ of up to `maximumDeviation` pixels; the edge goes on outside.
  case blur(maximumDeviation: Double)
  /// Turns by up to `degrees`, scales by 1 ± `scale` and shears by up to `shear` (pixels a pixel)
  /// around the middle, bilinear.
  case affine(degrees: Double, scale: Double, shear: Double)
  /// Fills a square of `side` pixels around a random place; it may reach over the edge.
  case cutout(side: Int)

  /// The changed images.
  /// - Parameter fill: the value of pixels from outside; 0 is the mean of standardized images.
  /// - Shape: images [N, C, H, W] → [N, C, H, W]
  /// - Precondition: no extent is negative; probability within 0…1, scale below 1.
  public func callAsFunction(
    _ images: Tensor, fill: Float = 0, using stream: inout RandomStream
  ) -> Tensor {
    precondition(images.rank == 4, "ImageAugmentation: shape \(images.shape) isn't [N, C, H, W]")
    precondition(isValid, "ImageAugmentation: \(self)")
    let size = images.shape[1] * images.shape[2] * images.shape[3]
    var scalars = images.scalars
    for image in 0..<images.shape[0] where size > 0 {
      let range = image * size..<(image + 1) * size
      var canvas = ImageCanvas(
        height: images.shape[2], width: images.shape[3], channels: images.shape[1],
        scalars: Array(scalars[range]), fill: fill)
      change(&canvas, using: &stream)
      scalars.replaceSubrange(range, with: canvas.scalars)
    }
    return Tensor(shape: images.shape, scalars: scalars)
  }

  private var isValid: Bool {
    switch self {
    case .shift(let maximum): maximum >= 0
    case .flip(_, let probability): (0...1).contains(probability)
    case .colorJitter(let brightness, let contrast, let saturation):
      [brightness, contrast, saturation].allSatisfy { $0 >= 0 && $0.isFinite }
    case .blur(let deviation): deviation >= 0 && deviation.isFinite
    case .affine(let degrees, let scale, let shear):
      degrees.isFinite && degrees >= 0 && (0..<1).contains(scale) && shear >= 0 && shear.isFinite
    case .cutout(let side): side >= 0
    }
  }

  private func change(_ canvas: inout ImageCanvas, using stream: inout RandomStream) {
    func draw(_ extent: Double) -> Double { extent * (2 * stream.nextUniform() - 1) }
    switch self {
    case .shift(let maximum):
      let down = stream.next(below: 2 * maximum + 1) - maximum
      let across = stream.next(below: 2 * maximum + 1) - maximum
      canvas.move(down: down, across: across)
    case .flip(let direction, let probability):
      if stream.nextUniform() < probability { canvas.mirror(direction) }
    case .colorJitter(let brightness, let contrast, let saturation):
      canvas.adjust(
        brightness: Float(draw(brightness)), contrast: Float(1 + draw(contrast)),
        saturation: Float(1 + draw(saturation)))
    case .blur(let maximum):
      canvas.blur(deviation: maximum * stream.nextUniform())
    case .affine(let degrees, let scale, let shear):
      canvas.transform(
        radians: draw(degrees) * .pi / 180, scale: 1 + draw(scale), shear: draw(shear))
    case .cutout(let side):
      canvas.cut(
        side: side, row: stream.next(below: canvas.height), column: stream.next(below: canvas.width)
      )
    }
  }
}

/// What changes places in a mirrored image.
public enum FlipDirection: Hashable, Sendable {
  /// Left and right.
  case horizontal
  /// Top and bottom.
  case vertical
}

extension TrainingSet {
  /// The examples at `indices`, images changed by each of `augmentations` in turn.
  ///
  /// What an image becomes depends on seed and step only, so that training that goes back to a step
  /// sees the same images again. Other examples stay as they are.
  public func batch(
    _ indices: [Int], augmentations: [ImageAugmentation], seed: Seed, step: Int
  ) -> (x: Tensor, labels: [Int]) {
    var batch = batch(indices)
    guard !augmentations.isEmpty, images != nil else { return batch }
    var stream = seed.stream("augmentation/step \(step)")
    for augmentation in augmentations { batch.x = augmentation(batch.x, using: &stream) }
    return batch
  }
}
