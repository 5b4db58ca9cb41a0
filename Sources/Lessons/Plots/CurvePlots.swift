internal import Experiments

extension PlotKind {
  /// Numbers of the network over the training step.
  public static let line = PlotKind(
    "line", .probes, of: [.number], hasValueAxis: true, scale: .axis, cursor: .steps, weight: 10)
}
