/// Reads an expression by recursive descent, checking names and types on the way.
///
///     or     = and { "or" and }
///     and    = not { "and" not }
///     not    = "not" not | relation
///     relation = sum [ ("<" | "<=" | ">" | ">=" | "==" | "!=") sum | "in" "[" sum "," sum "]" ]
///     sum    = product { ("+" | "-") product }
///     product = unary { ("*" | "/") unary }
///     unary  = ("-" | "+" | "!") unary | power
///     power  = primary [ "^" unary ]
///     primary = number | name | "$" name | arm "." name | function "(" … ")" | "(" or ")"
///             | "metric" "(" arm "," probe [ "[" layer "]" ] "," step ")"
///             | ("mean" | "sd" | "min" | "max") "(" arm "," probe [ "[" layer "]" ] "," step ".." step ")"
///             | "value" "(" [ arm "," ] formula { "," name ":" or } ")"
///             | ("all" | "any") "(" name "in" "[" arm { "," arm } "]" ":" or ")"
struct ExpressionParser {
  typealias Node = ExpressionNode
  typealias Token = ExpressionLexer.Token

  /// Names that join other things.
  enum Word: String, CaseIterable {
    case and, or, not
    case `in`
  }

  struct Parsed {
    var node: Node
    var kind: Expression.Kind
    /// Offset of its first scalar.
    var start: Int
  }

  private let scalars: [Unicode.Scalar]
  let scope: ExpressionScope
  private let lexemes: [ExpressionLexer.Lexeme]
  private var position = 0
  private var depth = 0
  /// The variables of the surrounding quantifiers.
  var boundVariables: [String] = []

  init(_ source: String, scope: ExpressionScope) throws(ExpressionFault) {
    scalars = Array(source.unicodeScalars)
    self.scope = scope
    guard scalars.count <= Expression.lengthLimit else {
      throw ExpressionFault(fact: .tooLong(count: scalars.count), column: 1)
    }
    var lexer = ExpressionLexer(scalars)
    lexemes = try lexer.tokens()
  }

  mutating func parseAll(expecting kind: Expression.Kind?) throws(ExpressionFault) -> Parsed {
    guard current != .end else { throw fault(.empty) }
    let parsed = try parseOr()
    guard current == .end else { throw fault(.expected("an operator", found: current.description)) }
    guard parsed.node.valueCount <= Expression.valueLimit else {
      throw ExpressionFault(fact: .tooManyValues, column: 1)
    }
    switch kind {
    case .number: try requireNumber(parsed, "this place")
    case .boolean: try requireBoolean(parsed, "this place")
    case nil: break
    }
    return parsed
  }

  // MARK: Conditions

  mutating func parseOr() throws(ExpressionFault) -> Parsed {
    try descend()
    defer { depth -= 1 }
    let first = try parseAnd()
    var nodes = [first.node]
    while accept(.or) {
      try requireBoolean(first, "`or`")
      let next = try parseAnd()
      try requireBoolean(next, "`or`")
      nodes.append(next.node)
    }
    guard nodes.count > 1 else { return first }
    return Parsed(
      node: .or(nodes, text: text(from: first.start)), kind: .boolean, start: first.start)
  }

  private mutating func parseAnd() throws(ExpressionFault) -> Parsed {
    let first = try parseNot()
    var nodes = [first.node]
    while accept(.and) {
      try requireBoolean(first, "`and`")
      let next = try parseNot()
      try requireBoolean(next, "`and`")
      nodes.append(next.node)
    }
    guard nodes.count > 1 else { return first }
    return Parsed(node: .and(nodes), kind: .boolean, start: first.start)
  }

  private mutating func parseNot() throws(ExpressionFault) -> Parsed {
    let start = lexemes[position].start
    guard accept(.not) else { return try parseRelation() }
    try descend()
    defer { depth -= 1 }
    let operand = try parseNot()
    try requireBoolean(operand, "`not`")
    return Parsed(
      node: .not(operand.node, text: text(from: start)), kind: .boolean, start: start)
  }

  private mutating func parseRelation() throws(ExpressionFault) -> Parsed {
    let left = try parseSum()
    let leftText = text(from: left.start)
    if accept(.in) {
      try requireNumber(left, "`in`")
      return try parseInterval(left, leftText)
    }
    guard case .symbol(let symbol) = current, let relation = Relation(rawValue: symbol) else {
      return left
    }
    position += 1
    try requireNumber(left, "`\(symbol)`")
    let right = try parseSum()
    try requireNumber(right, "`\(symbol)`")
    if case .symbol(let next) = current, Relation(rawValue: next) != nil {
      throw fault(.chainedComparison)
    }
    return Parsed(
      node: .comparison(left.node, relation, right.node, text: leftText), kind: .boolean,
      start: left.start)
  }

  private mutating func parseInterval(
    _ value: Parsed, _ leftText: String
  ) throws(ExpressionFault) -> Parsed {
    try expect("[")
    let lower = try parseSum()
    try requireNumber(lower, "`in`")
    try expect(",")
    let upper = try parseSum()
    try requireNumber(upper, "`in`")
    try expect("]")
    return Parsed(
      node: .within(value.node, lower: lower.node, upper: upper.node, text: leftText),
      kind: .boolean, start: value.start)
  }

  // MARK: Arithmetic

  private mutating func parseSum() throws(ExpressionFault) -> Parsed {
    let first = try parseProduct()
    var terms: [Node.Term] = []
    while let symbol = accept(anyOf: ["+", "-"]) {
      try requireNumber(first, "`\(symbol)`")
      let next = try parseProduct()
      try requireNumber(next, "`\(symbol)`")
      terms.append(Node.Term(isInverse: symbol == "-", node: next.node))
    }
    guard !terms.isEmpty else { return first }
    return Parsed(node: .sum(first.node, terms), kind: .number, start: first.start)
  }

  private mutating func parseProduct() throws(ExpressionFault) -> Parsed {
    let first = try parseUnary()
    var terms: [Node.Term] = []
    while let symbol = accept(anyOf: ["*", "/"]) {
      try requireNumber(first, "`\(symbol)`")
      let next = try parseUnary()
      try requireNumber(next, "`\(symbol)`")
      terms.append(Node.Term(isInverse: symbol == "/", node: next.node))
    }
    guard !terms.isEmpty else { return first }
    return Parsed(node: .product(first.node, terms), kind: .number, start: first.start)
  }

  private mutating func parseUnary() throws(ExpressionFault) -> Parsed {
    let start = lexemes[position].start
    guard let symbol = accept(anyOf: ["-", "+", "!"]) else { return try parsePower() }
    try descend()
    defer { depth -= 1 }
    let operand = try parseUnary()
    if symbol == "!" {
      try requireBoolean(operand, "`!`")
      return Parsed(
        node: .not(operand.node, text: text(from: start)), kind: .boolean, start: start)
    }
    try requireNumber(operand, "`\(symbol)`")
    let node = symbol == "-" ? Node.negation(operand.node) : operand.node
    return Parsed(node: node, kind: .number, start: start)
  }

  private mutating func parsePower() throws(ExpressionFault) -> Parsed {
    let base = try parsePrimary()
    guard accept(anyOf: ["^"]) != nil else { return base }
    try descend()
    defer { depth -= 1 }
    try requireNumber(base, "`^`")
    let exponent = try parseUnary()
    try requireNumber(exponent, "`^`")
    return Parsed(node: .power(base.node, exponent.node), kind: .number, start: base.start)
  }

  // MARK: Tokens

  var current: Token { lexemes[position].token }
  var currentStart: Int { lexemes[position].start }
  var next: Token { token(ahead: 1) }

  func token(ahead count: Int) -> Token { lexemes[min(position + count, lexemes.count - 1)].token }

  mutating func advance() {
    if position < lexemes.count - 1 { position += 1 }
  }

  func fault(_ fact: ExpressionFault.Fact) -> ExpressionFault {
    ExpressionFault(fact: fact, column: lexemes[position].column)
  }

  mutating func accept(anyOf symbols: Set<String>) -> String? {
    guard case .symbol(let symbol) = current, symbols.contains(symbol) else { return nil }
    position += 1
    return symbol
  }

  private mutating func accept(_ word: Word) -> Bool {
    guard current == .name(word.rawValue) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ symbol: String) throws(ExpressionFault) {
    guard accept(anyOf: [symbol]) != nil else {
      throw fault(.expected("`\(symbol)`", found: current.description))
    }
  }

  mutating func expectName(_ what: String) throws(ExpressionFault) -> String {
    guard case .name(let name) = current else {
      throw fault(.expected(what, found: current.description))
    }
    position += 1
    return name
  }

  /// The text from `start` to the last token read.
  func text(from start: Int) -> String {
    let end = position > 0 ? lexemes[position - 1].end : start
    return String(String.UnicodeScalarView(scalars[start..<max(start, end)]))
  }

  private mutating func descend() throws(ExpressionFault) {
    depth += 1
    if depth > Expression.nestingLimit { throw fault(.tooDeep) }
  }

  func requireNumber(_ parsed: Parsed, _ what: String) throws(ExpressionFault) {
    guard parsed.kind == .number else {
      throw ExpressionFault(fact: .needsNumber(what: what), column: parsed.start + 1)
    }
  }

  func requireBoolean(_ parsed: Parsed, _ what: String) throws(ExpressionFault) {
    guard parsed.kind == .boolean else {
      throw ExpressionFault(fact: .needsBoolean(what: what), column: parsed.start + 1)
    }
  }
}
