/// Rows of texts, numbers and formulas under titled columns.
public struct Table: Hashable, Sendable {
  public enum Cell: Hashable, Sendable {
    case text(String)
    case number(Double)
    /// As a lesson writes it.
    case formula(String)
  }

  public var columns: [String]
  /// As long as the columns.
  public var rows: [[Cell]]

  public init(columns: [String], rows: [[Cell]] = []) {
    self.columns = columns
    self.rows = rows
  }
}
