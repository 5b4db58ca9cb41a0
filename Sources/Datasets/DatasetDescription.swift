/// The shape of examples, known before any of them is made or read.
public enum DataForm: Hashable, Sendable {
  case images(channels: Int, height: Int, width: Int)
  case points(dimensions: Int)
  /// T tokens, each with a target.
  case sequence(steps: Int, vocabulary: Int)
  /// Sources of S tokens, filled up with `padding` (nil: all have S), and targets of T.
  case pairs(
    sourceSteps: Int, targetSteps: Int, sourceVocabulary: Int, targetVocabulary: Int,
    padding: Int?)

  /// What several examples are called.
  public var noun: String {
    switch self {
    case .images: "images"
    case .points: "points"
    case .sequence: "sequences"
    case .pairs: "pairs"
    }
  }
}

/// What is known of data before they are loaded.
public struct DatasetDescription: Hashable, Sendable {
  /// The kind's name in lesson files.
  public let name: String
  public let title: String
  public let form: DataForm
  /// The K classes; for sequences the tokens of the targets.
  public let classNames: [String]
  /// The examples of each part that are taken where nobody says how many.
  public let trainCount: Int
  public let testCount: Int
  /// The most that there are.
  public let trainLimit: Int
  public let testLimit: Int
  /// What the kind was told.
  public let settings: DataSettings
  /// The parts of an example that have names, such as the year of a date; mostly none.
  public let fieldNames: [String]
  /// What a person should know of files that were looked at, such as columns without effect.
  public let notices: [String]

  /// - Parameter limits: nil: as many as are taken by default.
  init(
    name: String, title: String, form: DataForm, classNames: [String],
    counts: (train: Int, test: Int), limits: (train: Int, test: Int)? = nil,
    settings: DataSettings = DataSettings(), fieldNames: [String] = [], notices: [String] = []
  ) {
    self.name = name
    self.title = title
    self.form = form
    self.classNames = classNames
    trainCount = counts.train
    testCount = counts.test
    trainLimit = limits?.train ?? counts.train
    testLimit = limits?.test ?? counts.test
    self.settings = settings
    self.fieldNames = fieldNames
    self.notices = notices
  }

  /// Whether the examples are images.
  public var isOfImages: Bool {
    if case .images = form { true } else { false }
  }

  /// K.
  public var classCount: Int { classNames.count }

  /// Of one example as a network takes it: images [C, H, W], points [D], sequences [S + T] or [T].
  public var inputShape: [Int] {
    switch form {
    case .images(let channels, let height, let width): [channels, height, width]
    case .points(let dimensions): [dimensions]
    case .sequence(let steps, _): [steps]
    case .pairs(let sourceSteps, let targetSteps, _, _, _): [sourceSteps + targetSteps]
    }
  }

  /// The numbers of one example.
  public var featureCount: Int { inputShape.reduce(1, *) }

  /// 1, or T for sequences.
  public var targetsPerExample: Int {
    switch form {
    case .images, .points: 1
    case .sequence(let steps, _): steps
    case .pairs(_, let targetSteps, _, _, _): targetSteps
    }
  }

  /// The first `trainCount` and `testCount` examples (nil: the default number).
  /// - Parameter folder: where the shipped data files are.
  public func load(
    from folder: String, trainCount: Int? = nil, testCount: Int? = nil
  ) throws(DataFault) -> TrainingData {
    try DatasetCatalog.load(
      name, settings, from: folder, trainCount: trainCount ?? self.trainCount,
      testCount: testCount ?? self.testCount)
  }
}
