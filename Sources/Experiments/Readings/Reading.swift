/// What a probe read of one arm at one step. Its content is one of a closed list: whatever a plot can
/// draw is here, and experiments of every kind give nothing else.
public struct Reading: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// A number for each layer, the first layer first.
    case layers([Double])
    /// A histogram for each layer, the first layer first.
    case histograms([Histogram])
    /// Matrices, to be looked at.
    case pictures([Picture])
    /// Curves over something other than the step, such as tokens.
    case series([Series])
    /// A part of the plane: a field, paths and points.
    case plane(Plane)
    /// Boxes and arrows.
    case graph(Graph)
    /// Texts to be read.
    case text([Passage])
    /// Rows of texts, numbers and formulas.
    case table(Table)
    /// The part of a block of numbers that shares a mean; nil where nothing takes one.
    case block(AxisBlock?)
  }

  /// The step of the experiment at which it was taken.
  public var step: Int
  public var content: Content
  /// How much of it is worked out; 1 for all.
  public var progress: Double

  public init(step: Int, _ content: Content, progress: Double = 1) {
    self.step = step
    self.content = content
    self.progress = progress
  }

  public var isComplete: Bool { progress >= 1 }
}

/// Readings by the names of their probes.
public typealias Readings = [String: Reading]

extension Readings {
  /// The numbers by layer that a probe read; nil: it has not been read, or is of another kind.
  public func layers(_ probe: String) -> [Double]? {
    if case .layers(let values)? = self[probe]?.content { values } else { nil }
  }

  public func histograms(_ probe: String) -> [Histogram]? {
    if case .histograms(let histograms)? = self[probe]?.content { histograms } else { nil }
  }

  public func pictures(_ probe: String) -> [Picture]? {
    if case .pictures(let pictures)? = self[probe]?.content { pictures } else { nil }
  }

  public func series(_ probe: String) -> [Series]? {
    if case .series(let series)? = self[probe]?.content { series } else { nil }
  }

  public func plane(_ probe: String) -> Plane? {
    if case .plane(let plane)? = self[probe]?.content { plane } else { nil }
  }

  public func table(_ probe: String) -> Table? {
    if case .table(let table)? = self[probe]?.content { table } else { nil }
  }

  public func passages(_ probe: String) -> [Passage]? {
    if case .text(let passages)? = self[probe]?.content { passages } else { nil }
  }

  public func block(_ probe: String) -> AxisBlock? {
    if case .block(let block)? = self[probe]?.content { block } else { nil }
  }

  public func graph(_ probe: String) -> Graph? {
    if case .graph(let graph)? = self[probe]?.content { graph } else { nil }
  }
}
