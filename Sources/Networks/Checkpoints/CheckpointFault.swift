/// What is wrong with a file of weights: which file, which tensor, what was found and expected.
public struct CheckpointFault: Error, Hashable, Sendable {
  public enum Fact: Hashable, Sendable {
    case cannotOpen(reason: String)
    case cannotWrite(reason: String)
    case notAFile
    case tooLarge(bytes: Int, limit: Int)
    /// The file ends before what its header announces.
    case truncated(found: Int, expected: Int)
    case trailingBytes(found: Int, expected: Int)
    case headerTooLong(bytes: UInt64, limit: Int)
    /// At this byte of the header something else was expected.
    case malformedHeader(byte: Int, expected: String)
    case unknownType(tensor: String, type: String)
    /// A type that is not computed with.
    case wrongType(tensor: String, type: String)
    /// The bytes begin..<end are not what type and shape need.
    case wrongSize(tensor: String, shape: [Int], begin: Int, end: Int)
    /// More scalars than an integer counts.
    case absurdShape(tensor: String, shape: [Int])
    case overlap(tensor: String, other: String)
    /// Bytes that belong to no tensor, before this one.
    case gap(tensor: String, bytes: Int)
    /// The data are not those that were written.
    case wrongChecksum(found: String, expected: String)
    case wrongShape(tensor: String, parameter: String, found: [Int], expected: [Int])
    case missing(tensor: String, parameter: String, shape: [Int])
    /// Tensors that no parameter takes.
    case unknown(tensors: [String])
    case duplicateName(String)
    case unmapped(parameter: String)
  }

  public var path: String
  public var fact: Fact

  public init(path: String, fact: Fact) {
    self.path = path
    self.fact = fact
  }
}

extension CheckpointFault: CustomStringConvertible {
  /// What was found, what was expected, and what to do.
  /// Names come from the file: no control character of theirs reaches a terminal.
  public var description: String {
    let text = fact.text.unicodeScalars.map {
      $0.properties.generalCategory == .control ? "\u{FFFD}" : String($0)
    }
    return "\(path): \(text.joined())"
  }
}

extension CheckpointFault.Fact {
  fileprivate var text: String {
    switch self {
    case .wrongType, .wrongShape, .missing, .unknown, .unmapped: textOfMeaning
    case .unknownType, .wrongSize, .absurdShape, .overlap, .gap, .duplicateName: textOfHeader
    default: textOfFile
    }
  }

  private var textOfFile: String {
    switch self {
    case .cannotOpen(let reason): "can't be opened (\(reason)); is the path right?"
    case .cannotWrite(let reason):
      "can't be written (\(reason)); what was there is as before; choose another folder"
    case .notAFile: "is not a regular file"
    case .tooLarge(let bytes, let limit): "has \(bytes) bytes; more than \(limit) are not read"
    case .truncated(let found, let expected):
      "ends after \(found) of \(expected) bytes; copy the file anew"
    case .trailingBytes(let found, let expected):
      "has \(found) bytes, its header announces \(expected); copy the file anew"
    case .headerTooLong(let bytes, let limit):
      "announces a header of \(bytes) bytes, at most \(limit) are read; is it a safetensors file?"
    case .malformedHeader(let byte, let expected):
      "expected \(expected) at byte \(byte) of the header; is it a safetensors file?"
    case .wrongChecksum(let found, let expected):
      "the data are damaged (checksum \(found), expected \(expected)); copy the file anew"
    default: ""
    }
  }

  private var textOfHeader: String {
    switch self {
    case .unknownType(let tensor, let type): "tensor \(tensor) has the unknown type \(type)"
    case .wrongSize(let tensor, let shape, let begin, let end):
      """
      tensor \(tensor) of shape \(shape) can't have the bytes \(begin)..<\(end); \
      the header is damaged, copy the file anew
      """
    case .absurdShape(let tensor, let shape): "tensor \(tensor) has the absurd shape \(shape)"
    case .overlap(let tensor, let other):
      "tensors \(tensor) and \(other) share bytes; the header is damaged, copy the file anew"
    case .gap(let tensor, let bytes):
      "\(bytes) bytes before tensor \(tensor) belong to none; the header is damaged"
    case .duplicateName(let name): "the name \(name) occurs twice; names must differ"
    default: ""
    }
  }

  private var textOfMeaning: String {
    switch self {
    case .wrongType(let tensor, let type):
      "tensor \(tensor) has type \(type), only F32 is read; convert it, in PyTorch by .float()"
    case .wrongShape(let tensor, let parameter, let found, let expected):
      """
      tensor \(tensor) has shape \(found), but parameter \(parameter) needs \(expected); \
      use a network with the sizes of the file
      """
    case .missing(let tensor, let parameter, let shape):
      """
      there is no tensor \(tensor) of shape \(shape) for parameter \(parameter); \
      use the network that the file was made of, or another table of names
      """
    case .unknown(let tensors):
      """
      no parameter takes \(tensors.joined(separator: ", ")); \
      use the network that the file was made of, or name what is to be ignored
      """
    case .unmapped(let parameter):
      "the table of names says nothing about the layer of parameter \(parameter); add its row"
    default: ""
    }
  }
}
