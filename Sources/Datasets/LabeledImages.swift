public import Tensors

/// Images with their classes, ready for training.
public struct LabeledImages: Equatable, Sendable {
  /// Standardized pixels, [N, D].
  public let images: Tensor
  /// The class of each image, 0..<K.
  public let labels: [Int]
  /// [H, W, C] with D = H·W·C.
  public let imageShape: [Int]
  /// The K classes.
  public let classNames: [String]

  /// - Precondition: as many labels as rows, D = H·W·C, labels within the classes.
  public init(images: Tensor, labels: [Int], imageShape: [Int], classNames: [String]) {
    precondition(
      images.shape == [labels.count, Tensor.count(of: imageShape)],
      "LabeledImages: images \(images.shape) for \(labels.count) labels of \(imageShape)")
    precondition(labels.allSatisfy(classNames.indices.contains), "LabeledImages: label outside")
    self.images = images
    self.labels = labels
    self.imageShape = imageShape
    self.classNames = classNames
  }

  public var count: Int { labels.count }
  /// D.
  public var featureCount: Int { Tensor.count(of: imageShape) }
  /// K.
  public var classCount: Int { classNames.count }

  /// The images and classes at `indices`, in their order.
  /// - Shape: B indices → images [B, D]
  /// - Precondition: every index within 0..<N.
  public func batch(_ indices: [Int]) -> (images: Tensor, labels: [Int]) {
    let width = featureCount
    let source = images.scalars
    let scalars = [Float](unsafeUninitializedCapacity: indices.count * width) { buffer, filled in
      for (row, index) in indices.enumerated() {
        precondition(index >= 0 && index < count, "batch: index \(index) of \(count) images")
        let pixels = UnsafeMutableBufferPointer(rebasing: buffer[row * width..<(row + 1) * width])
        _ = pixels.initialize(from: source[index * width..<(index + 1) * width])
      }
      filled = indices.count * width
    }
    let batchLabels = indices.map { labels[$0] }
    return (Tensor(shape: [indices.count, width], scalars: scalars), batchLabels)
  }
}
