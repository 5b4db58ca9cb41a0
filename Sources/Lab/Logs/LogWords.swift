/// The words of a line: texts in quotes where they have other signs than those of names and numbers.
struct LogWords {
  struct Word: Hashable {
    var text: String
    /// A word in quotes is never a sign.
    var isQuoted: Bool
  }

  /// nil: a quote is not closed, or stands within a word.
  static func split(_ line: Substring) -> [Word]? {
    var rest = line.unicodeScalars
    var words: [Word] = []
    while let next = rest.first {
      if next == " " {
        rest.removeFirst()
        continue
      }
      if next == "\"" {
        guard let text = ProgressField.read(&rest) else { return nil }
        words.append(Word(text: text, isQuoted: true))
      } else {
        let text = rest.prefix { $0 != " " && $0 != "\"" }
        rest = rest[text.endIndex...]
        words.append(Word(text: String(text), isQuoted: false))
      }
      guard rest.first == nil || rest.first == " " else { return nil }
    }
    return words
  }

  /// The groups of words between the signs `;`.
  static func groups(_ words: [Word]) -> [[String]] {
    words.split(separator: Word(text: ";", isQuoted: false), omittingEmptySubsequences: false)
      .map { $0.map(\.text) }
  }

  static func written(_ words: [String]) -> String {
    words.map(ProgressField.written).joined(separator: " ")
  }
}
