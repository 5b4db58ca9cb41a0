/// The numbers behind a plot as far as it is looked at, for other programs: a row a number, with what
/// it belongs to.
public struct PlotData: Hashable, Sendable {
  /// A field of a row.
  public enum Field: Hashable, Sendable {
    case none
    case text(String)
    case whole(Int)
    case number(Double)
  }

  public let columns: [String]
  public private(set) var rows: [[Field]] = []

  init(_ columns: [String]) { self.columns = columns }

  /// - Precondition: a field for each column.
  mutating func append(_ row: [Field]) {
    precondition(row.count == columns.count, "PlotData: \(row.count) fields for \(columns)")
    rows.append(row)
  }
}

extension PlotData.Field {
  init(_ number: Double?) { self = number.map(Self.number) ?? .none }
  /// An empty text is none.
  init(_ text: String) { self = text.isEmpty ? .none : .text(text) }
}
