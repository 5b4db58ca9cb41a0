public import Experiments

/// Something that a lesson sets for one plot, beside what all plots have: `{map: {rows: rate, …}}`.
public struct PlotSetting: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The name of a knob; it must be given, and no two settings name the same one.
    case knob
    /// The name of a knob that may be left out.
    case numberOfKnob
    /// A few words to be shown.
    case label
    /// A whole number, at least 1.
    case count
    /// A rectangle of the plane, `[[x₀, x₁], [y₀, y₁]]`.
    case area
    /// A step of the run, whose readings are shown ever after.
    case step
  }

  public enum Value: Hashable, Sendable {
    case text(String)
    case count(Int)
    case area(Probe.Area)
  }

  public let key: String
  public let kind: Kind
}

extension PlotSetting.Value {
  /// The whole number that it is; nil where it is something else.
  var count: Int? { if case .count(let count) = self { count } else { nil } }
}

extension PlotSetting.Kind {
  /// What a lesson writes, as the authors' guide calls it.
  var noun: String {
    switch self {
    case .knob, .numberOfKnob: "knob"
    case .label: "text"
    case .count: "n"
    case .area: "[[x0, x1], [y0, y1]]"
    case .step: "step"
    }
  }

  var isRequired: Bool {
    switch self {
    case .knob: true
    case .numberOfKnob, .label, .count, .area, .step: false
    }
  }
}

extension PlotSetting {
  /// Whether its value is the name of a knob.
  public var namesKnob: Bool {
    switch kind {
    case .knob, .numberOfKnob: true
    case .label, .count, .area, .step: false
    }
  }

  /// The step whose readings are shown; without it they follow the run.
  public static let at = PlotSetting(key: "at", kind: .step)
}

extension Plot {
  /// The text of a setting, such as the name of a knob; nil: not set.
  public func text(_ setting: PlotSetting) -> String? {
    if case .text(let text)? = settings[setting] { text } else { nil }
  }

  /// nil: not set.
  public func count(_ setting: PlotSetting) -> Int? {
    if case .count(let count)? = settings[setting] { count } else { nil }
  }

  /// nil: not set.
  public func area(_ setting: PlotSetting) -> Probe.Area? {
    if case .area(let area)? = settings[setting] { area } else { nil }
  }
}
