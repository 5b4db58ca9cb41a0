internal import Experiments

extension PlotKind {
  /// Boxes and arrows: a network's own steps, and what flows between them.
  public static let diagram = PlotKind(
    "diagram", .probe, of: [.graph], cursor: .nodes, weight: 11)
}
