internal import Experiments

extension PlotKind {
  /// Numbers of the network over the training step.
  public static let line = PlotKind(
    "line", .probes, of: [.number], hasValueAxis: true, scale: .axis, cursor: .steps, weight: 10)

  /// The newest numbers as bars, with their exact values.
  public static let values = PlotKind(
    "values", .probes, of: [.number], hasValueAxis: true, scale: .axis, cursor: .layers, weight: 7)

  /// Curves over something other than the training step.
  public static let series = PlotKind(
    "series", .probes, of: [.series], settings: [.over, .mark, .at], hasValueAxis: true,
    scale: .axis,
    cursor: .places, weight: 10)
}

extension PlotSetting {
  /// The knob at whose number a line stands.
  public static let mark = PlotSetting(key: "mark", kind: .numberOfKnob)
  /// What the horizontal axis is called.
  public static let over = PlotSetting(key: "over", kind: .label)
}
