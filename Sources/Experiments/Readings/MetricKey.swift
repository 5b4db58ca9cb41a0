/// A value that a run keeps: of a probe at a step, of a layer where it has several numbers, one
/// number of its curve over several steps, or the step at which the curve first crosses a bound.
public struct MetricKey: Hashable, Sendable {
  /// The first step at which a curve is below or above a bound.
  public struct Crossing: Hashable, Sendable {
    public var isBelow: Bool
    public var bound: Double

    public init(isBelow: Bool, bound: Double) {
      self.isBelow = isBelow
      self.bound = bound
    }

    func isReached(by value: Double) -> Bool { isBelow ? value < bound : value > bound }
  }

  /// A number of all values that a curve has between two steps, both included.
  public struct Span: Hashable, Sendable {
    public enum Statistic: String, Hashable, Sendable { case mean, min, max, sd }

    public var statistic: Statistic
    /// The last one is the key's step.
    public var first: Int

    public init(statistic: Statistic, first: Int) {
      self.statistic = statistic
      self.first = first
    }
  }

  public var probe: String
  /// From 1.
  public var layer: Int?
  /// With a crossing: the last step that is looked at. Whoever has not crossed by then never does,
  /// and the value is ∞.
  public var step: Int
  public var crossing: Crossing?
  public var span: Span?

  public init(
    probe: String, layer: Int? = nil, step: Int, crossing: Crossing? = nil, span: Span? = nil
  ) {
    self.probe = probe
    self.layer = layer
    self.step = step
    self.crossing = crossing
    self.span = span
  }
}
