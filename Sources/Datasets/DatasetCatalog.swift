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
  /// File names: images and labels of both parts.
  let train: (images: String, labels: String)
  let test: (images: String, labels: String)

  /// D.
  public var featureCount: Int { imageShape.reduce(1, *) }
  /// K.
  public var classCount: Int { classNames.count }

  init(
    name: String, title: String, imageShape: [Int], classNames: [String], mean: Double,
    deviation: Double, trainCount: Int, testCount: Int
  ) {
    self.name = name
    self.title = title
    self.imageShape = imageShape
    self.classNames = classNames
    self.mean = mean
    self.deviation = deviation
    self.trainCount = trainCount
    self.testCount = testCount
    train = ("\(name)-train-images-idx3-ubyte.gz", "\(name)-train-labels-idx1-ubyte.gz")
    test = ("\(name)-test-images-idx3-ubyte.gz", "\(name)-test-labels-idx1-ubyte.gz")
  }

  public static func == (first: DatasetDescription, second: DatasetDescription) -> Bool {
    first.name == second.name
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
  }
}

/// The data sets that lessons can name. Sources and licenses: `Assets/README.md`.
public enum DatasetCatalog {
  public static let all: [DatasetDescription] = [mnist, fashion]

  public static func named(_ name: String) -> DatasetDescription? {
    all.first { $0.name == name }
  }

  static let mnist = DatasetDescription(
    name: "mnist", title: "MNIST: handwritten digits", imageShape: [28, 28, 1],
    classNames: (0...9).map { "\($0)" }, mean: 0.1307, deviation: 0.3081, trainCount: 12_000,
    testCount: 2_000)

  static let fashion = DatasetDescription(
    name: "fashion", title: "Fashion-MNIST: pictures of clothes", imageShape: [28, 28, 1],
    classNames: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ],
    mean: 0.2860, deviation: 0.3530, trainCount: 6_000, testCount: 1_000)
}
