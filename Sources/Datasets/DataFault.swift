/// What is wrong with a data file: which file, what was found, what was expected and what to do.
///
/// Rows are lines of the file and columns are fields of a line, both counted from 1.
public struct DataFault: Error, Hashable, Sendable {
  public enum Fact: Hashable, Sendable {
    case cannotOpen(reason: String)
    case notAFile
    /// The decompressor's complaint.
    case damaged(reason: String)
    /// It can be read, and holds nothing that could be trained on.
    case unfit(reason: String)
    case notIDX(found: [UInt8])
    case unsupportedType(UInt8)
    case wrongShape(found: [Int], expected: String)
    case tooLarge(bytes: UInt64, limit: Int)
    case truncated(found: Int, expected: Int)
    case trailingBytes(expected: Int)
    case label(Int, record: Int, classCount: Int)
    case countsDiffer(images: Int, labels: Int, labelFile: String)
    case tooFewRecords(found: Int, asked: Int)

    // Texts and tables.
    case empty
    case longer(limit: Int)
    case notUTF8(row: Int)
    case noHeader(found: String)
    case headerOnly
    case duplicateColumn(String, column: Int)
    case unknownColumn(String, known: [String])
    case ragged(row: Int, found: Int, expected: String)
    case tooManyFields(row: Int, limit: Int)
    case openQuote(row: Int)
    case strayQuote(row: Int, column: Int)
    case emptyField(row: Int, column: Int, name: String)
    case notANumber(row: Int, column: Int, name: String, found: String)
    case notFinite(row: Int, column: Int, name: String, found: String)
    case oneClass(column: String, found: String)
    /// Two spellings of one class, it seems.
    case similarClasses(row: Int, column: Int, name: String, found: String, other: String)
    case tooManyClasses(row: Int, limit: Int)
    case unknownCharacter(row: Int, found: String, count: Int)

    // Pictures.
    case notPNG(found: [UInt8])
    case damagedPicture(reason: String)
    case tooManyPixels(width: Int, height: Int, limit: Int)
    case notTiles(width: Int, height: Int, tile: Int, perRow: Int)
    case tooFewTiles(found: Int, labels: Int, labelFile: String)

    // What a lesson asks for.
    case setting(name: String, found: String, expected: String)
  }

  public var path: String
  public var fact: Fact

  public init(path: String, fact: Fact) {
    self.path = path
    self.fact = fact
  }
}

extension DataFault: CustomStringConvertible {
  public var description: String {
    "\(path): \(fileText ?? tableText ?? pictureText ?? settingText ?? "can't be read")"
  }

  /// A header line without a comma that has another usual separator.
  private static func separatorHint(_ names: [String]) -> String {
    guard names.count == 1, let header = names.first else { return "" }
    let others: [(mark: Character, name: String)] = [
      (";", "semicolons"), ("\t", "tabs"), ("|", "bars"),
    ]
    return others.first { header.contains($0.mark) }.map {
      "; columns are separated by commas, and here are \($0.name)"
    } ?? ""
  }

  private var fileText: String? {
    switch fact {
    case .cannotOpen(let reason):
      "can't be opened (\(reason)); is the folder of data files the right one?"
    case .notAFile: "is not a regular file"
    case .unfit(let reason): reason
    case .damaged(let reason): "the compressed data are damaged (\(reason)); copy the file anew"
    case .notIDX(let found):
      "not an IDX file: expected two zero bytes, a type and a rank, found \(hexadecimal(found))"
    case .unsupportedType(let type):
      "IDX type 0x\(String(type, radix: 16)) is not read; expected 0x8 (unsigned bytes)"
    case .wrongShape(let found, let expected): "has shape \(found), expected \(expected)"
    case .tooLarge(let bytes, let limit):
      "its header announces \(bytes) bytes; more than \(limit), counted after decompression, are "
        + "not read: keep a part of it"
    case .truncated(let found, let expected):
      "ends after \(found) of the \(expected) bytes that its header announces"
    case .trailingBytes(let expected):
      "goes on after the \(expected) bytes that its header announces"
    case .label(let label, let record, let classCount):
      "label \(label) of record \(record) is outside 0…\(classCount - 1)"
    case .countsDiffer(let images, let labels, let labelFile):
      "has \(images) images, but \(labelFile) has \(labels) labels"
    case .tooFewRecords(let found, let asked): "has \(found) records, \(asked) were asked for"
    default: nil
    }
  }

  private var tableText: String? {
    switch fact {
    case .empty: "is empty; expected text"
    case .longer(let limit):
      "has more than \(limit) bytes, counted after decompression; keep a part of it"
    case .notUTF8(let row): "row \(row) is not UTF-8; save the file as UTF-8"
    case .noHeader(let found):
      "row 1 has the number \(quoted(found)) where a column's name is expected; "
        + "put a line with the names of the columns first"
    case .headerOnly: "has a header and no rows; add at least one row"
    case .duplicateColumn(let name, let column):
      "row 1, column \(column): the name \(quoted(name)) stands twice; rename one of the columns"
    case .unknownColumn(let name, let known):
      "has no column \(quoted(name)); it has \(known.map(quoted).joined(separator: ", "))"
        + Self.separatorHint(known)
        + (known.contains { $0.contains(",") }
          ? "; names with a comma are given in a list, each in quotes" : "")
    case .ragged(let row, let found, let expected):
      "row \(row) has \(found) \(found == 1 ? "field" : "fields"), expected \(expected); "
        + "look for a missing or an extra separator"
    case .tooManyFields(let row, let limit):
      "has more than \(limit) fields by row \(row); keep a part of it"
    case .openQuote(let row):
      "the quote that opens in row \(row) is never closed; close it or double it"
    case .strayQuote(let row, let column):
      "row \(row), column \(column): a quote within a field; "
        + "quote the whole field and double the quotes within"
    case .emptyField(let row, let column, let name):
      "\(place(row, column, name)) is empty; fill it in or leave the row out"
    case .notANumber(let row, let column, let name, let found):
      "\(place(row, column, name)) holds \(quoted(found)), expected a number such as -1.5e3"
    case .notFinite(let row, let column, let name, let found):
      "\(place(row, column, name)) holds \(quoted(found)), expected a finite 32-bit number; "
        + "leave the row out"
    case .oneClass(let column, let found):
      "every row of column \(quoted(column)) is \(quoted(found)); two classes are needed to tell "
        + "apart"
    case .similarClasses(let row, let column, let name, let found, let other):
      "\(place(row, column, name)) holds \(quoted(found)), a class before it is \(quoted(other)), and "
        + "only case or blanks differ; write one class in one way, or name two by more"
    case .tooManyClasses(let row, let limit):
      "has more than \(limit) different classes by row \(row); is it the right file?"
    case .unknownCharacter(let row, let found, let count):
      "row \(row) has the character \(quoted(found)), which is not one of the \(count) expected; "
        + "copy the file anew"
    default: nil
    }
  }

  private var pictureText: String? {
    switch fact {
    case .notPNG(let found):
      "not a PNG file: expected 89 50 4e 47 0d 0a 1a 0a first, found \(hexadecimal(found)); "
        + "convert the picture to PNG"
    case .damagedPicture(let reason): "the picture is damaged (\(reason)); copy the file anew"
    case .tooManyPixels(let width, let height, let limit):
      "has \(width)×\(height) pixels; more than \(limit) are not read: make it smaller"
    case .notTiles(let width, let height, let tile, let perRow):
      "has \(width)×\(height) pixels, expected \(perRow) tiles of \(tile)×\(tile) a row: "
        + "width \(perRow * tile) and a height divisible by \(tile)"
    case .tooFewTiles(let found, let labels, let labelFile):
      "has \(found) tiles, but \(labelFile) has \(labels) labels"
    default: nil
    }
  }

  private var settingText: String? {
    guard case .setting(let name, let found, let expected) = fact else { return nil }
    return "\(name) is \(shortened(found)), expected \(expected)"
  }

  private func place(_ row: Int, _ column: Int, _ name: String) -> String {
    "row \(row), column \(column) (\(shortened(name)))"
  }

  private func quoted(_ text: String) -> String { "“\(shortened(text))”" }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "nothing" }
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}

/// At most 40 characters and none that would change the screen.
package func shortened(_ text: String) -> String {
  let clean = text.prefix(40).map { character in
    character.unicodeScalars.allSatisfy { $0.value >= 32 && !(127..<160).contains($0.value) }
      ? character : "?"
  }
  return String(clean) + (text.count > 40 ? "…" : "")
}
