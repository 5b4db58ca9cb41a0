internal import Experiments

extension PlotKind {
  /// A histogram a layer, one column an arm.
  public static let ridgeline = PlotKind(
    "ridgeline", .probe, of: [.histograms], settings: [.at], cursor: .layers, weight: 11)

  /// Values by layer, as bars; one group an arm.
  public static let bars = PlotKind(
    "bars", .probes, of: [.layers], settings: [.at], hasValueAxis: true, scale: .axis,
    cursor: .layers, weight: 8)

  /// The layers: output shape and parameters.
  public static let architecture = PlotKind(
    "architecture", .networks, of: [], cursor: .layers, weight: 10)
}
