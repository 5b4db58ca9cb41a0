public import Charts

/// A plot that is to be kept as a file.
public struct PlotFile: Hashable, Sendable {
  /// By the ending of the file's name.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    case svg, png, txt, ansi, csv, json

    /// nil: no format has such names.
    public init?(path: String) {
      let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
      guard let point = name.lastIndex(of: "."), point > name.startIndex else { return nil }
      self.init(rawValue: name[name.index(after: point)...].lowercased())
    }

    /// ".svg, .png, .txt, .ansi, .csv or .json".
    public static var list: String {
      let endings = allCases.map { ".\($0.rawValue)" }
      return endings.dropLast().joined(separator: ", ") + " or \(endings.last ?? "")"
    }
  }

  public var path: String
  public var format: Format
  /// The plot as it is looked at, without a cursor, under its title.
  public var picture: Grid
  public var data: PlotData
  /// The lesson's id, the plot's name and title.
  public var lesson: String
  public var plot: String
  public var title: String
  public var seed: UInt64
}
