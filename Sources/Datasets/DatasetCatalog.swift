/// A data set that lessons can name.
public struct DatasetDescription: Hashable, Sendable {
  /// The name in lesson files.
  public let name: String
  public let title: String
  /// [H, W, C].
  public let imageShape: [Int]
  public let classNames: [String]
  /// Mean and standard deviation of the pixels, on the scale 0…1, of the whole original set.
  public let mean: Double
  public let deviation: Double
  /// Records in the files.
  public let trainCount: Int
  public let testCount: Int
  /// The files of both parts.
  let train: ImageFiles
  let test: ImageFiles
  /// The byte of a pixel that is 1 on the scale 0…1.
  let brightest: Int

  /// D.
  public var featureCount: Int { imageShape.reduce(1, *) }
  /// K.
  public var classCount: Int { classNames.count }

  init(
    name: String, title: String, imageShape: [Int], classNames: [String], mean: Double,
    deviation: Double, trainCount: Int, testCount: Int, train: ImageFiles, test: ImageFiles,
    brightest: Int = 255
  ) {
    self.name = name
    self.title = title
    self.imageShape = imageShape
    self.classNames = classNames
    self.mean = mean
    self.deviation = deviation
    self.trainCount = trainCount
    self.testCount = testCount
    self.train = train
    self.test = test
    self.brightest = brightest
  }

  public static func == (first: DatasetDescription, second: DatasetDescription) -> Bool {
    first.name == second.name
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
  }
}

/// Where the images of a part of a data set lie; the labels are an IDX file of N bytes.
struct ImageFiles: Hashable, Sendable {
  enum Format: Hashable, Sendable {
    /// An IDX file [N, H, W].
    case idx
    /// A PNG file of square tiles, 40 a row; tiles after the last label are black.
    case tiles
  }

  var images: String
  var labels: String
  var format: Format
  /// The records of the files that belong to this part; nil: all of them.
  var records: Range<Int>?

  static func idx(_ stem: String, records: Range<Int>? = nil) -> ImageFiles {
    ImageFiles(
      images: "\(stem)-images-idx3-ubyte.gz", labels: "\(stem)-labels-idx1-ubyte.gz",
      format: .idx, records: records)
  }

  static func tiles(_ stem: String) -> ImageFiles {
    ImageFiles(
      images: "\(stem).png", labels: "\(stem)-labels-idx1-ubyte.gz", format: .tiles, records: nil)
  }
}

/// The data sets that lessons can name. Sources and licenses: `Assets/README.md`.
public enum DatasetCatalog {
  public static let all: [DatasetDescription] = [mnist, fashion, digits8x8, clothing, signs]

  public static func named(_ name: String) -> DatasetDescription? {
    all.first { $0.name == name }
  }

  static let mnist = DatasetDescription(
    name: "mnist", title: "MNIST: handwritten digits", imageShape: [28, 28, 1],
    classNames: (0...9).map { "\($0)" }, mean: 0.1307, deviation: 0.3081, trainCount: 12_000,
    testCount: 2_000, train: .idx("mnist-train"), test: .idx("mnist-test"))

  static let fashion = DatasetDescription(
    name: "fashion", title: "Fashion-MNIST: pictures of clothes", imageShape: [28, 28, 1],
    classNames: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ],
    mean: 0.2860, deviation: 0.3530, trainCount: 6_000, testCount: 1_000,
    train: .idx("fashion-train"), test: .idx("fashion-test"))

  /// The file isn't divided: the last fifth is the test. Mean and deviation of the whole file.
  static let digits8x8 = DatasetDescription(
    name: "digits8x8", title: "UCI digits: handwritten, 8×8", imageShape: [8, 8, 1],
    classNames: (0...9).map { "\($0)" }, mean: 0.30526, deviation: 0.37605, trainCount: 1_437,
    testCount: 360, train: .idx("digits8x8", records: 0..<1_437),
    test: .idx("digits8x8", records: 1_437..<1_797), brightest: 16)

  /// Mean and deviation of the training file, all channels together.
  static let clothing = DatasetDescription(
    name: "clothing", title: "Photographs of clothes", imageShape: [32, 32, 3],
    classNames: [
      "dress", "hat", "longsleeve", "outwear", "pants", "shirt", "shoes", "shorts", "skirt",
      "t-shirt",
    ],
    mean: 0.48385, deviation: 0.23985, trainCount: 2_019, testCount: 372,
    train: .tiles("clothing32-train"), test: .tiles("clothing32-test"))

  /// Mean and deviation of the training file, all channels together.
  static let signs = DatasetDescription(
    name: "signs", title: "Photographs of digits in sign language", imageShape: [32, 32, 3],
    classNames: (0...9).map { "\($0)" }, mean: 0.64797, deviation: 0.16097, trainCount: 1_000,
    testCount: 300, train: .tiles("signdigits32-train"), test: .tiles("signdigits32-test"))
}
