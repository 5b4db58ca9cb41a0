public import Tensors

/// Sequences of different lengths side by side, short ones filled up at their end.
public struct PaddedBatch: Hashable, Sendable {
  /// B·T tokens, one sequence after the other.
  public let tokens: [Int]
  /// Of each sequence, without what fills it up.
  public let lengths: [Int]
  /// T, that of the longest sequence.
  public let length: Int

  /// - Parameter limit: longer sequences lose their end.
  /// - Precondition: at least one sequence, `limit` ≥ 0.
  public init(_ sequences: [[Int]], padding: Int, limit: Int = .max) {
    precondition(!sequences.isEmpty && limit >= 0, "PaddedBatch: no sequences or limit \(limit)")
    let kept = sequences.map { $0.prefix(limit) }
    let longest = kept.map(\.count).max() ?? 0
    lengths = kept.map(\.count)
    length = longest
    tokens = kept.flatMap { $0 + repeatElement(padding, count: longest - $0.count) }
  }

  /// B.
  public var count: Int { lengths.count }

  /// The T tokens of one sequence with its padding.
  public subscript(index: Int) -> ArraySlice<Int> {
    tokens[index * length..<(index + 1) * length]
  }

  /// 1 at tokens of the sequences and 0 where they are filled up, [B, T].
  public var mask: Tensor {
    let scalars = lengths.flatMap { length in
      (0..<self.length).map { $0 < length ? Float(1) : 0 }
    }
    return Tensor(shape: [count, length], scalars: scalars)
  }
}
