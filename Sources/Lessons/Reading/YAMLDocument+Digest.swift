internal import Yams

extension YAMLDocument {
  /// What neither runs nor claims depend on.
  private static let texts: Set<String> = [
    "title", "question", "part", "number", "minutes", "seeds", "plots", "headline", "pad",
    "language", "translates",
  ]

  /// Sixteen hexadecimal digits that stay while only texts, labels, comments and the order of keys
  /// change.
  var claimDigest: String {
    guard case .mapping(let mapping)? = root else { return "" }
    var hash = FNVHash()
    for (key, value) in mapping.sorted(by: { Self.name($0.key) < Self.name($1.key) })
    where !Self.texts.contains(Self.name(key)) {
      hash.add(Self.name(key))
      Self.add(value, to: &hash)
    }
    let digits = String(hash.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func add(_ node: Node, to hash: inout FNVHash) {
    switch node {
    case .scalar(let scalar): hash.add(scalar.string)
    case .sequence(let items):
      hash.add("[")
      for item in items { add(item, to: &hash) }
      hash.add("]")
    case .mapping(let mapping):
      hash.add("{")
      for (key, value) in mapping.sorted(by: { name($0.key) < name($1.key) })
      where name(key) != "label" {
        hash.add(name(key))
        add(value, to: &hash)
      }
      hash.add("}")
    case .alias: hash.add("*")
    }
  }

  private static func name(_ key: Node) -> String { key.scalar?.string ?? "" }
}

/// The hash of Fowler, Noll and Vo, 64 bits, variant 1a.
private struct FNVHash {
  var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Each text ends with a byte that no text has.
  mutating func add(_ text: String) {
    for byte in Array(text.utf8) + [0xFF] {
      value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
    }
  }
}
