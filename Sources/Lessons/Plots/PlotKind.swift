public import Experiments

/// A kind of plot that lessons can name: which readings it shows, and how one looks at it.
///
/// A kind is one value, in the file of its like and in the list `all`, and has one picture in the
/// screens; nothing else knows it. Two kinds are the same when they have the same name.
public struct PlotKind: Sendable {
  /// What a lesson writes behind the name.
  public enum Subject: Hashable, Sendable {
    /// A probe.
    case probe
    /// A list of probes.
    case probes
    /// A probe under `of`, with the settings beside it.
    case mapping
    /// `all`: the networks themselves, and no probe.
    case networks
  }

  /// A scale that is linear or logarithmic.
  public struct Scale: Hashable, Sendable {
    /// The key under which a lesson says which.
    public let key: String
    /// What has it, in a sentence to the learner: "logarithmic axis".
    public let noun: String
    /// What the rule above the plot says of it where it is logarithmic.
    public let note: String
    /// Whether it is logarithmic unless a lesson says otherwise.
    public let isLogarithmic: Bool

    static let axis = Scale(key: "scale", noun: "axis", note: "log", isLogarithmic: false)
  }

  /// Where the cursor goes that reads exact values.
  public enum Cursor: Hashable, Sendable {
    case none
    /// Along the training steps, of which a part can be shown.
    case steps
    /// From place to place of curves that have an axis of their own.
    case places
    case layers
    /// From cell to cell, in both directions.
    case cells
    /// Over a part of the plane, cell by cell of the screen.
    case plane
    /// From box to box of a diagram.
    case nodes
    /// From line to line of a text.
    case lines

    /// Whether it goes from left to right only.
    public var isHorizontal: Bool {
      switch self {
      case .steps, .places: true
      case .none, .layers, .cells, .plane, .nodes, .lines: false
      }
    }
  }

  /// As a lesson writes it: `{line: [loss]}`.
  public let name: String
  public let subject: Subject
  /// The forms of the readings that it takes.
  public let forms: [Measure.Form]
  /// What a lesson may set beside what all plots have; of a mapping, within it.
  public let settings: [PlotSetting]
  /// Whether its values stand along an axis, which may have a range.
  public let hasValueAxis: Bool
  /// nil: its numbers can't be shown by their logarithms.
  public let scale: Scale?
  public let cursor: Cursor
  /// Whether it has a row an arm, and needs no more.
  public let isListOfArms: Bool
  /// Its share of the rows where several plots stand below each other.
  public let weight: Int

  init(
    _ name: String, _ subject: Subject, of forms: [Measure.Form], settings: [PlotSetting] = [],
    hasValueAxis: Bool = false, scale: Scale? = nil, cursor: Cursor, isListOfArms: Bool = false,
    weight: Int
  ) {
    self.name = name
    self.subject = subject
    self.forms = forms
    self.settings = settings
    self.hasValueAxis = hasValueAxis
    self.scale = scale
    self.cursor = cursor
    self.isListOfArms = isListOfArms
    self.weight = weight
  }

  public static let all: [PlotKind] = [
    .line, .values, .series, .ridgeline, .bars, .table, .heatMap, .images, .photograph,
    .numbers, .architecture, .map, .plane, .relief, .diagram,
    .text, .formulas, .cube,
  ]

  /// How a lesson writes it, as the authors' guide shows it: "line: [probe, …]".
  public var usage: String {
    switch subject {
    case .probe: "\(name): probe"
    case .probes: "\(name): [probe, \u{2026}]"
    case .networks: "\(name): all"
    case .mapping:
      "\(name): {of: probe, "
        + settings.map { "\($0.key): \($0.kind.noun)" }.joined(separator: ", ") + "}"
    }
  }
}

extension PlotKind: Hashable {
  public static func == (a: PlotKind, b: PlotKind) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
