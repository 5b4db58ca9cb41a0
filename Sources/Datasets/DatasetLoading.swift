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
    _ files: ImageFiles, from folder: String, count: Int?
  ) throws(DataFault) -> LabeledImages {
    let imagePath = "\(folder)/\(files.images)"
    let labelPath = "\(folder)/\(files.labels)"
    let part = try part(files, count: count, path: imagePath)
    let labels = try IDXFile(path: labelPath, records: part.end)
    let pixels = try pixels(files, imagePath, labels, labelPath, end: part.end)
    guard labels.shape[0] >= part.asked else {
      let fact = DataFault.Fact.tooFewRecords(found: labels.shape[0], asked: part.asked)
      throw DataFault(path: imagePath, fact: fact)
    }
    // (b/255 − mean·s) / (deviation·s) is (b/brightest − mean) / deviation for s = brightest/255.
    let scale = Double(brightest) / 255
    return LabeledImages(
      bytes: Array(pixels.dropFirst(part.start * featureCount)), mean: mean * scale,
      deviation: deviation * scale, labels: labels.bytes.dropFirst(part.start).map(Int.init),
      imageShape: imageShape, classNames: classNames)
  }

  /// The records to keep start at `start` and end before `end` (nil: with the file), and there must
  /// be `asked` of them in the file.
  private func part(
    _ files: ImageFiles, count: Int?, path: String
  ) throws(DataFault) -> (start: Int, end: Int?, asked: Int) {
    guard let records = files.records else { return (0, count, count ?? 0) }
    if let count, count > records.count {
      throw DataFault(path: path, fact: .tooFewRecords(found: records.count, asked: count))
    }
    let end = count.map { records.lowerBound + $0 } ?? records.upperBound
    return (records.lowerBound, end, end)
  }

  /// The bytes of the images before `end`, after all that can be wrong is checked.
  private func pixels(
    _ files: ImageFiles, _ imagePath: String, _ labels: IDXFile, _ labelPath: String, end: Int?
  ) throws(DataFault) -> [UInt8] {
    switch files.format {
    case .idx:
      let images = try IDXFile(path: imagePath, records: end)
      try check(images, imagePath)
      try check(labels, labelPath, against: images.shape[0], imagePath)
      return images.bytes
    case .tiles:
      let picture = try PNGPicture(path: imagePath)
      let (size, perRow) = (imageShape[0], 40)
      guard picture.channels == imageShape[2] else {
        let found = [picture.height, picture.width, picture.channels]
        let fact = DataFault.Fact.wrongShape(found: found, expected: "[H, W, \(imageShape[2])]")
        throw DataFault(path: imagePath, fact: fact)
      }
      guard picture.width == size * perRow, picture.height % size == 0 else {
        let fact = DataFault.Fact.notTiles(
          width: picture.width, height: picture.height, tile: size, perRow: perRow)
        throw DataFault(path: imagePath, fact: fact)
      }
      try check(labels, labelPath, against: nil, imagePath)
      let tiles = picture.height / size * perRow
      guard labels.shape[0] <= tiles else {
        let fact = DataFault.Fact.tooFewTiles(
          found: tiles, labels: labels.shape[0], labelFile: labelPath)
        throw DataFault(path: imagePath, fact: fact)
      }
      return picture.tiles(size: size, perRow: perRow, count: labels.shape[0])
    }
  }

  private func check(_ images: IDXFile, _ path: String) throws(DataFault) {
    let (height, width) = (imageShape[0], imageShape[1])
    guard images.shape.dropFirst() == [height, width] else {
      let fact = DataFault.Fact.wrongShape(
        found: images.shape, expected: "[N, \(height), \(width)]")
      throw DataFault(path: path, fact: fact)
    }
  }

  private func check(
    _ labels: IDXFile, _ path: String, against imageCount: Int?, _ imagePath: String
  ) throws(DataFault) {
    guard labels.shape.count == 1 else {
      throw DataFault(path: path, fact: .wrongShape(found: labels.shape, expected: "[N]"))
    }
    if let imageCount, imageCount != labels.shape[0] {
      let fact = DataFault.Fact.countsDiffer(
        images: imageCount, labels: labels.shape[0], labelFile: path)
      throw DataFault(path: imagePath, fact: fact)
    }
    guard let record = labels.bytes.firstIndex(where: { $0 >= classCount }) else { return }
    let fact = DataFault.Fact.label(
      Int(labels.bytes[record]), record: record, classCount: classCount)
    throw DataFault(path: path, fact: fact)
  }
}
