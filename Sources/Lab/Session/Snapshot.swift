public import Lessons

/// The state of a session at one moment, for whoever draws or reports it.
public struct SessionSnapshot: Sendable {
  public var isRunning: Bool
  public var seed: UInt64
  /// The step of the lesson, from 0.
  public var lessonStep: Int
  /// The training step at which the arms stop.
  public var limit: Int
  /// The knob values that arms without own ones have.
  public var knobs: [String: KnobValue]
  public var answers: [String: Command.Answer]
  public var arms: [ArmSnapshot]

  public init(
    isRunning: Bool = false, seed: UInt64, lessonStep: Int = 0, limit: Int = 0,
    knobs: [String: KnobValue] = [:], answers: [String: Command.Answer] = [:],
    arms: [ArmSnapshot] = []
  ) {
    self.isRunning = isRunning
    self.seed = seed
    self.lessonStep = lessonStep
    self.limit = limit
    self.knobs = knobs
    self.answers = answers
    self.arms = arms
  }
}

/// One arm at one moment.
public struct ArmSnapshot: Sendable, Identifiable {
  public enum Phase: Hashable, Sendable {
    /// Data are being read or weights drawn.
    case building
    /// Waiting at `step` for the run key.
    case ready
    case training
    /// The limit is reached.
    case finished
    /// Loss or weights left the finite numbers at this step.
    case diverged(step: Int)
    /// It can't be built; the text says why and what to do.
    case failed(String)
  }

  public var id: String
  public var label: String
  /// All knob values as this arm has them.
  public var knobs: [String: KnobValue]
  /// Training steps taken.
  public var step: Int
  public var phase: Phase
  public var stepsPerSecond: Double
  public var parameterCount: Int
  /// Curves of the probes that are one number a step.
  public var traces: [String: Trace]
  /// The newest readings of the probes that have a value a layer.
  public var layers: LayerReadings?
  /// What the picture probes that were asked for read last, by the probe's name.
  public var pictures: [String: Picture]
  /// The network's layers, the input's side first; empty while it isn't built.
  public var architecture: [ArchitectureRow]
  /// Values at the steps that the lesson's text, claims and predictions name.
  public var recorded: [MetricKey: Double]
  /// What had to be changed in the plan, in a sentence each.
  public var notices: [String]

  public init(
    id: String, label: String, knobs: [String: KnobValue] = [:], step: Int = 0,
    phase: Phase = .ready, stepsPerSecond: Double = 0, parameterCount: Int = 0,
    traces: [String: Trace] = [:], layers: LayerReadings? = nil,
    pictures: [String: Picture] = [:], architecture: [ArchitectureRow] = [],
    recorded: [MetricKey: Double] = [:], notices: [String] = []
  ) {
    self.id = id
    self.label = label
    self.knobs = knobs
    self.step = step
    self.phase = phase
    self.stepsPerSecond = stepsPerSecond
    self.parameterCount = parameterCount
    self.traces = traces
    self.layers = layers
    self.pictures = pictures
    self.architecture = architecture
    self.recorded = recorded
    self.notices = notices
  }
}

/// A probe's value at a training step, of a layer where it has one.
public struct MetricKey: Hashable, Sendable {
  public var probe: String
  public var layer: Int?
  public var step: Int

  public init(probe: String, layer: Int? = nil, step: Int) {
    self.probe = probe
    self.layer = layer
    self.step = step
  }
}

/// A curve, thinned to the resolution that was asked for; no spike is lost.
public struct Trace: Hashable, Sendable {
  /// Some steps in a row: their extremes, mean and last value. Non-finite values are left out.
  public struct Bucket: Hashable, Sendable {
    public var steps: ClosedRange<Int>
    public var minimum: Double
    public var maximum: Double
    public var mean: Double
    public var last: Double

    public init(
      steps: ClosedRange<Int>, minimum: Double, maximum: Double, mean: Double, last: Double
    ) {
      self.steps = steps
      self.minimum = minimum
      self.maximum = maximum
      self.mean = mean
      self.last = last
    }
  }

  public var raw: [Bucket]
  /// The same smoothed over the probe's window; `mean` of each bucket is what to draw.
  public var smoothed: [Bucket]

  public init(raw: [Bucket], smoothed: [Bucket] = []) {
    self.raw = raw
    self.smoothed = smoothed
  }
}

/// What the probes of one arm read at one step, layer 1 first.
public struct LayerReadings: Hashable, Sendable {
  public var step: Int
  public var values: [String: [Double]]
  public var histograms: [String: [Histogram]]

  public init(
    step: Int, values: [String: [Double]] = [:], histograms: [String: [Histogram]] = [:]
  ) {
    self.step = step
    self.values = values
    self.histograms = histograms
  }
}

/// What a picture probe read of one arm at one step: one matrix or several.
public struct Picture: Hashable, Sendable {
  public struct Pane: Hashable, Sendable {
    /// "c1·3", or the arm's answer, as in "2021-03-03".
    public var title: String
    /// By row.
    public var values: [[Double]]
    /// The names of the rows and columns, as of tokens; empty: they have none.
    public var rowLabels: [String]
    public var columnLabels: [String]
    /// Whether zero is the middle: drawn from blue to red.
    public var isSigned: Bool
    /// What the ends of the color scale mean, as 0 … 1 for attention; nil: the extremes.
    public var range: ClosedRange<Double>?

    public init(
      title: String = "", values: [[Double]], rowLabels: [String] = [],
      columnLabels: [String] = [], isSigned: Bool = false, range: ClosedRange<Double>? = nil
    ) {
      self.title = title
      self.values = values
      self.rowLabels = rowLabels
      self.columnLabels = columnLabels
      self.isSigned = isSigned
      self.range = range
    }
  }

  /// The training step at which it was read.
  public var step: Int
  public var panes: [Pane]

  public init(step: Int, panes: [Pane]) {
    self.step = step
    self.panes = panes
  }
}

/// One layer of a network as it stands in a table.
public struct ArchitectureRow: Hashable, Sendable {
  /// "c1".
  public var name: String
  /// "convolution 5×5".
  public var kind: String
  /// The shape of what it gives for one example: "6 × 28 × 28".
  public var output: String
  public var parameters: Int

  public init(name: String, kind: String, output: String, parameters: Int) {
    self.name = name
    self.kind = kind
    self.output = output
    self.parameters = parameters
  }
}

/// Counts in bins of equal width over a range; values outside count in the outer bins.
public struct Histogram: Hashable, Sendable {
  public var range: ClosedRange<Double>
  public var counts: [Int]

  public init(range: ClosedRange<Double>, counts: [Int]) {
    self.range = range
    self.counts = counts
  }
}

/// What whoever draws wants to see in the next snapshot.
public struct SnapshotRequest: Hashable, Sendable {
  /// Buckets a trace, at most.
  public var resolution: Int
  /// The steps that the traces cover; nil: all.
  public var steps: ClosedRange<Int>?
  /// The probes with a value a layer, and those that read pictures, that are on the screen.
  public var layerProbes: Set<String>

  public init(
    resolution: Int = 512, steps: ClosedRange<Int>? = nil, layerProbes: Set<String> = []
  ) {
    self.resolution = resolution
    self.steps = steps
    self.layerProbes = layerProbes
  }
}
