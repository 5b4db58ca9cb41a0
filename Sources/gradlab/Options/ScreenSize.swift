import Charts

/// A screen's size on the command line: `120x36`, columns by rows, at most 1000 each.
struct ScreenSize: CustomStringConvertible {
  var size: Size

  init(_ size: Size) { self.size = size }

  init(argument: String) throws {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]),
      (1...1000).contains(columns), (1...1000).contains(rows)
    else {
      throw OptionValueFault(
        found: argument, expected: "columns and rows from 1 to 1000 each, as 120x36")
    }
    size = Size(columns: columns, rows: rows)
  }

  var description: String { "\(size.columns)x\(size.rows)" }
}
