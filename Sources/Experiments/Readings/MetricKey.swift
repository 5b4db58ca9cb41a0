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
