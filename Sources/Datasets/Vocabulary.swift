/// A token that a vocabulary doesn't have.
public struct VocabularyFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let token: String
  /// Its place among the tokens of the text, from 1.
  public let place: Int
  /// The tokens of the vocabulary.
  public let count: Int

  package init(token: String, place: Int, count: Int) {
    self.token = token
    self.place = place
    self.count = count
  }

  public var description: String {
    "token \(place), “\(token.prefix(40))”, is not among the \(count) of the vocabulary, "
      + "which has no token for unknown ones: leave it out or build the vocabulary with one"
  }
}

/// The tokens that a network knows, each with its number.
public struct Vocabulary: Hashable, Sendable {
  /// Tokens with a meaning of their own; they come first, in this order.
  public enum Special: String, Hashable, Sendable, CaseIterable {
    case padding = "<pad>"
    case start = "<start>"
    case end = "<end>"
    case unknown = "<unknown>"
  }

  public let tokenization: Tokenization
  /// Token i has number i.
  public let tokens: [String]
  private let numbers: [String: Int]
  private let specials: [Special: Int]
  /// The numbers of tokens that are single characters: looking these up takes no string.
  private let characters: [Unicode.Scalar: Int]

  /// The distinct tokens of `texts` after the special ones: characters in the order of their code
  /// points, words from frequent to rare (equally frequent ones by code point).
  /// - Parameters:
  ///   - minimumCount: rarer tokens are left out.
  ///   - limit: at most so many tokens beside the special ones.
  public init(
    of texts: some Sequence<String>, tokenization: Tokenization, specials: Set<Special> = [],
    minimumCount: Int = 1, limit: Int = .max
  ) {
    var counts: [String: Int] = [:]
    for text in texts {
      for token in tokenization.tokens(text) { counts[token, default: 0] += 1 }
    }
    let frequent = counts.filter { $0.value >= minimumCount }.sorted {
      ($1.value, $0.key) < ($0.value, $1.key)
    }
    var kept = frequent.prefix(max(limit, 0)).map(\.key)
    if tokenization == .characters { kept.sort() }
    self.init(tokens: kept, tokenization: tokenization, specials: specials)
  }

  /// These tokens in this order, after the special ones.
  /// - Precondition: all distinct.
  public init(
    tokens ordinary: [String], tokenization: Tokenization, specials: Set<Special> = []
  ) {
    precondition(Set(ordinary).count == ordinary.count, "Vocabulary: tokens stand twice")
    let names = Special.allCases.filter(specials.contains)
    self.tokenization = tokenization
    tokens = names.map(\.rawValue) + ordinary
    self.specials = Dictionary(uniqueKeysWithValues: zip(names, 0...))
    // A word is never "<pad>": the marks < and > are tokens of their own.
    let numbers = Dictionary(
      uniqueKeysWithValues: ordinary.enumerated().map { ($0.element, $0.offset + names.count) })
    self.numbers = numbers
    let scalars = numbers.compactMap { token, number in
      token.unicodeScalars.count == 1 ? token.unicodeScalars.first.map { ($0, number) } : nil
    }
    characters = Dictionary(uniqueKeysWithValues: scalars)
  }

  public var count: Int { tokens.count }

  /// The tokens that aren't special.
  public var ordinaryTokens: [String] { Array(tokens.dropFirst(specials.count)) }

  /// The number of a special token; nil when the vocabulary has none.
  public func number(_ special: Special) -> Int? { specials[special] }

  /// The number of a token; the one of the unknown token where it isn't known.
  public func number(_ token: String) -> Int? { numbers[token] ?? specials[.unknown] }

  /// The number of a character, as that of the token it is.
  func number(_ character: Unicode.Scalar) -> Int? {
    // Equal strings can have different scalars, such as Å the letter and the unit.
    characters[character] ?? number(String(character))
  }

  /// The numbers of a text's tokens, without start and end.
  public func encode(_ text: String) throws(VocabularyFault) -> [Int] {
    var encoded = [Int]()
    if tokenization == .characters {
      for (index, character) in text.unicodeScalars.enumerated() {
        guard let number = number(character) else {
          throw VocabularyFault(token: String(character), place: index + 1, count: count)
        }
        encoded.append(number)
      }
      return encoded
    }
    for (index, token) in tokenization.tokens(text).enumerated() {
      guard let number = number(token) else {
        throw VocabularyFault(token: token, place: index + 1, count: count)
      }
      encoded.append(number)
    }
    return encoded
  }

  /// The text of the numbers up to the first end; padding and start are left out.
  /// - Precondition: every number within 0..<`count`.
  public func decode(_ numbers: some Sequence<Int>) -> String {
    let silent = [specials[.padding], specials[.start]]
    var kept = [String]()
    for number in numbers {
      precondition(tokens.indices.contains(number), "decode: token \(number) of \(count)")
      if number == specials[.end] { break }
      if !silent.contains(number) { kept.append(tokens[number]) }
    }
    return tokenization.text(kept)
  }
}
