/// Kinds of tokens that belong together, for those who show them: vowels, digits, names of animals.
public struct TokenGroups: Hashable, Sendable {
  /// What the groups are called; empty: all tokens are of one kind.
  public let names: [String]
  /// The group of each token of the vocabulary.
  public let numbers: [Int]

  /// The categories of the templated sentences; of other words and of characters what their signs tell.
  public init(of vocabulary: Vocabulary) {
    if vocabulary == TemplateCorpus.vocabulary {
      names = TemplateCorpus.categories.map(\.name)
      numbers = TemplateCorpus.categories.enumerated().flatMap { number, category in
        category.words.map { _ in number }
      }
      return
    }
    let special = vocabulary.count - vocabulary.ordinaryTokens.count
    let kinds = vocabulary.tokens.enumerated().map { number, token in
      number < special ? Kind.special : Kind(token, isWord: vocabulary.tokenization == .words)
    }
    let found = Kind.allCases.filter(kinds.contains)
    names = found.count > 1 ? found.map(\.rawValue) : []
    numbers = kinds.map { found.firstIndex(of: $0) ?? 0 }
  }

  private enum Kind: String, CaseIterable {
    case words, vowels, consonants, capitals
    case otherLetters = "other letters"
    case digits, punctuation, special

    init(_ token: String, isWord: Bool) {
      guard let first = token.unicodeScalars.first else {
        self = .punctuation
        return
      }
      if "0"..."9" ~= first {
        self = .digits
      } else if !first.properties.isAlphabetic {
        self = .punctuation
      } else if isWord {
        self = .words
      } else if first.properties.isUppercase {
        self = .capitals
      } else if "a"..."z" ~= first {
        self = "aeiou".unicodeScalars.contains(first) ? .vowels : .consonants
      } else {
        self = .otherLetters
      }
    }
  }
}

extension Vocabulary {
  /// The tokens as names that are seen, white space too.
  public var names: [String] {
    tokens.map { token in
      switch token {
      case " ": "␣"
      case "\n": "↵"
      case "\t": "→"
      default: token
      }
    }
  }
}
