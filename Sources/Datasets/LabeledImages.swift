internal import Arithmetic
public import Tensors

/// Images with their classes, ready for training.
public struct LabeledImages: Equatable, Sendable {
  private let pixels: Pixels
  /// The class of each image, 0..<K.
  public let labels: [Int]
  /// [C, H, W]; the pixels of a channel lie together.
  public let imageShape: [Int]
  /// The K classes.
  public let classNames: [String]
  /// What pixels are standardized by where black is 0 and white is 1.
  private let mean, deviation: Double

  /// - Parameters:
  ///   - images: standardized pixels, [N, D].
  ///   - mean, deviation: what they are standardized by where black is 0 and white is 1.
  /// - Precondition: as many labels as rows, D = C·H·W, labels within the classes.
  public init(
    images: Tensor, mean: Double = 0, deviation: Double = 1, labels: [Int], imageShape: [Int],
    classNames: [String]
  ) {
    precondition(
      images.shape == [labels.count, Tensor.count(of: imageShape)],
      "LabeledImages: images \(images.shape) for \(labels.count) labels of \(imageShape)")
    self.init(
      pixels: .scalars(images.scalars), mean: mean, deviation: deviation, labels: labels,
      imageShape: imageShape, classNames: classNames)
  }

  /// Pixels b of 0…255, standardized to (b/255 − mean) / deviation when they are taken.
  /// - Parameter white: the byte of a white pixel.
  /// - Precondition: as `init(images:…)`, with N·D bytes.
  public init(
    bytes: [UInt8], mean: Double, deviation: Double, white: Int = 255, labels: [Int],
    imageShape: [Int], classNames: [String]
  ) {
    precondition(
      bytes.count == labels.count * Tensor.count(of: imageShape),
      "LabeledImages: \(bytes.count) bytes for \(labels.count) images of \(imageShape)")
    self.init(
      pixels: .bytes(
        bytes, scale: Float(1 / (255 * deviation)), offset: Float(-mean / deviation)),
      mean: mean * 255 / Double(white), deviation: deviation * 255 / Double(white),
      labels: labels, imageShape: imageShape, classNames: classNames)
  }

  private init(
    pixels: Pixels, mean: Double, deviation: Double, labels: [Int], imageShape: [Int],
    classNames: [String]
  ) {
    precondition(labels.allSatisfy(classNames.indices.contains), "LabeledImages: label outside")
    self.pixels = pixels
    self.mean = mean
    self.deviation = deviation
    self.labels = labels
    self.imageShape = imageShape
    self.classNames = classNames
  }

  public var count: Int { labels.count }
  /// D = C·H·W.
  public var featureCount: Int { Tensor.count(of: imageShape) }
  /// K.
  public var classCount: Int { classNames.count }

  /// How bright a standardized pixel is: 0 is black, 1 is white.
  public func brightness(_ x: Float) -> Double { mean + deviation * Double(x) }
  /// A pixel as networks take it: 0 is black, 1 is white.
  public func standardized(_ brightness: Double) -> Float {
    Float((brightness - mean) / deviation)
  }

  /// Of pixels and labels in memory.
  var byteCount: Int { pixels.byteCount + 8 * count }

  /// All images, standardized, [N, D].
  public var images: Tensor { batch(Array(labels.indices)).images }

  /// The images and classes at `indices`, in their order.
  /// - Shape: B indices → images [B, D]
  /// - Precondition: every index within 0..<N.
  public func batch(_ indices: [Int]) -> (images: Tensor, labels: [Int]) {
    let width = featureCount
    let scalars = [Float](capacity: indices.count * width) { buffer, filled in
      for (row, index) in indices.enumerated() {
        precondition(index >= 0 && index < count, "batch: index \(index) of \(count) images")
        let target = UnsafeMutableBufferPointer(rebasing: buffer[row * width..<(row + 1) * width])
        pixels.copy(index * width..<(index + 1) * width, to: target)
      }
      filled = indices.count * width
    }
    let batchLabels = indices.map { labels[$0] }
    return (Tensor(shape: [indices.count, width], scalars: scalars), batchLabels)
  }
}

extension LabeledImages {
  /// Each image changed by itself; what was made of bytes still is, to the nearest of them.
  /// - Parameter change: of the pixels [C, H, W] of one image; it gives as many.
  func mapped(_ change: ([Float]) -> [Float]) -> LabeledImages {
    LabeledImages(
      pixels: pixels.mapped(imageSize: featureCount, change), mean: mean, deviation: deviation,
      labels: labels, imageShape: imageShape, classNames: classNames)
  }
}

/// The bytes that pixels are made of, for those who store them.
extension LabeledImages {
  /// Pixels are (b/255 − mean)/deviation of their bytes b; nil where they aren't made of bytes.
  package var standardization: (mean: Double, deviation: Double)? {
    guard case .bytes(_, let scale, let offset) = pixels else { return nil }
    let deviation = (1 / (255 * Double(scale))).roundedToSixDigits
    return ((-Double(offset) * deviation).roundedToSixDigits, deviation)
  }

  /// The bytes of the images at `indices`, one image after the other; nil where there are none.
  package func bytes(_ indices: [Int]) -> [UInt8]? {
    guard case .bytes(let bytes, _, _) = pixels else { return nil }
    return indices.flatMap { bytes[$0 * featureCount..<($0 + 1) * featureCount] }
  }
}

extension Double {
  /// As they were given, before single precision changed the digits after the seventh.
  fileprivate var roundedToSixDigits: Double {
    guard isFinite, self != 0 else { return self }
    let unit = 10.0.pow(5 - magnitude.log10().rounded(.down))
    return (self * unit).rounded() / unit
  }
}

/// The pixels of a set. Bytes stay bytes until a batch is made of them: a batch then reads a quarter
/// of the memory, and a whole set fits into the processor's cache.
private enum Pixels: Equatable, Sendable {
  case scalars([Float])
  case bytes([UInt8], scale: Float, offset: Float)

  var byteCount: Int {
    switch self {
    case .scalars(let scalars): 4 * scalars.count
    case .bytes(let bytes, _, _): bytes.count
    }
  }

  func mapped(imageSize size: Int, _ change: ([Float]) -> [Float]) -> Pixels {
    switch self {
    case .scalars(let scalars):
      let starts = stride(from: 0, to: scalars.count, by: max(size, 1))
      return .scalars(starts.flatMap { change(Array(scalars[$0..<$0 + size])) })
    case .bytes(let bytes, let scale, let offset):
      let starts = stride(from: 0, to: bytes.count, by: max(size, 1))
      let changed = starts.flatMap { start in
        change(bytes[start..<start + size].map(Float.init)).map { pixel in
          UInt8(min(max(pixel.rounded(), 0), 255))
        }
      }
      return .bytes(changed, scale: scale, offset: offset)
    }
  }

  /// Writes the standardized pixels at `range` into uninitialized memory of the same length.
  func copy(_ range: Range<Int>, to target: UnsafeMutableBufferPointer<Float>) {
    switch self {
    case .scalars(let scalars):
      _ = target.initialize(from: scalars[range])
    case .bytes(let bytes, let scale, let offset):
      bytes.withUnsafeBufferPointer { bytes in
        let source = UnsafeBufferPointer(rebasing: bytes[range])
        // x = offset + scale·b
        for place in source.indices {
          target.initializeElement(at: place, to: offset + scale * Float(source[place]))
        }
      }
    }
  }
}
