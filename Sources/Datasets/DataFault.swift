/// What is wrong with a data file: which file, what was found and what was expected.
public struct DataFault: Error, Hashable, Sendable {
  public enum Fact: Hashable, Sendable {
    case cannotOpen(reason: String)
    case notAFile
    /// The decompressor's complaint.
    case damaged(reason: String)
    case notIDX(found: [UInt8])
    case unsupportedType(UInt8)
    case wrongShape(found: [Int], expected: String)
    case tooLarge(bytes: UInt64, limit: Int)
    case truncated(found: Int, expected: Int)
    case trailingBytes(expected: Int)
    case label(Int, record: Int, classCount: Int)
    case countsDiffer(images: Int, labels: Int, labelFile: String)
    case tooFewRecords(found: Int, asked: Int)
  }

  public var path: String
  public var fact: Fact

  public init(path: String, fact: Fact) {
    self.path = path
    self.fact = fact
  }
}

extension DataFault: CustomStringConvertible {
  public var description: String { "\(path): \(text)" }

  private var text: String {
    switch fact {
    case .cannotOpen(let reason):
      "can't be opened (\(reason)); is the folder of data files the right one?"
    case .notAFile: "is not a regular file"
    case .damaged(let reason): "the compressed data are damaged (\(reason)); copy the file anew"
    case .notIDX(let found):
      "not an IDX file: expected two zero bytes, a type and a rank, found \(hexadecimal(found))"
    case .unsupportedType(let type):
      "IDX type 0x\(String(type, radix: 16)) is not read; expected 0x8 (unsigned bytes)"
    case .wrongShape(let found, let expected): "has shape \(found), expected \(expected)"
    case .tooLarge(let bytes, let limit):
      "its header announces \(bytes) bytes; more than \(limit) are not read"
    case .truncated(let found, let expected):
      "ends after \(found) of the \(expected) bytes that its header announces"
    case .trailingBytes(let expected):
      "goes on after the \(expected) bytes that its header announces"
    case .label(let label, let record, let classCount):
      "label \(label) of record \(record) is outside 0…\(classCount - 1)"
    case .countsDiffer(let images, let labels, let labelFile):
      "has \(images) images, but \(labelFile) has \(labels) labels"
    case .tooFewRecords(let found, let asked): "has \(found) records, \(asked) were asked for"
    }
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "nothing" }
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
