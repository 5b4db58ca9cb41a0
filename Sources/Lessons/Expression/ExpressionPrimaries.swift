internal import Experiments

/// Numbers, names, calls and quantifiers: the leaves of the grammar.
extension ExpressionParser {
  mutating func parsePrimary() throws(ExpressionFault) -> Parsed {
    let start = currentStart
    switch current {
    case .number(let value):
      advance()
      return Parsed(node: .number(value), kind: .number, start: start)
    case .knob(let name):
      try requireNumberKnob(name)
      advance()
      return Parsed(node: .knob(name, arm: nil), kind: .number, start: start)
    case .symbol("("):
      advance()
      var inner = try parseOr()
      try expect(")")
      inner.start = start
      return inner
    case .name(let name):
      return try parseNamed(name, start: start)
    default:
      throw fault(.expected("a value", found: current.description))
    }
  }

  private mutating func parseNamed(
    _ name: String, start: Int
  ) throws(ExpressionFault) -> Parsed {
    let form = Form(rawValue: name)
    switch form {
    case .metric: return try parseMetric(start: start)
    case .parameters: return try parseParameters(start: start)
    case .first where next == .symbol("("): return try parseFirst(start: start)
    case .value where next == .symbol("("): return try parseValue(start: start)
    case .all, .any: return try parseQuantifier(all: form == .all, start: start)
    case .finite, .first, .value, nil: break
    }
    let isCalled = next == .symbol("(")
    if isArm(name), !isCalled {
      let term = try parseArm()
      try expect(".")
      let knobName = try armKnob()
      return Parsed(node: .knob(knobName, arm: term), kind: .number, start: start)
    }
    if scope.variables.contains(name) {
      advance()
      return Parsed(node: .variable(name), kind: .number, start: start)
    }
    advance()
    guard current == .symbol("(") else {
      throw unknown(.name, name, among: scope.variables, start: start)
    }
    if form == .finite { return try parseFinite(start: start) }
    guard let function = ExpressionFunction(rawValue: name) else {
      throw unknown(.function, name, among: Self.callNames, start: start)
    }
    if let statistic = MetricKey.Span.Statistic(rawValue: name), isBeforeCurve {
      return try parseSpan(statistic, start: start)
    }
    return try parseCall(function, start: start)
  }

  private func unknown(
    _ kind: ExpressionFault.NameKind, _ name: String, among names: [String], start: Int
  ) -> ExpressionFault {
    let nearest = nearestName(to: name, in: names)
    return ExpressionFault(fact: .unknown(kind, name, nearest: nearest), column: start + 1)
  }

  /// What may stand before a parenthesis.
  static let callNames = reservedNames + Form.allCases.filter { !$0.isReserved }.map(\.rawValue)
  /// Those of them that name nothing else: an arm may be the `first`, or `tanh`.
  static let reservedNames =
    ExpressionFunction.allCases.filter(\.isReserved).map(\.rawValue)
    + Form.allCases.filter(\.isReserved).map(\.rawValue)

  /// What looks like a function but takes more than numbers, or gives something else.
  private enum Form: String, CaseIterable {
    case finite, metric, first, parameters, value, all, any

    var isReserved: Bool { self != .first && self != .value }
  }

  private mutating func parseCall(
    _ function: ExpressionFunction, start: Int
  ) throws(ExpressionFault) -> Parsed {
    try expect("(")
    var arguments: [Node] = []
    repeat {
      let argument = try parseOr()
      try requireNumber(argument, "`\(function.rawValue)`")
      arguments.append(argument.node)
    } while accept(anyOf: [","]) != nil
    try expect(")")
    let isVariadic = function.isVariadic
    guard isVariadic ? arguments.count >= 2 : arguments.count == 1 else {
      let fact = ExpressionFault.Fact.argumentCount(
        function: "`\(function.rawValue)`",
        expected: isVariadic ? "two numbers or more" : "one number", found: arguments.count)
      throw ExpressionFault(fact: fact, column: start + 1)
    }
    return Parsed(node: .call(function, arguments), kind: .number, start: start)
  }

  private mutating func parseFinite(start: Int) throws(ExpressionFault) -> Parsed {
    try expect("(")
    let argument = try parseOr()
    try requireNumber(argument, "`finite`")
    try expect(")")
    return Parsed(
      node: .finite(argument.node, text: text(from: start)), kind: .boolean, start: start)
  }

  /// `all(a in [x, y]: …)`.
  private mutating func parseQuantifier(
    all: Bool, start: Int
  ) throws(ExpressionFault) -> Parsed {
    advance()
    try expect("(")
    let variable = try expectName("a name for the arm")
    guard try expectName("`in`") == Word.in.rawValue else {
      throw fault(.expected("`in` before the arms", found: current.description))
    }
    try expect("[")
    var arms: [String] = []
    repeat {
      guard case .arm(let arm) = try parseArm() else { continue }
      arms.append(arm)
    } while accept(anyOf: [","]) != nil
    try expect("]")
    try expect(":")
    boundVariables.append(variable)
    defer { boundVariables.removeLast() }
    let body = try parseOr()
    try requireBoolean(body, all ? "`all`" : "`any`")
    try expect(")")
    return Parsed(
      node: .quantified(
        all: all, variable: variable, arms: arms, body: body.node, text: text(from: start)),
      kind: .boolean, start: start)
  }

  // MARK: Arms and knobs

  func isArm(_ name: String) -> Bool {
    boundVariables.contains(name) || scope.arms.contains(name)
  }

  mutating func parseArm() throws(ExpressionFault) -> ArmTerm {
    guard case .name(let name) = current else {
      throw fault(.expected("an arm", found: current.description))
    }
    guard isArm(name) else {
      let names = scope.arms + boundVariables
      throw fault(.unknown(.arm, name, nearest: nearestName(to: name, in: names)))
    }
    advance()
    return boundVariables.contains(name) ? .bound(name) : .arm(name)
  }

  private mutating func armKnob() throws(ExpressionFault) -> String {
    guard case .name(let name) = current else {
      throw fault(.expected("a knob", found: current.description))
    }
    try requireNumberKnob(name)
    advance()
    return name
  }

  private func requireNumberKnob(_ name: String) throws(ExpressionFault) {
    switch scope.knobs[name] {
    case .number: return
    case .word: throw fault(.wordKnob(name))
    case nil:
      if scope.settings.contains(name) { throw fault(.settingWithoutKnob(name)) }
      throw fault(.unknown(.knob, name, nearest: nearestName(to: name, in: scope.knobs.keys)))
    }
  }
}
