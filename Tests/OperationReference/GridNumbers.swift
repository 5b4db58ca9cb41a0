public import Tensors

/// The numbers that examples are made of, the same here and in make_operation_reference.py: a linear
/// congruential generator, begun with the hash of a name.
///
/// All have at most 24 significant bits, so that float32 holds them exactly.
/// - Source: Press et al. 2007, section 7.1.4; Fowler, Noll, Vo: FNV-1a of 32 bits.
public struct GridNumbers {
  private var state: UInt32

  public init(_ name: String) {
    state = name.utf8.reduce(0x811c_9dc5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }

  /// In 0..<2²⁰.
  mutating func next() -> Int {
    state = state &* 1_664_525 &+ 1_013_904_223
    return Int(state >> 12)
  }

  /// In 0..<bound.
  public static func indices(_ name: String, _ count: Int, below bound: Int) -> [Int] {
    var numbers = GridNumbers(name)
    return (0..<count).map { _ in numbers.next() * bound >> 20 }
  }

  /// +1 or −1 each.
  static func signs(_ name: String, _ count: Int) -> [Double] {
    var numbers = GridNumbers(name)
    return (0..<count).map { _ in numbers.next() >= half ? 1 : -1 }
  }

  public static func tensor(_ name: String, _ input: InputDescription) -> Tensor {
    let count = Tensor.count(of: input.shape)
    var numbers = GridNumbers(name)
    let scalars = (0..<count).map { index in
      input.kind.number(numbers.next(), at: index, of: count) * input.factor
    }
    return Tensor(shape: input.shape, scalars: scalars.map { Float($0) })
  }
}

/// The middle of what `GridNumbers.next` gives.
private let half = 1 << 19

/// An input of an example: its shape and what its numbers are like.
public struct InputDescription: Decodable, Sendable {
  public let shape: [Int]
  public let kind: Kind
  public let factor: Double

  public init(_ shape: [Int], _ kind: Kind = .signed, factor: Double = 1) {
    self.shape = shape
    self.kind = kind
    self.factor = factor
  }

  public enum Kind: String, Decodable, Sendable {
    /// In [−2, 2).
    case signed
    /// In [−½, ½).
    case small
    /// In [½, 4½).
    case positive
    /// Away from 0 by ⅛ at least.
    case nonzero
    /// In [0, 1).
    case unit
    /// A permutation of multiples of ⅛.
    case distinct
    /// Whole numbers from −2 to 2: many equal ones.
    case coarse
    /// In [½, 1½): what a result is weighted with to become a loss.
    case weights

    func number(_ draw: Int, at index: Int, of count: Int) -> Double {
      switch self {
      case .signed: Double(draw - half) * 0x1p-18
      case .small: Double(draw - half) * 0x1p-20
      case .positive: Double(draw + (1 << 17)) * 0x1p-18
      case .nonzero: Double(draw - half + (draw >= half ? 1 << 15 : -(1 << 15))) * 0x1p-18
      case .unit: Double(draw) * 0x1p-20
      case .distinct: Double((index * 7919 + 5) % count - count / 2) / 8
      case .coarse: Double(draw % 5 - 2)
      case .weights: Double(draw + half) * 0x1p-20
      }
    }
  }
}
