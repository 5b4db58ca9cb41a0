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
