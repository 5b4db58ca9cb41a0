/// The value of a knob: a number, one of its words or its text, or numbers in rows.
public enum KnobValue: Hashable, Sendable {
  case number(Double)
  case word(String)
  /// A kernel, a drawn picture, a place of the plane.
  case matrix(KnobMatrix)
}

/// Numbers in rows of the same length.
public struct KnobMatrix: Hashable, Sendable {
  public let columns: Int
  /// Row by row.
  public var values: [Double]

  /// - Precondition: the rows are full.
  public init(columns: Int, values: [Double]) {
    precondition(columns > 0 && values.count.isMultiple(of: columns), "KnobMatrix: \(columns)")
    self.columns = columns
    self.values = values
  }

  /// nil where rows are empty or of different lengths.
  public init?(rows: [[Double]]) {
    guard let first = rows.first, !first.isEmpty, rows.allSatisfy({ $0.count == first.count })
    else { return nil }
    self.init(columns: first.count, values: rows.flatMap { $0 })
  }

  public var rowCount: Int { values.count / columns }
  public var rows: [[Double]] {
    (0..<rowCount).map { Array(values[$0 * columns..<($0 + 1) * columns]) }
  }

  public subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  // MARK: Text

  /// As one writes it in a line: rows are separated by `;`, numbers by spaces, as `0 1 0; 1 -4 1`.
  public init?(text: String) {
    let rows = text.split(separator: ";", omittingEmptySubsequences: false).map { row in
      row.split { $0 == " " || $0 == "," }.map { Double($0) }
    }
    guard rows.allSatisfy({ $0.allSatisfy { $0?.isFinite == true } }) else { return nil }
    self.init(rows: rows.map { $0.compactMap { $0 } })
  }

  public var text: String {
    rows.map { row in row.map(Self.text).joined(separator: " ") }.joined(separator: "; ")
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}
