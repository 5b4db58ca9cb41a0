/// How a text is cut into tokens.
public enum Tokenization: String, Hashable, Sendable, CaseIterable {
  /// One token for each Unicode scalar.
  case characters
  /// Lower-case words (letters, digits, underscores) and single marks; white space separates.
  case words
  /// Words in which an apostrophe within is a part: didn't, tom's.
  case english
  /// Words that an apostrophe ends: j', n'ai as n' and ai.
  case french

  public func tokens(_ text: String) -> [String] {
    switch self {
    case .characters: text.unicodeScalars.map(String.init)
    case .words, .english, .french: words(text)
    }
  }

  /// The inverse of `tokens`: exact for characters; words with a space before each but the marks
  /// that close a phrase, none after an apostrophe and none around a hyphen.
  public func text(_ tokens: [String]) -> String {
    if self == .characters { return tokens.joined() }
    var text = ""
    for token in tokens {
      let isJoined = self != .words && (token == "-" || text.hasSuffix("-") || text.hasSuffix("'"))
      if !text.isEmpty, !isJoined, ![".", ",", "!", "?", ";", ":"].contains(token) { text += " " }
      text += token
    }
    return text
  }

  private func words(_ text: String) -> [String] {
    var words = [String]()
    var word = ""
    var scalars = text.lowercased().unicodeScalars.makeIterator()
    var next = scalars.next()
    func close() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    while let scalar = next {
      next = scalars.next()
      if isPart(scalar) {
        word.unicodeScalars.append(scalar)
        continue
      }
      if self != .words, scalar == "'" || scalar == "’", !word.isEmpty,
        let next, next.properties.isAlphabetic
      {
        word.append("'")
        if self == .french { close() }
        continue
      }
      close()
      if !scalar.properties.isWhitespace { words.append(String(scalar)) }
    }
    close()
    return words
  }

  private func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9", "_": true
    case "\0"..."\u{7f}": false
    default:
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark
    }
  }
}
