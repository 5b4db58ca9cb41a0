public import Tensors

/// What a lesson trains on and what it is tested on.
public struct TrainingData: Equatable, Sendable {
  public let train: TrainingSet
  public let test: TrainingSet

  public init(train: TrainingSet, test: TrainingSet) {
    self.train = train
    self.test = test
  }

  public init(train: LabeledImages, test: LabeledImages) {
    self.init(train: TrainingSet(train), test: TrainingSet(test))
  }
}

/// Examples with what is to be said of them, whatever they are: images, points or sequences.
public struct TrainingSet: Equatable, Sendable {
  public enum Content: Equatable, Sendable {
    case images(LabeledImages)
    case points(LabeledPoints)
    case sequences(TokenSequences)
  }

  public let content: Content

  public init(_ images: LabeledImages) { content = .images(images) }
  public init(_ points: LabeledPoints) { content = .points(points) }
  public init(_ sequences: TokenSequences) { content = .sequences(sequences) }

  public var count: Int {
    switch content {
    case .images(let images): images.count
    case .points(let points): points.count
    case .sequences(let sequences): sequences.count
    }
  }

  /// Of one example as a network takes it: images [C, H, W], points [D], pairs of sequences
  /// [S + T], single ones [T].
  public var inputShape: [Int] {
    switch content {
    case .images(let images): images.imageShape
    case .points(let points): [points.dimensions]
    case .sequences(let sequences): [sequences.inputSteps]
    }
  }

  /// The numbers of one example.
  public var featureCount: Int { Tensor.count(of: inputShape) }

  /// About what the examples take in memory.
  public var byteCount: Int {
    switch content {
    case .images(let images): images.byteCount
    case .points(let points): 4 * points.points.count + 8 * points.count
    case .sequences(let sequences):
      4 * sequences.count * (sequences.inputSteps + sequences.targetSteps)
    }
  }

  /// K; for sequences the tokens of the targets.
  public var classCount: Int { classNames.count }

  /// The K classes; for sequences the words or characters of the targets.
  public var classNames: [String] {
    switch content {
    case .images(let images): images.classNames
    case .points(let points): points.classNames
    case .sequences(let sequences): sequences.targetVocabulary.tokens
    }
  }

  /// 1, or T for sequences.
  public var targetsPerExample: Int {
    if case .sequences(let sequences) = content { sequences.targetSteps } else { 1 }
  }

  /// The targets of all examples, one after the other; −1 isn't counted.
  public var labels: [Int] {
    switch content {
    case .images(let images): images.labels
    case .points(let points): points.labels
    case .sequences(let sequences): sequences.batch(Array(0..<sequences.count)).labels
    }
  }

  /// The examples at `indices`, in their order.
  /// - Shape: B indices → x [B] + `inputShape`, B·`targetsPerExample` labels, example after example
  /// - Precondition: every index within 0..<`count`.
  public func batch(_ indices: [Int]) -> (x: Tensor, labels: [Int]) {
    switch content {
    case .images(let images):
      let batch = images.batch(indices)
      return (batch.images.reshaped([indices.count] + images.imageShape), batch.labels)
    case .points(let points): return points.batch(indices)
    case .sequences(let sequences): return sequences.batch(indices)
    }
  }

  /// The pixels of an image, standardized, [C, H, W]; nil where the examples aren't images.
  public func image(_ index: Int) -> Tensor? {
    guard case .images(let images) = content else { return nil }
    return images.batch([index]).images.reshaped(images.imageShape)
  }

  public var images: LabeledImages? {
    if case .images(let images) = content { images } else { nil }
  }

  public var points: LabeledPoints? {
    if case .points(let points) = content { points } else { nil }
  }

  public var sequences: TokenSequences? {
    if case .sequences(let sequences) = content { sequences } else { nil }
  }
}

/// Points of a space with their classes.
public struct LabeledPoints: Equatable, Sendable {
  /// [N, D].
  public let points: Tensor
  /// The class of each point, 0..<K.
  public let labels: [Int]
  public let classNames: [String]
  /// What the D numbers of a point are called.
  public let columnNames: [String]
  /// What the points are standardized by; nil: they are as they were measured.
  public let standardization: Standardization?

  /// - Precondition: as many labels as rows, within the classes; a name for each column, and a mean
  ///   and a deviation where there are any.
  public init(
    points: Tensor, labels: [Int], classNames: [String], columnNames: [String],
    standardization: Standardization? = nil
  ) {
    precondition(
      points.rank == 2 && points.shape == [labels.count, columnNames.count]
        && labels.allSatisfy(classNames.indices.contains)
        && standardization.map { $0.means.count == columnNames.count } ?? true,
      "LabeledPoints: \(points.shape) for \(labels.count) labels of \(classNames.count) classes, "
        + "\(columnNames.count) columns")
    self.points = points
    self.labels = labels
    self.classNames = classNames
    self.columnNames = columnNames
    self.standardization = standardization
  }

  /// The numbers of a column in the data's own units.
  public func measured(column: Int) -> [Double] {
    let numbers = stride(from: column, to: points.count, by: dimensions).map {
      Double(points.scalars[$0])
    }
    guard let standardization else { return numbers }
    return numbers.map { standardization.undone($0, feature: column) }
  }

  /// Points in the data's own units as a network takes them.
  /// - Shape: D columns of N numbers → [N, D]
  public func standardized(_ columns: [[Double]]) -> Tensor {
    let units = Array(repeating: 1.0, count: dimensions)
    return
      (standardization ?? Standardization(means: units.map { _ in 0 }, deviations: units))(columns)
  }

  public var count: Int { labels.count }
  /// D.
  public var dimensions: Int { points.shape[1] }

  /// - Shape: B indices → x [B, D], B labels
  /// - Precondition: every index within 0..<N.
  public func batch(_ indices: [Int]) -> (x: Tensor, labels: [Int]) {
    var scalars = [Float]()
    scalars.reserveCapacity(indices.count * dimensions)
    for index in indices {
      precondition(index >= 0 && index < count, "batch: index \(index) of \(count) points")
      scalars += points.scalars[index * dimensions..<(index + 1) * dimensions]
    }
    return (
      Tensor(shape: [indices.count, dimensions], scalars: scalars), indices.map { labels[$0] }
    )
  }
}
