internal import Glibc
public import Tensors

/// Named tensors in a file of the safetensors format: eight bytes with the length of a JSON header
/// (little-endian, as are the data), the header with type, shape and place of each tensor, the data.
///
/// What is written here also carries a checksum of the data, as metadata; where a file has it, it
/// is verified, since a changed byte would otherwise be a changed weight that nobody notices.
/// - Source: github.com/huggingface/safetensors, "Format".
public struct Checkpoint: Sendable {
  /// Headers longer than the format allows are not read.
  public static let headerLimit = 100_000_000
  /// Files above 2 GiB are not read.
  public static let defaultLimit = 1 << 31
  private static let checksumKey = "gradlab.checksum"

  /// Where the tensors were read from, or an empty text.
  public private(set) var path = ""
  private var found: [String: Tensor] = [:]
  /// Types of those that are not computed with.
  private var otherTypes: [String: String] = [:]

  /// - Throws: `CheckpointFault` for a name that occurs twice.
  public init(_ tensors: [(name: String, tensor: Tensor)]) throws(CheckpointFault) {
    for (name, tensor) in tensors {
      guard name != "__metadata__", found.updateValue(tensor, forKey: name) == nil else {
        throw CheckpointFault(path: path, fact: .duplicateName(name))
      }
    }
  }

  /// Names of all tensors, sorted.
  public var names: [String] { (Array(found.keys) + Array(otherTypes.keys)).sorted() }

  /// A tensor by its name; nil where there is none.
  /// - Throws: `CheckpointFault.Fact.wrongType` for a tensor that is not in single precision.
  public func tensor(_ name: String) throws(CheckpointFault) -> Tensor? {
    if let type = otherTypes[name] {
      throw CheckpointFault(path: path, fact: .wrongType(tensor: name, type: type))
    }
    return found[name]
  }
}

/// Reading.
extension Checkpoint {
  /// Reads a file and checks all of it.
  /// - Throws: `CheckpointFault`.
  public init(
    readingFrom path: String, limit: Int = Checkpoint.defaultLimit
  ) throws(CheckpointFault) {
    try self.init(bytes: AtomicFile.read(path, limit: limit), path: path)
  }

  package init(bytes: [UInt8], path: String) throws(CheckpointFault) {
    self.path = path
    guard bytes.count >= 8 else {
      throw CheckpointFault(path: path, fact: .truncated(found: bytes.count, expected: 8))
    }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
    guard length <= UInt64(Checkpoint.headerLimit) else {
      throw CheckpointFault(
        path: path, fact: .headerTooLong(bytes: length, limit: Checkpoint.headerLimit))
    }
    let start = 8 + Int(length)
    guard bytes.count >= start else {
      throw CheckpointFault(path: path, fact: .truncated(found: bytes.count, expected: start))
    }
    let header = try HeaderReader(bytes[8..<start], path: path)
    try Checkpoint.check(header.entries, dataCount: bytes.count - start, start: start, path)
    let data = bytes[start...]
    if let expected = header.metadata[Checkpoint.checksumKey] {
      let checksum = data.withUnsafeBytes { Checkpoint.text(Checkpoint.checksum($0)) }
      guard checksum == expected else {
        throw CheckpointFault(path: path, fact: .wrongChecksum(found: checksum, expected: expected))
      }
    }
    for entry in header.entries {
      if entry.type == "F32" {
        found[entry.name] = Checkpoint.tensor(entry, of: data)
      } else {
        otherTypes[entry.name] = entry.type
      }
    }
  }

  /// Bits of one scalar by the format's name of its type.
  private static let bitCounts = [
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "U16": 16, "I16": 16,
    "F16": 16, "BF16": 16, "U32": 32, "I32": 32, "F32": 32, "U64": 64, "I64": 64, "F64": 64,
    "C64": 64,
  ]

  /// Each tensor has just the bytes that it needs, and every byte belongs to just one.
  private static func check(
    _ entries: [HeaderReader.Entry], dataCount: Int, start: Int, _ path: String
  ) throws(CheckpointFault) {
    func fault(_ fact: CheckpointFault.Fact) -> CheckpointFault { .init(path: path, fact: fact) }
    var end = 0
    var last = ""
    for entry in entries.sorted(by: { ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name) }) {
      guard let bits = bitCounts[entry.type] else {
        throw fault(.unknownType(tensor: entry.name, type: entry.type))
      }
      var size = bits / 8
      for extent in entry.shape {
        let (product, overflows) = size.multipliedReportingOverflow(by: extent)
        guard !overflows else {
          throw fault(.absurdShape(tensor: entry.name, shape: entry.shape))
        }
        size = product
      }
      guard entry.begin <= entry.end, entry.end - entry.begin == size else {
        throw fault(
          .wrongSize(tensor: entry.name, shape: entry.shape, begin: entry.begin, end: entry.end))
      }
      guard entry.begin >= end else { throw fault(.overlap(tensor: entry.name, other: last)) }
      guard entry.begin == end else {
        throw fault(.gap(tensor: entry.name, bytes: entry.begin - end))
      }
      (end, last) = (entry.end, entry.name)
    }
    let (expected, overflows) = end.addingReportingOverflow(start)
    guard !overflows, end <= dataCount else {
      throw fault(.truncated(found: start + dataCount, expected: overflows ? .max : expected))
    }
    guard end == dataCount else {
      throw fault(.trailingBytes(found: start + dataCount, expected: expected))
    }
  }

  /// - Precondition: `check` has passed.
  private static func tensor(_ entry: HeaderReader.Entry, of data: ArraySlice<UInt8>) -> Tensor {
    data.withUnsafeBytes { bytes in
      Tensor(shape: entry.shape) { scalars in
        let target = UnsafeMutableRawBufferPointer(
          start: scalars, count: entry.end - entry.begin)
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[entry.begin..<entry.end]))
      }
    }
  }
}

/// Writing.
extension Checkpoint {
  /// Writes all tensors as a file, as a whole or not at all.
  /// - Throws: `CheckpointFault`; what was at the path is then as before.
  public func write(to path: String) throws(CheckpointFault) {
    try AtomicFile.write(bytes(), to: path)
  }

  /// The file of all tensors in single precision, sorted by name.
  /// - Throws: `CheckpointFault.Fact.wrongType` for a tensor that is not in single precision.
  public func bytes() throws(CheckpointFault) -> [UInt8] {
    for (name, type) in otherTypes.sorted(by: { $0.key < $1.key }) {
      throw CheckpointFault(path: path, fact: .wrongType(tensor: name, type: type))
    }
    let tensors = found.sorted { $0.key < $1.key }
    let sum = tensors.reduce(Checkpoint.emptyChecksum) { sum, entry in
      entry.value.scalars.withUnsafeBytes { Checkpoint.checksum($0, from: sum) }
    }
    let header = Checkpoint.header(
      tensors.map { ($0.key, "F32", $0.value.shape, 4 * $0.value.count) }, checksum: sum)
    return tensors.reduce(into: header) { bytes, entry in
      entry.value.scalars.withUnsafeBytes { bytes += $0 }
    }
  }

  /// The length and the header, which spaces bring to a multiple of eight bytes.
  static func header(
    _ tensors: [(name: String, type: String, shape: [Int], byteCount: Int)], checksum: UInt64
  ) -> [UInt8] {
    var end = 0
    var entries = ["\"__metadata__\":{\(quoted(checksumKey)):\"\(text(checksum))\"}"]
    for (name, type, shape, byteCount) in tensors {
      let begin = end
      end += byteCount
      let shape = shape.map(String.init).joined(separator: ",")
      entries.append(
        "\(quoted(name)):{\"dtype\":\"\(type)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(begin),\(end)]}")
    }
    var json = Array("{\(entries.joined(separator: ","))}".utf8)
    while json.count % 8 > 0 { json.append(UInt8(ascii: " ")) }
    let length = UInt64(json.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) } + json
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // FNV-1a, 64 bits: every single changed byte changes it.
  static let emptyChecksum: UInt64 = 0xcbf2_9ce4_8422_2325

  static func checksum(
    _ bytes: UnsafeRawBufferPointer, from start: UInt64 = emptyChecksum
  ) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  private static func text(_ checksum: UInt64) -> String {
    "fnv1a64:" + String(checksum, radix: 16)
  }
}
