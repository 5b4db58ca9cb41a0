internal import Experiments

extension PlotKind {
  /// The present values of probes, a row an arm.
  public static let table = PlotKind(
    "table", .probes, of: [.number], cursor: .none, isListOfArms: true, weight: 7)

  /// The newest value of a probe, one colored cell an arm, by the arm's values of two knobs.
  public static let map = PlotKind(
    "map", .mapping, of: [.number], settings: [.rows, .columns], scale: .axis, cursor: .cells,
    weight: 10)
}

extension PlotSetting {
  /// The knob whose values the rows are.
  public static let rows = PlotSetting(key: "rows", kind: .knob)
  /// The knob whose values the columns are.
  public static let columns = PlotSetting(key: "columns", kind: .knob)
}
