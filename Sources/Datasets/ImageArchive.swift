/// Images with classes in shipped files, and how they are standardized.
struct ImageArchive: Sendable {
  let name: String
  let title: String
  /// [C, H, W].
  let imageShape: [Int]
  let classNames: [String]
  /// Mean and standard deviation of the pixels, on the scale 0…1, of the whole original set.
  let mean: Double
  let deviation: Double
  /// Records in the files.
  let trainCount: Int
  let testCount: Int
  let train: ImageFiles
  let test: ImageFiles
  /// The byte of a pixel that is 1 on the scale 0…1.
  var brightest = 255

  static let all = [mnist, fashion, digits8x8, clothing, signs]

  static let mnist = ImageArchive(
    name: "mnist", title: "MNIST: handwritten digits", imageShape: [1, 28, 28],
    classNames: (0...9).map { "\($0)" }, mean: 0.1307, deviation: 0.3081, trainCount: 12_000,
    testCount: 2_000, train: .idx("mnist-train"), test: .idx("mnist-test"))

  static let fashion = ImageArchive(
    name: "fashion", title: "Fashion-MNIST: pictures of clothes", imageShape: [1, 28, 28],
    classNames: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ],
    mean: 0.2860, deviation: 0.3530, trainCount: 6_000, testCount: 1_000,
    train: .idx("fashion-train"), test: .idx("fashion-test"))

  /// The file isn't divided: the last fifth is the test. Mean and deviation of the whole file.
  static let digits8x8 = ImageArchive(
    name: "digits8x8", title: "UCI digits: handwritten, 8×8", imageShape: [1, 8, 8],
    classNames: (0...9).map { "\($0)" }, mean: 0.30526, deviation: 0.37605, trainCount: 1_437,
    testCount: 360, train: .idx("digits8x8", records: 0..<1_437),
    test: .idx("digits8x8", records: 1_437..<1_797), brightest: 16)

  /// Mean and deviation of the training file, all channels together.
  static let clothing = ImageArchive(
    name: "clothing", title: "Photographs of clothes", imageShape: [3, 32, 32],
    classNames: [
      "dress", "hat", "longsleeve", "outwear", "pants", "shirt", "shoes", "shorts", "skirt",
      "t-shirt",
    ],
    mean: 0.48385, deviation: 0.23985, trainCount: 2_019, testCount: 372,
    train: .tiles("clothing32-train"), test: .tiles("clothing32-test"))

  /// Mean and deviation of the training file, all channels together.
  static let signs = ImageArchive(
    name: "signs", title: "Photographs of digits in sign language", imageShape: [3, 32, 32],
    classNames: (0...9).map { "\($0)" }, mean: 0.64797, deviation: 0.16097, trainCount: 1_000,
    testCount: 300, train: .tiles("signdigits32-train"), test: .tiles("signdigits32-test"))
}

extension ImageArchive {
  var description: DatasetDescription {
    DatasetDescription(
      name: name, title: title,
      form: .images(channels: imageShape[0], height: imageShape[1], width: imageShape[2]),
      classNames: classNames, counts: (trainCount, testCount))
  }

  var kind: DatasetKind {
    DatasetKind(
      name: name, title: title,
      describe: { _ throws(DataFault) in description },
      load: { settled throws(DataFault) in
        TrainingData(
          train: try load(train, from: settled.folder, count: settled.trainCount),
          test: try load(test, from: settled.folder, count: settled.testCount))
      })
  }

  /// The first `count` records of a part, pixels standardized by the whole set's mean and deviation.
  private func load(
    _ files: ImageFiles, from folder: String, count: Int
  ) throws(DataFault) -> LabeledImages {
    let (imagePath, labelPath) = ("\(folder)/\(files.images)", "\(folder)/\(files.labels)")
    let part = files.records ?? 0..<Int.max
    guard count <= part.count else {
      let fact = DataFault.Fact.tooFewRecords(found: part.count, asked: count)
      throw DataFault(path: imagePath, fact: fact)
    }
    let end = part.lowerBound + count
    let records = try ImageRecords(
      images: imagePath, labels: labelPath, format: files.format, end: end)
    guard records.labels.count >= end else {
      let fact = DataFault.Fact.tooFewRecords(found: records.labels.count, asked: end)
      throw DataFault(path: imagePath, fact: fact)
    }
    try records.checkShape(imageShape)
    try records.checkLabels(classCount: classNames.count)
    let start = part.lowerBound
    return images(
      Array(records.pixels.dropFirst(start * imageShape.reduce(1, *))),
      labels: Array(records.labels.dropFirst(start)))
  }

  /// What is known of the images without any.
  var format: LabeledImages { images([], labels: []) }

  private func images(_ bytes: [UInt8], labels: [Int]) -> LabeledImages {
    // (b/255 − mean·s) / (deviation·s) is (b/brightest − mean) / deviation for s = brightest/255.
    let scale = Double(brightest) / 255
    return LabeledImages(
      bytes: bytes, mean: mean * scale, deviation: deviation * scale, white: brightest,
      labels: labels, imageShape: imageShape, classNames: classNames)
  }
}

/// Where the images of a part of a data set lie; the labels are an IDX file of N bytes.
struct ImageFiles: Hashable, Sendable {
  var images: String
  var labels: String
  var format: ImageRecords.Format
  /// The records of the files that belong to this part; nil: all of them.
  var records: Range<Int>?

  static func idx(_ stem: String, records: Range<Int>? = nil) -> ImageFiles {
    ImageFiles(
      images: "\(stem)-images-idx3-ubyte.gz", labels: "\(stem)-labels-idx1-ubyte.gz",
      format: .idx, records: records)
  }

  static func tiles(_ stem: String) -> ImageFiles {
    ImageFiles(
      images: "\(stem).png", labels: "\(stem)-labels-idx1-ubyte.gz",
      format: .tiles(size: 32, perRow: 40), records: nil)
  }
}
