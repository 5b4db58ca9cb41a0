internal import Yams

/// A value in a lesson file's YAML, under the name that faults call it by. Reading it as something
/// that it isn't logs a fault and gives nil.
struct Field {
  let node: Node
  let name: String
  let document: YAMLDocument

  /// Where it begins in the file.
  var line: Int { document.place(of: node).line }

  func fault(_ fact: LessonFact) {
    let place = document.place(of: node)
    document.log.add(fact, line: place.line, column: place.column)
  }

  private func wrongType(_ expected: String) {
    fault(.wrongType(key: name, expected: expected, found: node.summary))
  }

  private func scalar(_ expected: String) -> Node.Scalar? {
    guard case .scalar(let scalar) = node else {
      wrongType(expected)
      return nil
    }
    if let scalar = scalar.string.unicodeScalars.first(where: \.isForbidden) {
      fault(.forbiddenCharacter(scalar))
      return nil
    }
    return scalar
  }

  /// Text; `isProse` allows several lines.
  func string(isProse: Bool = false, limit: Int = 200) -> String? {
    guard let scalar = scalar("text") else { return nil }
    if scalar.style == .plain {
      guard !scalar.string.isEmpty else {
        wrongType("text")
        return nil
      }
      guard !scalar.looksLikeAnotherType else {
        fault(.ambiguousScalar(scalar.string, key: name))
        return nil
      }
    }
    let limit = isProse ? 4_000 : limit
    let count = scalar.string.unicodeScalars.count
    guard count <= limit else {
      fault(.outOfRange(key: name, found: "\(count) characters", expected: "at most \(limit)"))
      return nil
    }
    guard isProse || !scalar.string.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\t" })
    else {
      wrongType("text in one line")
      return nil
    }
    return scalar.string.trimmingNewlines
  }

  /// Markdown with formulas. Its faults are said at the beginning of the value: how YAML folds and
  /// escapes it hides the places within.
  /// - Parameter claims: those that words may be bound to.
  func prose(inOneLine: Bool = false, claims: [Claim] = []) -> Prose? {
    guard let text = string(isProse: !inOneLine) else { return nil }
    let source = MarkdownSource(Array(text.utf8), hasNumbers: false)
    for (fact, _) in source.faults { fault(fact) }
    let reader = ProseReader(
      source: source, scope: ExpressionScope(), claims: claims.map(\.name)
    ) { fact, _ in fault(fact) }
    return Prose(reader.blocks(source.tree.root.children))
  }

  /// A number in plain style that all YAML readers agree on.
  func number() -> Double? {
    guard let scalar = scalar("a number") else { return nil }
    guard scalar.style == .plain, let value = Double(scalar.string), value.isFinite,
      scalar.string.first != "+"
    else {
      wrongType("a number")
      return nil
    }
    guard scalar.isStrictNumber else {
      fault(.ambiguousScalar(scalar.string, key: name))
      return nil
    }
    return value
  }

  func number(in range: ClosedRange<Double>) -> Double? {
    guard let value = number() else { return nil }
    guard range.contains(value) else {
      let expected =
        "a number from \(shortNumber(range.lowerBound)) to "
        + shortNumber(range.upperBound)
      fault(.outOfRange(key: name, found: shortNumber(value), expected: expected))
      return nil
    }
    return value
  }

  func whole(in range: ClosedRange<Int>) -> Int? {
    guard let value = number() else { return nil }
    guard let whole = Int(exactly: value), range.contains(whole) else {
      let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
      fault(.outOfRange(key: name, found: shortNumber(value), expected: expected))
      return nil
    }
    return whole
  }

  func truth() -> Bool? {
    guard let scalar = scalar("true or false") else { return nil }
    guard scalar.style == .plain, scalar.string == "true" || scalar.string == "false" else {
      wrongType("true or false")
      return nil
    }
    return scalar.string == "true"
  }

  /// What plain `yes`, `no`, `true` and `false` mean; nil for all else.
  var plainTruth: Bool? {
    guard case .scalar(let scalar) = node, scalar.style == .plain else { return nil }
    switch scalar.string {
    case "yes", "true": return true
    case "no", "false": return false
    default: return nil
    }
  }

  /// A switch; nil and a fault for what is neither on nor off.
  func yesOrNo() -> Bool? {
    if plainTruth == nil { wrongType("yes or no") }
    return plainTruth
  }

  /// A scalar as it is written, `y` too, which elsewhere might mean yes; nil and a fault for others.
  var plainText: String? { scalar("a word")?.string }

  /// Whether it is plain text that begins like `$knob`.
  var isKnobName: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.string.hasPrefix("$")
  }

  /// One of the given words.
  func word(among words: [String], kind: String) -> String? {
    guard let word = string(orName: words) else { return nil }
    guard words.contains(word) else {
      fault(
        .unknownName(
          kind: kind, name: word, nearest: nearestName(to: word, in: words), known: words))
      return nil
    }
    return word
  }

  /// Text, or one of the names, also where that is `n` or `y`, which some YAML reader takes for a truth value:
  /// where something is called so, nothing else can be meant.
  func string(orName names: [String]) -> String? {
    guard case .scalar(let scalar) = node, scalar.string.unicodeScalars.count == 1,
      scalar.string.allSatisfy(\.isLetter), names.contains(scalar.string)
    else { return string() }
    return plainText
  }

  func list(atMost limit: Int = 100) -> [Field]? {
    guard case .sequence(let sequence) = node else {
      wrongType("a list")
      return nil
    }
    guard sequence.count <= limit else {
      fault(.outOfRange(key: name, found: "\(sequence.count) items", expected: "at most \(limit)"))
      return nil
    }
    return sequence.enumerated().map {
      Field(node: $0.element, name: "\(name)[\($0.offset + 1)]", document: document)
    }
  }

  /// The words of a list, each one of those given and none twice.
  func words(among known: [String], kind: String) -> [String] {
    var result: [String] = []
    for item in list() ?? [] {
      guard let word = item.word(among: known, kind: kind) else { continue }
      if result.contains(word) {
        item.fault(.repeatedName(kind: "a \(kind)", name: word))
      } else {
        result.append(word)
      }
    }
    return result
  }

  /// A formula. Its faults are placed inside the text where that stands in one line.
  func expression(_ scope: ExpressionScope, expecting kind: Expression.Kind) -> Expression? {
    guard let scalar = scalar(kind == .number ? "a number or a formula" : "a formula") else {
      return nil
    }
    if scalar.style == .plain, scalar.looksLikeAnotherType, !scalar.isStrictNumber {
      if plainTruth != nil {
        wrongType(kind == .number ? "a number or a formula" : "a formula")
        return nil
      }
      fault(.ambiguousScalar(scalar.string, key: name))
      return nil
    }
    do {
      return try Expression(scalar.string, scope: scope, expecting: kind)
    } catch {
      let place = place(of: error.column, in: scalar)
      document.log.add(
        .expression(error, key: name, source: scalar.string), line: place.line,
        column: place.column)
      return nil
    }
  }

  private func place(of column: Int, in scalar: Node.Scalar) -> TextPlace {
    let place = document.place(of: node)
    let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
    let start = place.column - 1 + (isQuoted ? 1 : 0)
    let index = place.line - document.firstLine
    let line = document.lines.indices.contains(index) ? document.lines[index] : ""
    let stands = line.unicodeScalars.dropFirst(start).starts(with: scalar.string.unicodeScalars)
    return TextPlace(line: place.line, column: stands ? start + column : place.column)
  }

  /// Whether it is text that reads knobs, as a formula in place of a number does.
  var isFormula: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.string.contains("$") || scalar.string.contains("(")
  }

  var isScalar: Bool { if case .scalar = node { true } else { false } }
  var isList: Bool { if case .sequence = node { true } else { false } }
  /// As faults name it.
  var summary: String { node.summary }
  var isMapping: Bool { if case .mapping = node { true } else { false } }
}

extension Node {
  /// As faults name it.
  var summary: String {
    switch self {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    case .scalar(let scalar):
      if scalar.string.isEmpty, scalar.style == .plain {
        "nothing"
      } else if scalar.style == .plain {
        scalar.string.safe(limit: 60)
      } else {
        "the text \(scalar.string.quoted)"
      }
    }
  }
}

extension Node.Scalar {
  /// Whether some YAML reader takes this plain scalar for a truth value, nothing or a number.
  var looksLikeAnotherType: Bool {
    let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"]
    if words.contains(string.lowercased()) || string.hasPrefix(".nan") || string.hasPrefix(".inf") {
      return true
    }
    let bare = string.drop { $0 == "+" || $0 == "-" || $0 == "." }
    guard let first = bare.first, ("0"..."9").contains(first) else { return false }
    return bare.allSatisfy { "0123456789abcdefABCDEFxXoO._:+-".contains($0) }
  }

  /// Whether it is a decimal number without a leading zero, underscores or other bases.
  var isStrictNumber: Bool {
    guard style == .plain, Double(string) != nil, string.first != "+" else { return false }
    let digits = string.drop { $0 == "-" }
    guard let first = digits.first, ("0"..."9").contains(first) || first == "." else {
      return false
    }
    let second = digits.dropFirst().first
    if first == "0", let second, ("0"..."9").contains(second) { return false }
    return digits.allSatisfy { "0123456789.eE+-".contains($0) }
  }
}

extension String {
  var trimmingNewlines: String {
    let start = drop { $0 == "\n" }
    return start.lastIndex { $0 != "\n" }.map { String(start[...$0]) } ?? ""
  }
}
