/// A table of comma-separated values with a header line (RFC 4180: quoted fields may hold commas,
/// line ends and doubled quotes).
public struct CSVTable: Hashable, Sendable {
  public let path: String
  /// The names of the D columns, distinct.
  public let header: [String]
  /// N ≥ 1 rows of D fields.
  public let rows: [[String]]
  /// The line of the file on which each row begins, from 1.
  public let lines: [Int]

  /// Tables of more fields are refused.
  public static let fieldLimit = 4_000_000

  /// - Parameter known: a name that the header is known to have: a first row with it is the header,
  ///   also where the names of other columns read as numbers.
  public init(path: String, column known: String? = nil) throws(DataFault) {
    let text = try TextFile(path: path)
    var parser = CSVParser(path: path, text: text.content)
    let records = try parser.records()
    guard let first = records.first else { throw DataFault(path: path, fact: .empty) }
    try Self.check(header: first.fields, column: known, path: path)
    let width = first.fields.count
    for record in records where record.fields.count != width {
      let fact = DataFault.Fact.ragged(
        row: record.line, found: record.fields.count, expected: "\(width) as in the header")
      throw DataFault(path: path, fact: fact)
    }
    guard records.count > 1 else { throw DataFault(path: path, fact: .headerOnly) }
    self.path = path
    header = first.fields
    rows = records.dropFirst().map(\.fields)
    lines = records.dropFirst().map(\.line)
  }

  private static func check(
    header: [String], column known: String?, path: String
  ) throws(DataFault) {
    let isKnown = known.map(header.contains) ?? false
    var seen = Set<String>()
    for (index, name) in header.enumerated() {
      if name.isEmpty {
        let fact = DataFault.Fact.emptyField(row: 1, column: index + 1, name: "a column's name")
        throw DataFault(path: path, fact: fact)
      }
      if !isKnown, Double(name) != nil { throw DataFault(path: path, fact: .noHeader(found: name)) }
      guard seen.insert(name).inserted else {
        throw DataFault(path: path, fact: .duplicateColumn(name, column: index + 1))
      }
    }
  }

  /// The place of the column called `name`, from 0.
  public func column(_ name: String) throws(DataFault) -> Int {
    guard let index = header.firstIndex(of: name) else {
      throw DataFault(path: path, fact: .unknownColumn(name, known: header))
    }
    return index
  }

  /// The named columns (nil: all) as numbers, each N long; every field must be a finite number.
  /// In double precision: seconds since 1970 differ by less than a Float of that size can hold.
  public func numbers(_ names: [String]? = nil) throws(DataFault) -> [[Double]] {
    var columns = [[Double]]()
    for name in names ?? header {
      let column = try column(name)
      var numbers = [Double]()
      numbers.reserveCapacity(rows.count)
      for row in rows.indices { numbers.append(try number(row, column)) }
      columns.append(numbers)
    }
    return columns
  }

  /// A column as classes 0..<K, numbered in the order in which they first appear.
  /// - Throws: for an empty field, a single class, and two that differ in case or blanks alone.
  public func classes(_ name: String) throws(DataFault) -> (labels: [Int], names: [String]) {
    let column = try column(name)
    var numbers: [String: Int] = [:]
    var names = [String]()
    var spellings: [String: String] = [:]
    var labels = [Int]()
    for (row, fields) in rows.enumerated() {
      let field = fields[column]
      guard !field.isEmpty else { throw emptyField(row, column) }
      if numbers[field] == nil {
        let plain = field.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let other = spellings.updateValue(field, forKey: plain) {
          let fact = DataFault.Fact.similarClasses(
            row: lines[row], column: column + 1, name: name, found: field, other: other)
          throw DataFault(path: path, fact: fact)
        }
        numbers[field] = names.count
        names.append(field)
      }
      labels.append(numbers[field, default: 0])
    }
    guard names.count > 1 else {
      throw DataFault(path: path, fact: .oneClass(column: name, found: names[0]))
    }
    return (labels, names)
  }

  private func number(_ row: Int, _ column: Int) throws(DataFault) -> Double {
    let field = rows[row][column]
    guard !field.isEmpty else { throw emptyField(row, column) }
    guard let value = Double(field) else {
      let fact = DataFault.Fact.notANumber(
        row: lines[row], column: column + 1, name: header[column], found: field)
      throw DataFault(path: path, fact: fact)
    }
    // A number of 10³⁹ is finite as a Double and not as a Float.
    guard Float(value).isFinite else {
      let fact = DataFault.Fact.notFinite(
        row: lines[row], column: column + 1, name: header[column], found: field)
      throw DataFault(path: path, fact: fact)
    }
    return value
  }

  private func emptyField(_ row: Int, _ column: Int) -> DataFault {
    let fact = DataFault.Fact.emptyField(
      row: lines[row], column: column + 1, name: header[column])
    return DataFault(path: path, fact: fact)
  }
}

extension CSVTable {
  /// Names separated by commas, as a record of a table is: those with a comma in quotes; nil where
  /// a quote is not closed.
  static func names(in text: String) -> [String]? {
    var parser = CSVParser(path: "", text: text)
    return (try? parser.records())?.flatMap(\.fields).filter { !$0.isEmpty }
  }

  /// Names as `names(in:)` reads them.
  package static func text(ofNames names: [String]) -> String {
    names.map {
      "\"\($0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    }
    .joined(separator: ", ")
  }
}

/// Cuts a text into records and fields, one pass over its bytes.
private struct CSVParser {
  struct Record {
    var line: Int
    var fields: [String]
  }

  let path: String
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private var fieldCount = 0

  init(path: String, text: String) {
    self.path = path
    bytes = Array(text.utf8)
  }

  /// Records that aren't blank lines.
  mutating func records() throws(DataFault) -> [Record] {
    var records = [Record]()
    while place < bytes.count {
      let start = line
      let fields = try record()
      if fields != [""] { records.append(Record(line: start, fields: fields)) }
    }
    return records
  }

  private mutating func record() throws(DataFault) -> [String] {
    let start = line
    var fields = [String]()
    while true {
      fields.append(try field(row: start, column: fields.count + 1))
      fieldCount += 1
      guard fieldCount <= CSVTable.fieldLimit else {
        throw DataFault(path: path, fact: .tooManyFields(row: start, limit: CSVTable.fieldLimit))
      }
      guard place < bytes.count else { return fields }
      let separator = bytes[place]
      place += 1
      if separator == UInt8(ascii: "\n") {
        line += 1
        return fields
      }
    }
  }

  /// Stops at a comma, a line end or the end of the text.
  private mutating func field(row: Int, column: Int) throws(DataFault) -> String {
    while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
    if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
      return try quotedField(row: row, column: column)
    }
    let start = place
    while place < bytes.count, !Self.isSeparator(bytes[place]) {
      if bytes[place] == UInt8(ascii: "\"") {
        throw DataFault(path: path, fact: .strayQuote(row: row, column: column))
      }
      place += 1
    }
    var end = place
    while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func quotedField(row: Int, column: Int) throws(DataFault) -> String {
    let openLine = line
    var content = [UInt8]()
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard byte == UInt8(ascii: "\"") else {
        content.append(byte)
        continue
      }
      if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
        content.append(byte)
        place += 1
        continue
      }
      while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
      guard place == bytes.count || Self.isSeparator(bytes[place]) else {
        throw DataFault(path: path, fact: .strayQuote(row: row, column: column))
      }
      return String(decoding: content, as: UTF8.self)
    }
    throw DataFault(path: path, fact: .openQuote(row: openLine))
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
