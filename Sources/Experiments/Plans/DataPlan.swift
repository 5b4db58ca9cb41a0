public import Datasets

/// Which data an experiment trains on.
public struct DataPlan: Hashable, Sendable {
  /// A name of `Datasets`' catalog, such as "mnist".
  public var kind: String
  public var trainCount: Int
  public var testCount: Int
  /// Numbers that the kind is told: `length`, `noise`, …
  public var settings: [String: Double]
  /// Words and paths that the kind is told: `file`, `label`, …
  public var words: [String: String]
  /// What is done to the images of the test.
  public var testChange: ImageChange?
  /// What a person's own files hold, since they were looked at; nil: the kind says it.
  public var looked: DatasetDescription?

  public init(
    kind: String, trainCount: Int, testCount: Int, settings: [String: Double] = [:],
    words: [String: String] = [:], looked: DatasetDescription? = nil
  ) {
    self.kind = kind
    self.trainCount = trainCount
    self.testCount = testCount
    self.settings = settings
    self.words = words
    self.looked = looked
  }

  /// What the examples are called: images, points, sequences or pairs.
  public var noun: String { (try? description())?.form.noun ?? "examples" }

  /// What is known of the data before they are loaded.
  public func description() throws(DataFault) -> DatasetDescription {
    if let looked { return looked }
    return try DatasetCatalog.description(
      of: kind, DataSettings(numbers: settings, words: words))
  }

  /// The data themselves.
  /// - Parameter folder: where the shipped data files are.
  public func load(from folder: String) throws(DataFault) -> TrainingData {
    let data = try DatasetCatalog.load(
      kind, DataSettings(numbers: settings, words: words), from: folder, trainCount: trainCount,
      testCount: testCount)
    guard let testChange, let images = data.test.images else { return data }
    return TrainingData(train: data.train, test: TrainingSet(testChange(images)))
  }
}
