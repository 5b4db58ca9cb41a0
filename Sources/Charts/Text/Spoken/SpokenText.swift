extension String {
  /// The text as it is read aloud or on a braille line: signs of mathematics are words, so that none is
  /// passed over.
  ///
  /// Screen readers speak few signs unless they are told to: of x² many say "x 2" or "x", of −5 "5", of
  /// Greek letters some nothing, and the ASCII forms x^2 and x_l lose their ^ and _ in the same way at the
  /// usual level of punctuation. Braille tables differ from country to country in all of these. Words are
  /// the same everywhere; what is spoken at every level (=, +, <, >, /) stays.
  public var spoken: String {
    var speaker = Speaker()
    speaker.take(Array(self)[...])
    return speaker.text
  }
}

/// Puts words in place of signs, from left to right.
private struct Speaker {
  private(set) var text = ""
  /// Whether a norm's bars are open.
  private var isInNorm = false
  /// Whether the last thing written was a word for a sign, which needs room behind it.
  private var endsInWord = false

  mutating func take(_ characters: ArraySlice<Character>) {
    var rest = characters
    while let character = rest.first {
      if SpokenSigns.raised[character] != nil {
        takeRaised(&rest)
      } else if SpokenSigns.lowered[character] != nil {
        let script = rest.prefix { SpokenSigns.lowered[$0] != nil }
        rest = rest.dropFirst(script.count)
        add(word: "sub \(String(script.compactMap { SpokenSigns.lowered[$0] }).spoken)")
      } else {
        rest.removeFirst()
        takeOne(character, before: rest)
      }
    }
  }

  private mutating func takeRaised(_ rest: inout ArraySlice<Character>) {
    let script = rest.prefix { SpokenSigns.raised[$0] != nil }
    rest = rest.dropFirst(script.count)
    switch String(script.compactMap { SpokenSigns.raised[$0] }) {
    case "2": add(word: "squared")
    case "3": add(word: "cubed")
    case "T": add(word: "transposed")
    case let power: add(word: "to the \(power.spoken)")
    }
  }

  private mutating func takeOne(_ character: Character, before rest: ArraySlice<Character>) {
    switch character {
    case "-" where isSign(before: rest.first): add(word: "minus")
    case "×": add(word: isBetweenSizes(before: rest) ? "by" : "times")
    case "\u{2016}", "\u{2225}":
      isInNorm.toggle()
      if isInNorm { add(word: "norm of (") } else { text += ")" }
      endsInWord = false
    default:
      if let word = SpokenSigns.words[character] {
        add(word: word)
      } else if let (letter, mark) = SpokenSigns.marked(character) {
        takeOne(letter, before: [])
        add(word: mark)
      } else {
        add(character)
      }
    }
  }

  /// Whether a hyphen is the sign of a number, and not a part of a word or a range.
  private func isSign(before next: Character?) -> Bool {
    next.map { $0.isNumber || $0 == "." } == true
      && (text.last.map { " ([=,;:".contains($0) } ?? true)
  }

  /// Whether a cross stands between two sizes, as in 28×28, and not before a power of ten.
  private func isBetweenSizes(before rest: ArraySlice<Character>) -> Bool {
    let after = rest.drop { $0 == " " }
    let digits = after.prefix { SpokenSigns.isDigit($0) }
    let isPower = after.dropFirst(digits.count).first.map { SpokenSigns.raised[$0] != nil } ?? false
    return text.last { $0 != " " }.map(SpokenSigns.isDigit) == true && !digits.isEmpty && !isPower
  }

  private mutating func add(word: String) {
    if let last = text.last, last != " ", !"([{/".contains(last) { text.append(" ") }
    text += word
    endsInWord = true
  }

  private mutating func add(_ character: Character) {
    if endsInWord, !" )]},.;:!?%".contains(character), text.last != "(" { text.append(" ") }
    endsInWord = false
    text.append(character)
  }
}
