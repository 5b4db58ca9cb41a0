internal import Experiments

extension PlotKind {
  /// A matrix as colors, with the names of its rows and columns; one pane an arm.
  public static let heatMap = PlotKind(
    "heatmap", .probe, of: [.pictures], cursor: .cells, weight: 12)

  /// Small images side by side.
  public static let images = PlotKind(
    "images", .probe, of: [.pictures], cursor: .cells, weight: 10)
}
