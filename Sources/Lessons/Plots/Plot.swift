/// What a lesson shows under a title: readings of probes, by a kind of plot.
public struct Plot: Hashable, Sendable {
  public var name: String
  public var title: String
  public var kind: PlotKind
  /// The names of what it shows; none where it shows the networks themselves.
  public var probes: [String]
  /// What is set of the kind's own settings.
  public var settings: [PlotSetting: PlotSetting.Value]
  /// Whether it begins with a logarithmic scale.
  public var isLogarithmic: Bool
  /// What the ends of the value axis are; nil: as the values need.
  public var range: ClosedRange<Double>?

  public init(
    name: String, title: String, kind: PlotKind, probes: [String] = [],
    settings: [PlotSetting: PlotSetting.Value] = [:], isLogarithmic: Bool? = nil,
    range: ClosedRange<Double>? = nil
  ) {
    self.name = name
    self.title = title
    self.kind = kind
    self.probes = probes
    self.settings = settings
    self.isLogarithmic = isLogarithmic ?? kind.scale?.isLogarithmic ?? false
    self.range = range
  }
}
