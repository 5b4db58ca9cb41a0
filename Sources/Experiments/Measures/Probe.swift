/// What is measured, under a name.
public struct Probe: Hashable, Sendable {
  public var name: String
  public var measure: Measure
  /// The curve shows the mean of this many steps (1: each step by itself).
  public var smoothing: Int
  /// Measured every so many steps; 1 for what every training step gives for free.
  public var every: Int
  public var label: String
  /// The example that a picture is taken of; nil: the first of the test.
  public var input: Input?
  /// The observed layer that a picture shows, from 1; nil: the first.
  public var layer: Int?
  /// The part of examples that is looked at, where the data have named parts.
  public var field: String?
  /// Batches whose own statistics batch normalization takes; nil: it takes its running averages.
  public var batches: EvaluationBatches?
  /// How many draws of what dropout drops answers are averaged over; nil: nothing is dropped, but for
  /// measures that compare both.
  public var masks: Int?
  /// The variable that is read, from 1; nil: the first.
  public var index: Int?
  /// The formula that is read, by name; nil: the first that fits.
  public var formula: String?
  /// The place along a variable that is read; nil: 0.
  public var at: Double?
  /// The part of the plane that is read; nil: as the measure has it.
  public var area: Area?
  /// How often a lattice halves its spacing; nil: as the measure has it.
  public var levels: Int?
  /// How far a lattice goes to each side; nil: as the measure has it.
  public var extent: Double?
  /// The step whose reading is kept and shown ever after; nil: readings follow the run.
  public var heldStep: Int?
  /// How many examples are shown; nil: as the measure has it.
  public var count: Int?
  /// Whether images are shown as training changes them.
  public var isAugmented = false
  /// Whether derivatives stand beside functions.
  public var hasSlope = false
  /// What is looked at inside a recurrent cell.
  public var gate: RecurrentGate?
  /// How many tokens are shown; nil: as the measure has it.
  public var tokens: Int?
  /// A block of a Transformer and a head of it, from 1; nil: as the measure has it.
  public var block, head: Int?
  /// Words that belong together; empty: as the vocabulary has them.
  public var groups: [WordGroup] = []
  /// How many tokens a hit may be off.
  public var within = 0
  /// How many of the first, most frequent tokens take part; nil: all.
  public var frequent: Int?
  /// What a network goes on from, a word or a row of numbers that is asked about; nil: nothing.
  public var prompt: Text?
  /// How many tokens it writes; nil: as the measure has it.
  public var length: Number?
  /// How flat its probabilities are made; nil: as they are.
  public var temperature: Number?
  /// How many of the likeliest tokens take part; nil: all.
  public var top: Number?

  /// A rectangle of the plane.
  public struct Area: Hashable, Sendable {
    public var x: ClosedRange<Double>
    public var y: ClosedRange<Double>

    public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
      self.x = x
      self.y = y
    }
  }

  /// A number of the lesson, or of one of its knobs.
  public enum Number: Hashable, Sendable {
    case number(Double)
    case knob(String)

    /// nil: the knob has no number.
    func value(_ knobs: [String: KnobValue]) -> Double? {
      switch self {
      case .number(let number): number
      case .knob(let name): if case .number(let number)? = knobs[name] { number } else { nil }
      }
    }
  }

  /// A text of the lesson, or of one of its knobs.
  public enum Text: Hashable, Sendable {
    case text(String)
    case knob(String)

    /// nil: the knob has no text.
    func value(_ knobs: [String: KnobValue]) -> String? {
      switch self {
      case .text(let text): text
      case .knob(let name): if case .word(let text)? = knobs[name] { text } else { nil }
      }
    }
  }

  /// Where the example of a picture comes from.
  public enum Input: Hashable, Sendable {
    /// A test example, counted from 0.
    case example(Int)
    /// A knob: a text of the learner's own, or the number of a test example.
    case knob(String)
  }

  public init(
    name: String, measure: Measure, smoothing: Int = 1, every: Int = 1, label: String,
    input: Input? = nil, layer: Int? = nil, field: String? = nil,
    batches: EvaluationBatches? = nil
  ) {
    self.name = name
    self.measure = measure
    self.smoothing = smoothing
    self.every = every
    self.label = label
    self.input = input
    self.layer = layer
    self.field = field
    self.batches = batches
  }
}
