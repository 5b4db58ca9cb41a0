/// A value that a run keeps: of a probe at a step, of a layer where it has several numbers, or the
/// step at which its curve first crosses a bound.
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

  public var probe: String
  /// From 1.
  public var layer: Int?
  /// With a crossing: the last step that is looked at. Whoever has not crossed by then never does,
  /// and the value is ∞.
  public var step: Int
  public var crossing: Crossing?

  public init(probe: String, layer: Int? = nil, step: Int, crossing: Crossing? = nil) {
    self.probe = probe
    self.layer = layer
    self.step = step
    self.crossing = crossing
  }
}
