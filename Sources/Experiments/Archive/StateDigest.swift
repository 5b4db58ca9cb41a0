/// What a run has come to, in four numbers: two runs with equal ones have the same bits.
package struct StateDigest: Hashable, Sendable {
  /// The weights of the network; of an experiment without one, all that it goes on from.
  package var weights: UInt64
  /// What the optimizer remembers.
  package var optimizer: UInt64
  /// Every value of every curve.
  package var curves: UInt64
  /// The values that the lesson names, without those that are worked out whenever there is time.
  package var values: UInt64

  package init(weights: UInt64, optimizer: UInt64, curves: UInt64, values: UInt64) {
    (self.weights, self.optimizer) = (weights, optimizer)
    (self.curves, self.values) = (curves, values)
  }

  private var parts: [(name: String, digest: UInt64)] {
    [
      ("weights", weights), ("optimizer", optimizer), ("curves", curves), ("values", values),
    ]
  }

  /// The parts that are other ones here.
  package func differences(from other: StateDigest) -> [String] {
    zip(parts, other.parts).filter { $0.digest != $1.digest }.map(\.0.name)
  }

  /// Four times sixteen hexadecimal digits.
  package var text: String { parts.map { Digest.text($0.digest) }.joined(separator: "-") }

  /// nil where the text is none.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.filter { $0.utf8.count == 16 }.compactMap { UInt64($0, radix: 16) }
    guard parts.count == 4, numbers.count == 4 else { return nil }
    self.init(weights: numbers[0], optimizer: numbers[1], curves: numbers[2], values: numbers[3])
    guard self.text == text else { return nil }
  }
}
