/// Something that a lesson sets for one plot, beside what all plots have: `{map: {rows: rate, …}}`.
public struct PlotSetting: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The name of a knob; it must be given, and no two settings name the same one.
    case knob
  }

  public enum Value: Hashable, Sendable {
    case text(String)
  }

  public let key: String
  public let kind: Kind
}

extension PlotSetting.Kind {
  /// What a lesson writes, as the authors' guide calls it.
  var noun: String {
    switch self {
    case .knob: "knob"
    }
  }
}
