internal import Experiments

extension PlotKind {
  /// Pictures of many pixels in their true proportions, an arm's beside another's.
  public static let photograph = PlotKind(
    "photograph", .probe, of: [.pictures], cursor: .cells, weight: 12)

  /// Small matrices with the numbers in their cells.
  public static let numbers = PlotKind(
    "numbers", .probe, of: [.pictures], cursor: .cells, weight: 4)
}
