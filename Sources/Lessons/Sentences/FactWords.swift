/// The words of a sentence that state a number or a comparison.
///
/// A closed list: what is not in it is not found, and whoever reads `gradlab check --sentences` can
/// read it here.
enum FactWords {
  /// Numbers in words. `one` is left out: it hardly ever counts.
  private static let numbers: Set<String> = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "fifteen", "sixteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
    "ninety", "dozen", "hundred", "hundreds", "thousand", "thousands", "million", "millions",
    "billion", "percent", "zero",
  ]

  private static let comparisons: Set<String> = [
    "more", "less", "fewer", "larger", "smaller", "higher", "lower", "bigger", "greater", "faster",
    "slower", "better", "worse", "longer", "shorter", "stronger", "weaker", "steeper", "flatter",
    "deeper", "wider", "narrower", "nearer", "closer", "than", "twice", "thrice", "double",
    "triple", "half", "third", "quarter", "times", "most", "least", "best", "worst", "largest",
    "smallest", "highest", "lowest", "fastest", "slowest", "longest", "shortest",
  ]

  /// Before a number they make a reference of it, or name a setting: lesson 7, layer 10, stride 2.
  private static let references: Set<String> = [
    "lesson", "lessons", "page", "pages", "step", "steps", "layer", "layers", "figure", "fig",
    "equation", "eq", "section", "chapter", "table", "part", "seed", "key", "keys", "unit",
    "image", "digit", "no", "number", "stride", "padding", "bias",
  ]

  /// Before a number in words they point to what was counted elsewhere: the two, all four.
  private static let pointers: Set<String> = [
    "the", "these", "those", "all", "both", "other", "our", "your", "its", "last", "first", "next",
  ]

  /// Two words that compare nothing.
  private static let idioms: Set<String> = [
    "any more", "no more", "once more", "no longer", "any longer", "at times", "many times",
    "several times", "some times", "more and", "and more", "what is more", "best known",
    "no better",
    "the third", "a third",
  ]

  /// A sentence that begins so asks the reader to do something.
  static let requests: Set<String> = [
    "find", "raise", "lower", "set", "turn", "try", "compare", "look", "watch", "press", "ask",
    "think", "zoom", "choose", "go", "wait", "move", "type", "put", "switch", "give", "take", "say",
    "let", "read", "count", "guess", "predict", "do", "reach", "keep", "make", "draw", "paint",
    "hide",
  ]

  /// Whether a word states something, between its neighbors; all in small letters.
  static func isFact(_ word: String, after before: String, before after: String) -> Bool {
    if comparisons.contains(word) {
      return !idioms.contains("\(before) \(word)") && !idioms.contains("\(word) \(after)")
    }
    if numbers.contains(word) { return !pointers.contains(before) }
    guard let first = word.unicodeScalars.first, word.unicodeScalars.contains(where: isDigit) else {
      return false
    }
    // C1, 2/n and LeNet-5 are names.
    let isNumeral = isDigit(first) || first == "+" || first == "-" || first == "−" || first == "."
    guard isNumeral, !word.contains(where: \.isLetter) else { return false }
    return !references.contains(before) && !isYear(word, after: before)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar)
  }

  /// A year as citations and dates have it: after a name, a comma, `of`, `in`, `since`.
  private static func isYear(_ word: String, after before: String) -> Bool {
    guard word.count == 4, let year = Int(word), (1900...2049).contains(year) else { return false }
    return Int(before) == nil && !numbers.contains(before) && !comparisons.contains(before)
  }
}
