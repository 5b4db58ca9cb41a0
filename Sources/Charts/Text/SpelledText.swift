extension String {
  /// The text with the signs of mathematics in words where there is no more than ASCII and lines:
  /// eta for η, sqrt(v) for √v, 10^-8 for 10⁻⁸, x_l for xₗ, 1/2 for ½. Its width changes, so a text is
  /// spelled before it is laid out.
  public func spelled(for glyphs: GlyphTier) -> String {
    guard glyphs != .braille, unicodeScalars.contains(where: { $0.value > 0x7E }) else {
      return self
    }
    var speller = Speller()
    speller.take(Array(self)[...])
    return speller.text
  }
}

/// Spells a text from left to right.
private struct Speller {
  private(set) var text = ""
  /// Whether the last thing written is the name of a letter, which must not run into the next one.
  private var endsInName = false

  mutating func take(_ characters: ArraySlice<Character>) {
    var rest = characters
    while let character = rest.first {
      if character == "√" {
        rest.removeFirst()
        takeRoot(&rest)
      } else if Signs.raised[character] != nil {
        takeScript("^", Signs.raised, &rest)
      } else if Signs.lowered[character] != nil {
        takeScript("_", Signs.lowered, &rest)
      } else {
        takeOne(character)
        rest.removeFirst()
      }
    }
  }

  private mutating func takeOne(_ character: Character) {
    if let name = Signs.greek[character] {
      addWord(name)
      endsInName = true
    } else if let word = Signs.words[character] {
      // One and a half is no eleven halves.
      if character.isNumber, text.last?.isNumber == true { text.append(" ") }
      addWord(word)
    } else if let (letter, mark) = Signs.marked(character) {
      addWord("\(mark)(")
      takeOne(letter)
      (text, endsInName) = (text + ")", false)
    } else {
      if endsInName, character.isLetter || character.isNumber { text.append(" ") }
      text.append(character)
      endsInName = false
    }
  }

  private mutating func addWord(_ word: String) {
    let isLetter = word.first?.isLetter == true
    if isLetter, text.last.map({ $0.isLetter || $0.isNumber || $0 == ")" }) == true {
      text.append(" ")
    }
    text += word
    endsInName = false
  }

  /// What stands under a root: what is in parentheses, or one name or number.
  private mutating func takeRoot(_ rest: inout ArraySlice<Character>) {
    addWord("sqrt")
    guard rest.first != "(" else { return }
    var body = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." }
    while body.last == "." { body.removeLast() }
    rest = rest.dropFirst(body.count)
    var speller = Speller()
    speller.take(body)
    text += "(\(speller.text))"
  }

  private mutating func takeScript(
    _ mark: String, _ table: [Character: Character], _ rest: inout ArraySlice<Character>
  ) {
    let script = rest.prefix { table[$0] != nil }
    rest = rest.dropFirst(script.count)
    let plain = String(script.compactMap { table[$0] })
    let isSum = plain.dropFirst().contains { !$0.isLetter && !$0.isNumber }
    text += mark + (isSum && plain.first != "(" ? "(\(plain))" : plain)
    endsInName = false
  }
}

/// What stands for a sign.
private enum Signs {
  static let greek: [Character: String] = Dictionary(
    zip(
      "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ",
      [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
        "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
        "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega",
      ])
  ) { first, _ in first }

  static let words: [Character: String] = [
    "½": "1/2", "¼": "1/4", "¾": "3/4", "′": "'", "″": "''", "⌊": "[", "⌋": "]", "⌈": "[",
    "⌉": "]", "‖": "||", "∥": "||", "∂": "d", "∇": "grad ", "∑": "sum ", "∏": "prod ",
    "∞": "inf", "≤": "<=", "≥": ">=", "≠": "!=", "≪": "<<", "≫": ">>", "±": "+-", "∈": "in",
    "⊙": "(*)", "ℓ": "l", "←": "<-", "→": "->", "…": "...",
  ]

  static let raised = inverse(FormulaSymbols.superscripts)
  static let lowered = inverse(FormulaSymbols.subscripts)

  /// By the small character; of two that give the same one, the plain minus.
  private static func inverse(_ table: [Character: Character]) -> [Character: Character] {
    let pairs = table.filter { $0.key != $0.value && $0.key != "−" }.map { ($0.value, $0.key) }
    return Dictionary(pairs) { first, _ in first }
  }

  private static let marks: [Unicode.Scalar: String] = [
    "\u{302}": "hat", "\u{303}": "tilde", "\u{304}": "mean", "\u{305}": "mean", "\u{307}": "dot",
  ]

  /// A letter with a mark over it, and the mark's name.
  static func marked(_ character: Character) -> (letter: Character, mark: String)? {
    let scalars = character.unicodeScalars
    guard scalars.count == 2, let letter = scalars.first,
      let mark = scalars.last.flatMap({ marks[$0] })
    else { return nil }
    return (Character(letter), mark)
  }
}
