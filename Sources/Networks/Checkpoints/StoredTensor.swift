public import Tensors

/// A tensor of any type as it lies in a safetensors file: bytes that nobody here computes with.
public struct StoredTensor: Hashable, Sendable {
  public enum Scalar: String, Hashable, Sendable {
    case byte = "U8"
    case integer = "I32"
    case float = "F32"
    case double = "F64"

    /// Bytes of one.
    public var size: Int {
      switch self {
      case .byte: 1
      case .integer, .float: 4
      case .double: 8
      }
    }
  }

  public let name: String
  public let scalar: Scalar
  public let shape: [Int]
  /// Little-endian, the last axis fastest.
  public let bytes: [UInt8]

  private init<Value>(_ name: String, _ scalar: Scalar, _ values: [Value], shape: [Int]) {
    precondition(
      Tensor.count(of: shape) == values.count,
      "\(name): \(values.count) values for the shape \(shape)")
    self.name = name
    self.scalar = scalar
    self.shape = shape
    bytes = values.withUnsafeBytes { Array($0) }
  }

  public init(_ name: String, bytes: [UInt8], shape: [Int]) {
    self.init(name, .byte, bytes, shape: shape)
  }

  public init(_ name: String, integers: [Int32], shape: [Int]) {
    self.init(name, .integer, integers, shape: shape)
  }

  public init(_ name: String, doubles: [Double], shape: [Int]) {
    self.init(name, .double, doubles, shape: shape)
  }

  public init(_ name: String, _ tensor: Tensor) {
    self.init(name, .float, tensor.scalars, shape: tensor.shape)
  }

  /// A whole safetensors file. Larger scalars come first, so that each stands at a multiple of its
  /// size; those of the same size keep their order.
  public static func file(_ tensors: [StoredTensor]) -> [UInt8] {
    let sizes = Set(tensors.map(\.scalar.size)).sorted(by: >)
    let sorted = sizes.flatMap { size in tensors.filter { $0.scalar.size == size } }
    let sum = sorted.reduce(Checkpoint.emptyChecksum) { sum, tensor in
      tensor.bytes.withUnsafeBytes { Checkpoint.checksum($0, from: sum) }
    }
    let entries = sorted.map {
      (name: $0.name, type: $0.scalar.rawValue, shape: $0.shape, byteCount: $0.bytes.count)
    }
    return sorted.reduce(into: Checkpoint.header(entries, checksum: sum)) { $0 += $1.bytes }
  }
}
