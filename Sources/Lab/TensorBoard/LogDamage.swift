internal import Lessons

/// What is wrong with an event file: where, what was found, and what became of the rest.
public struct LogDamage: Hashable, Sendable, CustomStringConvertible {
  public enum Fact: Hashable, Sendable {
    case unreadable(String)
    /// The file ends within a record; nil: within the length of it.
    case cut(found: Int, length: Int?)
    case wrongData(bytes: Int)
    case noEvent(bytes: Int)
    case wrongLength
    case tooLong(UInt64)
  }

  public var path: String
  /// Where the record begins.
  public var byte: Int
  public var fact: Fact
  /// Further damages of the file.
  public var more = 0

  package init(path: String, byte: Int, fact: Fact) {
    self.path = path
    self.byte = byte
    self.fact = fact
  }

  public var description: String {
    let others = more == 0 ? "" : "; \(more) more \(more == 1 ? "damage" : "damages") after it"
    if case .unreadable(let reason) = fact {
      return "\(path.safe(limit: .max)): can't be read (\(reason))" + others
    }
    return "\(path.safe(limit: .max)): byte \(byte): \(text)" + others
  }

  private var text: String {
    switch fact {
    case .unreadable(let reason): reason
    case .cut(let found, let length):
      "the file ends within a record (\(found) of \(length.map(String.init) ?? "at least 16") "
        + "bytes); what is before it is shown"
    case .wrongData(let bytes):
      "the checksum of a record's \(bytes) bytes is wrong; it is left out"
    case .noEvent(let bytes):
      "a record of \(bytes) bytes is no event of TensorBoard's; it is left out"
    case .wrongLength:
      "no record begins here: the checksum of its length is wrong; what is before it is shown"
    case .tooLong(let length):
      "a record of \(length) bytes, where \(RecordFile.limit) are the most; what is before it is shown"
    }
  }
}
