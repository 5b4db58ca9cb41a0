extension String {
  /// The text in double quotes, shortened, with nothing in it that a terminal would act on.
  var quoted: String { "\"\(safe(limit: 60))\"" }

  /// The text with control, bidirectional and line-breaking characters spelled out, cut after
  /// `limit` Unicode scalars.
  package func safe(limit: Int = 1_000) -> String {
    var result = ""
    for (count, scalar) in unicodeScalars.enumerated() {
      if count == limit { return result + "…" }
      if scalar.isForbidden || scalar == "\n" || scalar == "\t" {
        result += scalar.spelledOut
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The same of a text of several lines, of any length: line feeds stay.
  package func safeLines() -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).safe(limit: .max) }.joined(separator: "\n")
  }
}

extension Unicode.Scalar {
  /// Control characters other than tab and newline, line and paragraph separators, and the
  /// characters that turn the direction of writing: none belongs in a lesson.
  var isForbidden: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    case 0xFEFF, 0xFFFE, 0xFFFF, 0xE0000...0xE007F: true
    default: false
    }
  }

  /// As `U+001B`.
  var spelledOut: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
  }
}
