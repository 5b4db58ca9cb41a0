import Charts

/// Whether a terminal shows texts at twice their size, from the name and version that it tells.
/// - Source: "XTerm Control Sequences" (Dickey), XTVERSION; kitty, *The text sizing protocol*, "Added in
///   version 0.40.0"
package enum ScalingReport {
  private static let firstVersion = [0, 40]

  /// The event of a DCS string, without its introducer but with its end; nil: of something else, of a
  /// terminal that can't, or broken off.
  static func event(ofDevice string: ArraySlice<UInt8>) -> TerminalEvent? {
    let body = string.prefix { (0x20..<0x7F).contains($0) }
    let prefix = Array(">|".utf8)
    guard EscapeSequence.ends.contains(Array(string.dropFirst(body.count))),
      body.starts(with: prefix)
    else { return nil }
    return scales(String(decoding: body.dropFirst(prefix.count), as: UTF8.self)) ? .scalesText : nil
  }

  /// Whether a terminal does that tells this name: `kitty(0.42.1)`.
  package static func scales(_ name: String) -> Bool {
    guard name.hasPrefix("kitty("), name.hasSuffix(")") else { return false }
    let numbers = name.dropFirst("kitty(".count).dropLast().split(separator: ".").map { Int($0) }
    guard numbers.count >= 2, let major = numbers[0], let minor = numbers[1] else { return false }
    return ![major, minor].lexicographicallyPrecedes(firstVersion)
  }
}
