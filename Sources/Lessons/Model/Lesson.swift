public import Experiments

/// One lesson, read from a Markdown file and checked: every name in it refers to something.
public struct Lesson: Sendable, Identifiable {
  public var id: String
  public var title: String
  /// The one question that the lesson answers.
  public var question: String
  /// The letter and title of the part, as in "B. Making gradients flow".
  public var part: String
  /// Its place in the curriculum, from 1.
  public var number: Int
  public var minutes: Int
  public var seeds: Seeds
  /// The data with the lesson's own knob values.
  public var data: DataPlan
  /// What of the data and their augmentation depends on knobs.
  public var dataTemplate = DataTemplate()
  public var model: ModelTemplate
  public var training: TrainingTemplate
  public var arms: [Arm]
  public var knobs: [Knob]
  public var probes: [Probe]
  public var plots: [Plot]
  public var claims: [Claim]
  public var steps: [LessonStep]
  /// Where the file was read.
  public var path: String

  public struct Seeds: Hashable, Sendable {
    public var show: UInt64
    public var verify: [UInt64]

    public init(show: UInt64, verify: [UInt64]) {
      self.show = show
      self.verify = verify
    }
  }

  /// The most arms that a lesson may have.
  public static let armLimit = 12
  /// The most training steps that a run may take.
  public static let stepLimit = 1_000_000

  public func arm(_ id: String) -> Arm? { arms.first { $0.id == id } }
  public func knob(_ name: String) -> Knob? { knobs.first { $0.name == name } }
  public func probe(_ name: String) -> Probe? { probes.first { $0.name == name } }
  public func plot(_ name: String) -> Plot? { plots.first { $0.name == name } }
  public func claim(_ name: String) -> Claim? { claims.first { $0.name == name } }
}

/// One of the networks that race side by side: a name and the knob values that are its own.
public struct Arm: Hashable, Sendable, Identifiable {
  public var id: String
  public var label: String
  /// Knob values that differ from the lesson's.
  public var set: [String: KnobValue]

  public init(id: String, label: String, set: [String: KnobValue] = [:]) {
    self.id = id
    self.label = label
    self.set = set
  }
}

/// Something that the learner turns.
public struct Knob: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// `step` is the distance of neighbouring values on a linear scale (1: whole numbers).
    case number(range: ClosedRange<Double>, isLogarithmic: Bool, step: Double?)
    case choice([String])
    /// Free text of at most so many characters. It is no setting of a network: what probes are
    /// asked about, so a new one restarts nothing.
    case text(limit: Int)
  }

  public var name: String
  public var label: String
  public var kind: Kind
  public var value: KnobValue
  /// Whether it holds free text.
  public var isText: Bool {
    if case .text = kind { true } else { false }
  }
  /// Whether turning it restarts the run even where it could take effect live.
  public var alwaysRestarts: Bool

  public init(
    name: String, label: String, kind: Kind, value: KnobValue, alwaysRestarts: Bool = false
  ) {
    self.name = name
    self.label = label
    self.kind = kind
    self.value = value
    self.alwaysRestarts = alwaysRestarts
  }
}
