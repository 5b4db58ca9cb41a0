/// Cuts an expression's text into tokens.
struct ExpressionLexer {
  enum Token: Hashable {
    case number(Double)
    case name(String)
    /// `$name`.
    case knob(String)
    case symbol(String)
    case end
  }

  struct Lexeme {
    var token: Token
    /// Offsets of its first scalar and of the one after its last.
    var start: Int
    var end: Int

    var column: Int { start + 1 }
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  /// Typographic spellings and the operators that they mean.
  private static let synonyms: [Unicode.Scalar: String] = [
    "≤": "<=", "≥": ">=", "≠": "!=", "−": "-", "×": "*", "·": "*", "…": "..",
  ]
  private static let pairs: Set<String> = ["<=", ">=", "==", "!=", ".."]
  private static let singles: Set<Unicode.Scalar> = [
    "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", ":", ".", "<", ">", "!",
  ]

  mutating func tokens() throws(ExpressionFault) -> [Lexeme] {
    var result: [Lexeme] = []
    while true {
      while position < scalars.count, isSpace(scalars[position]) { position += 1 }
      let start = position
      guard position < scalars.count else {
        result.append(Lexeme(token: .end, start: start, end: start))
        return result
      }
      result.append(Lexeme(token: try next(), start: start, end: position))
    }
  }

  private mutating func next() throws(ExpressionFault) -> Token {
    let scalar = scalars[position]
    if isDigit(scalar) || (scalar == "." && isDigit(peek(1))) { return try number() }
    if isLetter(scalar) { return .name(word()) }
    if scalar == "$" {
      position += 1
      guard isLetter(peek(0)) else {
        throw ExpressionFault(
          fact: .expected("a knob's name after `$`", found: describe(peek(0))), column: position + 1
        )
      }
      return .knob(word())
    }
    return .symbol(try symbol())
  }

  private mutating func symbol() throws(ExpressionFault) -> String {
    let scalar = scalars[position]
    if let synonym = Self.synonyms[scalar] {
      position += 1
      return synonym
    }
    if let following = peek(1) {
      let pair = String(String.UnicodeScalarView([scalar, following]))
      if Self.pairs.contains(pair) {
        position += 2
        return pair
      }
    }
    guard Self.singles.contains(scalar) else {
      throw ExpressionFault(fact: .unexpectedCharacter(scalar), column: position + 1)
    }
    position += 1
    return String(scalar)
  }

  private mutating func number() throws(ExpressionFault) -> Token {
    let start = position
    while isDigit(peek(0)) { position += 1 }
    // The dots of `100..200` are no decimal points.
    if peek(0) == ".", peek(1) != "." {
      position += 1
      while isDigit(peek(0)) { position += 1 }
    }
    if peek(0) == "e" || peek(0) == "E" {
      position += 1
      if peek(0) == "+" || peek(0) == "-" { position += 1 }
      while isDigit(peek(0)) { position += 1 }
    }
    while isLetter(peek(0)) { position += 1 }
    let text = String(String.UnicodeScalarView(scalars[start..<position]))
    guard let value = Double(text), value.isFinite else {
      throw ExpressionFault(fact: .badNumber(text), column: start + 1)
    }
    return .number(value)
  }

  private mutating func word() -> String {
    let start = position
    while isLetter(peek(0)) || isDigit(peek(0)) { position += 1 }
    return String(String.UnicodeScalarView(scalars[start..<position]))
  }

  private func peek(_ offset: Int) -> Unicode.Scalar? {
    position + offset < scalars.count ? scalars[position + offset] : nil
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\t"
  }

  private func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { ("0"..."9").contains($0) } ?? false
  }

  private func isLetter(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || $0 == "_" } ?? false
  }

  private func describe(_ scalar: Unicode.Scalar?) -> String {
    scalar.map { String($0).quoted } ?? "the end"
  }
}

extension ExpressionLexer.Token {
  /// As a fault names it.
  var description: String {
    switch self {
    case .number(let value): "the number \(value)"
    case .name(let name): name.quoted
    case .knob(let name): "$\(name)".quoted
    case .symbol(let symbol): symbol.quoted
    case .end: "the end"
    }
  }
}
