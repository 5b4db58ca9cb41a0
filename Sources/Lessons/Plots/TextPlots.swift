internal import Experiments

extension PlotKind {
  /// What networks write, a pane an arm.
  public static let text = PlotKind("text", .probe, of: [.text], cursor: .lines, weight: 10)
}
