/// What a line of the plain dialogue has come to: lines to be read, what is to be done, and what is told
/// once that is done.
public struct PlainReply: Sendable {
  /// What is told when the session has done what it was asked for.
  public enum Report: Hashable, Sendable {
    case nothing
    /// The page whole.
    case page
    /// Where the runs are, and of the charts those that say something else than before.
    case change
    /// How the run came out: all charts, and what became of the prediction.
    case run
    /// What the page claims, with its record.
    case claims
    /// How a claim came out on a fresh seed.
    case trial(String)
    /// What was asked of the runs.
    case measurement
    case sweep
  }

  public var lines: [String]
  public var effects: [Effect]
  public var report: Report

  init(_ lines: [String] = [], effects: [Effect] = [], report: Report = .nothing) {
    (self.lines, self.effects, self.report) = (lines, effects, report)
  }

  static func say(_ lines: String...) -> PlainReply { PlainReply(lines) }
}

/// What the plain dialogue knows beside the model of the screens.
public struct PlainDialogue: Sendable {
  /// Whether the answer that was just given may be followed by how sure it is.
  var asksConfidence = false
  /// What is left to be read of a chart, point by point.
  var points: PlainPoints?
  /// What the charts of the page said before the last line: what is the same is not said again.
  var said: [String: String] = [:]

  public init() {}
}
