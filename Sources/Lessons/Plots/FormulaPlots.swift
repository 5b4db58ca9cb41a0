internal import Experiments

extension PlotKind {
  /// Formulas with what they come to, a column an arm.
  public static let formulas = PlotKind(
    "formulas", .probe, of: [.table], cursor: .layers, weight: 8)
}
