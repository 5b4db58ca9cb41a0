/// What a lesson trains on and what it is tested on.
public struct TrainingData: Equatable, Sendable {
  public let train: LabeledImages
  public let test: LabeledImages

  public init(train: LabeledImages, test: LabeledImages) {
    self.train = train
    self.test = test
  }
}

extension DatasetDescription {
  /// The first `trainCount` and `testCount` records (nil: all), pixels standardized by the mean and
  /// deviation of the whole set.
  public func load(
    from folder: String, trainCount: Int? = nil, testCount: Int? = nil
  ) throws(DataFault) -> TrainingData {
    TrainingData(
      train: try load(train, from: folder, count: trainCount),
      test: try load(test, from: folder, count: testCount))
  }

  private func load(
    _ files: (images: String, labels: String), from folder: String, count: Int?
  ) throws(DataFault) -> LabeledImages {
    let imagePath = "\(folder)/\(files.images)"
    let labelPath = "\(folder)/\(files.labels)"
    let images = try IDXFile(path: imagePath, records: count)
    let labels = try IDXFile(path: labelPath, records: count)
    try check(images, imagePath, labels, labelPath)
    if let count, images.shape[0] < count {
      throw DataFault(path: imagePath, fact: .tooFewRecords(found: images.shape[0], asked: count))
    }
    return LabeledImages(
      bytes: images.bytes, mean: mean, deviation: deviation, labels: labels.bytes.map(Int.init),
      imageShape: imageShape, classNames: classNames)
  }

  private func check(
    _ images: IDXFile, _ imagePath: String, _ labels: IDXFile, _ labelPath: String
  ) throws(DataFault) {
    let (height, width) = (imageShape[0], imageShape[1])
    guard images.shape.dropFirst() == [height, width] else {
      let fact = DataFault.Fact.wrongShape(
        found: images.shape, expected: "[N, \(height), \(width)]")
      throw DataFault(path: imagePath, fact: fact)
    }
    guard labels.shape.count == 1 else {
      throw DataFault(path: labelPath, fact: .wrongShape(found: labels.shape, expected: "[N]"))
    }
    guard images.shape[0] == labels.shape[0] else {
      let fact = DataFault.Fact.countsDiffer(
        images: images.shape[0], labels: labels.shape[0], labelFile: labelPath)
      throw DataFault(path: imagePath, fact: fact)
    }
    guard let record = labels.bytes.firstIndex(where: { $0 >= classCount }) else { return }
    let fact = DataFault.Fact.label(
      Int(labels.bytes[record]), record: record, classCount: classCount)
    throw DataFault(path: labelPath, fact: fact)
  }
}
