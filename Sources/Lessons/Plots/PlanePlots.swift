internal import Experiments

extension PlotKind {
  /// A part of the plane: contours of a field, points, and the ways of the arms.
  public static let plane = PlotKind(
    "plane", .probe, of: [.plane], settings: [.area, .trail], scale: .levels, cursor: .plane,
    weight: 12)

  /// A field as a landscape seen at a slant, one an arm.
  public static let relief = PlotKind(
    "relief", .probe, of: [.plane], scale: .levels, cursor: .cells, weight: 14)
}

extension PlotKind.Scale {
  /// The numbers at which contours lie.
  static let levels = PlotKind.Scale(
    key: "levels", noun: "levels", note: "log levels", isLogarithmic: true)
}

extension PlotSetting {
  /// The part of the plane that is shown.
  public static let area = PlotSetting(key: "range", kind: .area)
  /// How many of the last places of a way are shown.
  public static let trail = PlotSetting(key: "trail", kind: .count)
}
