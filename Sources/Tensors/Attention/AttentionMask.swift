/// Which keys a query may look at.
public struct AttentionMask: Hashable, Sendable {
  /// Query i sees keys 0…i only.
  public let isCausal: Bool
  /// Keys of each example that count; nil: all.
  public let keyLengths: [Int]?

  public init(isCausal: Bool = false, keyLengths: [Int]? = nil) {
    self.isCausal = isCausal
    self.keyLengths = keyLengths
  }

  public static let none = AttentionMask()
  public static let causal = AttentionMask(isCausal: true)

  /// How many keys, from the first on, query `query` of an example sees.
  func visible(_ example: Int, _ query: Int, of keys: Int) -> Int {
    let length = keyLengths?[example] ?? keys
    return isCausal ? min(query + 1, length) : length
  }

  func check(examples: Int, keys: Int) {
    precondition(
      keyLengths.map { $0.count == examples && $0.allSatisfy { 0...keys ~= $0 } } ?? true,
      "attention: key lengths \(keyLengths ?? []) for \(examples) examples of \(keys) keys")
  }
}
