internal import Experiments

extension PlotKind {
  /// A cube of examples, channels and places, with those lit that share one mean.
  public static let cube = PlotKind("cube", .probe, of: [.block], cursor: .none, weight: 12)
}
