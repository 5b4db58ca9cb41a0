internal import Datasets
internal import Networks

/// What a probe measures: its name in lessons, the form of its readings, and how they are taken.
///
/// A measure is one value, in the file of its kind and in the list `all`; nothing else knows it.
/// Two measures are the same when they have the same name.
public struct Measure: Sendable {
  /// As a lesson writes it: `{of: train_loss}`.
  public let name: String
  /// What it reads, in a few words, as the authors' guide has it.
  public let meaning: String
  /// Measured every so many steps, unless a lesson says otherwise.
  public let usualInterval: Int
  /// What a lesson may set beside what all probes have.
  public let settings: [MeasureSetting]
  let source: Source
  /// Whether it has something to read.
  let applies: @Sendable (MeasuredSubject) -> Bool

  init(
    _ name: String, _ meaning: String, every interval: Int = 10, settings: [MeasureSetting] = [],
    _ source: Source,
    where applies: @escaping @Sendable (MeasuredSubject) -> Bool = { _ in true }
  ) {
    (self.name, self.meaning) = (name, meaning)
    usualInterval = interval
    self.source = source
    // One layer of several is a number.
    self.settings = source.form == .layers ? settings + [.layer] : settings
    self.applies = applies
  }

  /// The measure of that name.
  public static func named(_ name: String) -> Measure? { all.first { $0.name == name } }

  /// Whether it has something to read in a network that trains on such data.
  func reads(_ plan: NetworkPlan, on data: DatasetDescription?) -> Bool {
    processReader == nil && applies(MeasuredSubject(plan: plan, data: data))
  }
}

extension Measure: Hashable {
  public static func == (a: Measure, b: Measure) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// Something that is set for one probe: `{of: feature_maps, layer: 2}`.
public struct MeasureSetting: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A test example by its number, or a knob that names or holds one.
    case example
    /// The number of an observed layer, from 1.
    case layer
    /// The word of `EvaluationBatches`.
    case batches
    /// How many draws of what dropout drops answers are averaged over.
    case masks
    /// A part of the data's examples that has a name, such as the year of a date; it must be given.
    case field
    /// The number of a variable, from 1.
    case index
    /// A formula of the lesson, by its name.
    case formula
    /// A number along the variable.
    case at
    /// The part of the plane that is read, `[[x₀, x₁], [y₀, y₁]]`.
    case area
    /// How often a lattice halves its spacing.
    case levels
    /// How far it goes to each side.
    case extent
    /// How many are shown.
    case count
    /// Whether images are shown as training changes them.
    case augmented
    /// Whether derivatives stand beside functions.
    case slope
    /// What is looked at inside a recurrent cell, the word of `RecurrentGate`; it must be given.
    case gate
    /// How many tokens are shown, or seen.
    case tokens
    /// A block of a Transformer, from 1.
    case block
    /// A head of its attention, from 1.
    case head
    /// Words that belong together, by the names of their groups.
    case groups
    /// How many tokens a hit may be off.
    case within
    /// How many of the first, most frequent tokens take part.
    case frequent
    /// What a network is given to go on from or to answer to, or a knob that holds it.
    case prompt
    /// How many tokens it writes, a number or a knob's.
    case length
    /// How flat its probabilities are made, a number or a knob's.
    case temperature
    /// How many of the likeliest tokens take part, a number or a knob's.
    case top
  }

  public let key: String
  public let kind: Kind

  static let input = MeasureSetting(key: "input", kind: .example)
  static let layer = MeasureSetting(key: "layer", kind: .layer)
  static let field = MeasureSetting(key: "field", kind: .field)
  static let batches = MeasureSetting(key: "batches", kind: .batches)
  static let masks = MeasureSetting(key: "masks", kind: .masks)
  static let index = MeasureSetting(key: "index", kind: .index)
  static let formula = MeasureSetting(key: "formula", kind: .formula)
  static let at = MeasureSetting(key: "at", kind: .at)
  static let area = MeasureSetting(key: "area", kind: .area)
  static let levels = MeasureSetting(key: "levels", kind: .levels)
  static let extent = MeasureSetting(key: "extent", kind: .extent)
  static let count = MeasureSetting(key: "count", kind: .count)
  static let gate = MeasureSetting(key: "gate", kind: .gate)
  static let slope = MeasureSetting(key: "slope", kind: .slope)
  static let augmented = MeasureSetting(key: "augmented", kind: .augmented)
  static let tokens = MeasureSetting(key: "tokens", kind: .tokens)
  static let block = MeasureSetting(key: "block", kind: .block)
  static let head = MeasureSetting(key: "head", kind: .head)
  static let groups = MeasureSetting(key: "groups", kind: .groups)
  static let within = MeasureSetting(key: "within", kind: .within)
  static let frequent = MeasureSetting(key: "frequent", kind: .frequent)
  static let row = MeasureSetting(key: "row", kind: .prompt)
  static let word = MeasureSetting(key: "word", kind: .prompt)
  static let prompt = MeasureSetting(key: "prompt", kind: .prompt)
  static let length = MeasureSetting(key: "length", kind: .length)
  static let temperature = MeasureSetting(key: "temperature", kind: .temperature)
  static let top = MeasureSetting(key: "top", kind: .top)

  /// The settings of all measures, each key once.
  public static let all = Set(Measure.all.flatMap(\.settings)).sorted { $0.key < $1.key }
}

/// What is measured, as far as it is known before a run.
struct MeasuredSubject {
  var plan: NetworkPlan
  /// nil where the data can't be described.
  var data: DatasetDescription?
}

extension Measure {
  /// Where its readings come from, and how they are made of it.
  enum Source: Sendable {
    /// The loss of the batches that are trained.
    case trainingLoss
    case learningRate
    /// A pass of its own over examples.
    case evaluation(@Sendable (Evaluations, Probe) -> Double)
    /// What a step shows of each layer with weights.
    case layer(@Sendable (ObservedLayer) -> Double)
    /// What a step shows of one weight of each layer, by its number.
    case weight(@Sendable (ObservedLayer, _ weight: Int) -> Double)
    /// How often the units of each layer have a slope, over the training set.
    case units(Form, @Sendable ([UnitActivity]) -> Reading.Content)
    case histogram(@Sendable (ObservedLayer) -> Histogram)
    /// The singular values of ∂x_l/∂x_1, descending, of each layer.
    case spectrum(@Sendable (_ values: [Double]) -> Double)
    /// What a step shows of each batch normalization.
    case normalization(@Sendable (ObservedStatistics) -> Double)
    /// What a step shows of each recurrent layer: curves over the tokens.
    case recurrence(@Sendable ([ObservedRecurrence]) -> [Series])
    /// What is seen of an example, of weights or of the data, at one step.
    case look(Form, @Sendable (PictureTaker, Probe, [String: KnobValue]) -> Reading.Content)
    /// The network's own steps, with what flows between them on the batch that is trained next.
    case graph(@Sendable (GraphTaker, Probe) -> Graph)
    case text(@Sendable (TextTaker, Probe, [String: KnobValue]) -> [Passage])
    /// The loss around the weights, worked out in parts: numbers of it, or the plane itself.
    case landscape(LandscapeReader)
    /// The weights that the run had on its way.
    case trail(TrailReader)
    /// What goes on without a network.
    case process(ProcessReader)
  }

  /// What its readings are.
  public enum Form: Hashable, Sendable {
    /// One number for the whole network, and so a curve over the steps.
    case number
    /// A number for each layer.
    case layers
    case histograms
    /// Matrices, to be looked at.
    case pictures
    /// Curves over something other than the step.
    case series
    /// A part of the plane.
    case plane
    /// Boxes and arrows.
    case graph
    /// Texts to be read.
    case text
    /// Rows of texts, numbers and formulas.
    case table
    /// Numbers along three axes, and the part of them that shares a mean.
    case block
  }

  public var form: Form { source.form }

  /// Whether it is read at once, as a few numbers, at any step.
  public var isAnswered: Bool {
    !isSlow && !isOfTrail && [.number, .layers, .series].contains(form)
  }

  /// Whether it takes so long that it is worked out in parts, when nothing else is to be done.
  public var isSlow: Bool {
    switch source {
    case .landscape, .trail(.plane): true
    case .trainingLoss, .learningRate, .evaluation, .layer, .weight, .units, .histogram, .spectrum,
      .normalization, .recurrence, .look, .graph, .text, .trail(.share), .process:
      false
    }
  }

  /// Whether the weights of earlier steps are kept for it.
  var isOfTrail: Bool { if case .trail = source { true } else { false } }
  /// Whether it has something for each layer.
  public var isPerLayer: Bool { form == .layers || form == .histograms }

  /// Whether its layers are the batch normalizations, and not those with weights.
  public var isOfNormalization: Bool { if case .normalization = source { true } else { false } }

  /// Whether its places are distances between tokens.
  var isOverLags: Bool { self == .positionSimilarity || self == .gradientByLag }

  /// Whether its places are tokens, and not layers.
  var isOverTokens: Bool { form == .series }

  /// Whether a step is taken by a copy to read it.
  var looksInside: Bool {
    switch source {
    case .layer, .weight, .histogram, .normalization, .recurrence: true
    case .graph: self != .computation
    case .trainingLoss, .learningRate, .evaluation, .units, .spectrum, .look, .text, .landscape,
      .trail,
      .process:
      false
    }
  }

  /// Whether it looks at where the arm is, step 0 included, and not at what a step gives.
  var isEvaluation: Bool {
    switch source {
    case .evaluation, .units, .landscape, .trail, .process: true
    case .trainingLoss, .learningRate, .layer, .weight, .histogram, .spectrum, .normalization,
      .recurrence, .look, .graph, .text:
      false
    }
  }
}

extension Measure.Source {
  var form: Measure.Form {
    switch self {
    case .trainingLoss, .learningRate, .evaluation: .number
    case .layer, .weight, .spectrum, .normalization: .layers
    case .units(let form, _): form
    case .histogram: .histograms
    case .recurrence: .series
    case .look(let form, _): form
    case .graph: .graph
    case .text: .text
    case .landscape(let reader): reader.form
    case .trail(let reader): reader.form
    case .process(let reader): reader.form
    }
  }

  static func picture(
    _ take: @escaping @Sendable (PictureTaker, Probe, [String: KnobValue]) -> [Picture]
  ) -> Self {
    .look(.pictures) { .pictures(take($0, $1, $2)) }
  }

  static func series(
    _ take: @escaping @Sendable (PictureTaker, Probe, [String: KnobValue]) -> [Series]
  ) -> Self {
    .look(.series) { .series(take($0, $1, $2)) }
  }

  static func plane(_ take: @escaping @Sendable (PictureTaker) -> Plane) -> Self {
    .look(.plane) { taker, _, _ in .plane(take(taker)) }
  }
}
