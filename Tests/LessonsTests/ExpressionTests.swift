import Experiments
import Lessons
import Testing

/// Two arms measured at steps 0 and 100; `late` is not measured yet, `huge` has diverged.
private struct Readings: ExpressionContext {
  func metric(_ key: MetricKey, of arm: String) -> Double? {
    if key.crossing == MetricKey.Crossing(isBelow: true, bound: 0.01) {
      return arm == "he" ? 346 : .infinity
    }
    if let span = key.span {
      let steps = (span.first...key.step).map(Double.init)
      return span.statistic == .max ? steps.last : steps.reduce(0, +) / Double(steps.count)
    }
    return switch (arm, key.probe, key.layer, key.step) {
    case ("he", "loss", nil, 100): 0.5
    case ("tiny", "loss", nil, 100): 2.25
    case ("huge", "loss", nil, 100): .nan
    case ("he", "m2", let layer?, 0): 1 / Double(layer)
    case ("tiny", "m2", let layer?, 0): 4 / Double(layer)
    default: nil
    }
  }

  func parameterCount(arm: String) -> Int? { arm == "he" ? 61_706 : nil }

  func knob(_ name: String, arm: String?) -> KnobValue? {
    switch (name, arm) {
    case ("c", "he"): .number(2)
    case ("c", "tiny"): .number(0.5)
    case ("c", nil): .number(3)
    default: nil
    }
  }

  func variable(_ name: String) -> Double? { name == "fan_in" ? 784 : nil }
}

private let scope = ExpressionScope(
  arms: ["he", "tiny", "huge", "late"],
  probes: ["loss": .network, "m2": .layers, "x": .histogram],
  knobs: ["c": .number, "activation": .word], variables: ["fan_in", "fan_out"], stepLimit: 400,
  layerCount: 11)

@Suite("An expression")
struct ExpressionTests {
  @Test(
    "is worked out by the usual rules",
    arguments: zip(
      [
        "1 + 2 * 3", "(1 + 2) * 3", "2 - 3 - 4", "16 / 4 / 2", "2 ^ 3 ^ 2", "-2 ^ 2", "2 ^ -1",
        "--3", "1e-3", ".5", "abs(-2)", "log10(1000)", "ln(exp(2))", "sqrt(16)", "min(3, 1, 2)",
        "max(3, 1, 2)", "$c / fan_in", "he.c / tiny.c", "metric(he, loss, 100)",
        "metric(tiny, m2[4], 0)", "2 × 3 − 1", "1 / 0", "7 · 2",
        "mean(1, 2, 6)", "sd(1, 3, 5)", "sd(2, 2)", "floor(2.7)",
        "floor((64 + 2*2 - 5) / 2) + 1", "floor(-0.5)",
        "parameters(he) / 2", "first(he, loss < 0.01)", "first(tiny, loss < 0.01)",
        "mean(he, loss, 100..200)", "mean(1, 2) + mean(he, m2[3], 0 .. 10)", "max(he, loss, 5…9)",
        "normal_cdf(0) + tanh(0) + sigmoid(0) + cos(0) + sin(0)",
      ],
      [
        7, 9, -5, 2, 512, -4, 0.5, 3, 0.001, 0.5, 2, 3, 2, 4, 1, 3, 3.0 / 784, 4, 0.5, 1, 5,
        .infinity, 14, 3, 2, 0, 2, 32, -1, 30_853, 346, .infinity, 150, 6.5, 9, 2,
      ] as [Double]))
  func numbers(_ source: String, _ expected: Double) throws {
    let value = try #require(try Expression(source, scope: scope).number(in: Readings()))
    #expect(value == expected || abs(value - expected) <= 1e-15 * abs(expected))
  }

  /// All words with a meaning of their own in expressions.
  private static let reserved =
    ExpressionFunction.allCases.filter(\.isReserved).map(\.rawValue)
    + [
      "finite", "metric", "parameters", "all", "any", "and", "or", "not", "in", "fan_in", "fan_out",
    ]

  @Test("its words name no knob, arm, probe or claim", arguments: reserved)
  func reservedWords(_ word: String) {
    #expect(Self.reserved.contains("mean") && Self.reserved.contains("sd"))
    for (old, kind) in [
      ("  depth: {value", "a knob"), ("  tiny: {label", "an arm"), ("  m2: {of", "a probe"),
      ("  later: {expr", "a claim"),
    ] {
      let new = "  \(word): {" + old.split(separator: "{")[1]
      let faults = SmallLesson.faults(SmallLesson.changed(old, to: new))
      #expect(faults.contains { $0.contains("\"\(word)\" can't name \(kind)") }, "\(faults)")
    }
  }

  @Test(
    "is true or false",
    arguments: zip(
      [
        "1 < 2", "2 <= 2", "3 > 4", "3 >= 4", "1 == 1", "1 != 1", "2 in [1, 3]", "4 in [1, 3]",
        "not 1 < 2", "!finite(1)", "1 < 2 and 2 < 1", "1 < 2 or 2 < 1", "(1 < 2) and (2 < 3)",
        "finite(metric(huge, loss, 100))", "metric(huge, loss, 100) < 1",
        "metric(huge, loss, 100) > 1", "all(a in [he, tiny]: metric(a, loss, 100) > 0.1)",
        "any(a in [he, tiny]: metric(a, loss, 100) > 2)", "all(a in [he, tiny]: a.c > 1)",
        "all(a in [he, tiny]: any(b in [he, tiny]: a.c == b.c))", "1 ≤ 2", "1 ≠ 2",
      ],
      [
        true, true, false, false, true, false, true, false, false, false, false, true, true, false,
        false, false, true, true, false, true, true, true,
      ]))
  func conditions(_ source: String, _ expected: Bool) throws {
    let expression = try Expression(source, scope: scope, expecting: .boolean)
    #expect(expression.evaluate(in: Readings()) == .boolean(expected))
  }

  @Test(
    "is pending unless what is known settles it",
    arguments: zip(
      [
        "metric(late, loss, 100)", "metric(late, loss, 100) + 1", "metric(late, loss, 100) < 1",
        "metric(late, loss, 100) < 1 and 2 < 1", "metric(late, loss, 100) < 1 or 1 < 2",
        "any(a in [late, he]: metric(a, loss, 100) < 1)",
        "all(a in [late, he]: metric(a, loss, 100) < 1)",
      ],
      [
        .pending, .pending, .pending, .boolean(false), .boolean(true), .boolean(true), .pending,
      ] as [ExpressionValue]))
  func pending(_ source: String, _ expected: ExpressionValue) throws {
    #expect(try Expression(source, scope: scope).evaluate(in: Readings()) == expected)
  }

  typealias Fact = ExpressionFault.Fact

  @Test(
    "says what is wrong and in which column",
    arguments: [
      ("", 1, .empty), ("1 +", 4, .expected("a value", found: "the end")),
      ("1 2", 3, .expected("an operator", found: "the number 2.0")),
      ("(1", 3, .expected("`)`", found: "the end")), ("1 ~ 2", 3, .unexpectedCharacter("~")),
      ("1e999", 1, .badNumber("1e999")), ("1abc", 1, .badNumber("1abc")),
      ("1 < 2 < 3", 7, .chainedComparison), ("1 + (2 < 3)", 5, .needsNumber(what: "`+`")),
      ("1 and 2 < 3", 1, .needsBoolean(what: "`and`")), ("not 1", 5, .needsBoolean(what: "`not`")),
      ("fan_im", 1, .unknown(.name, "fan_im", nearest: "fan_in")),
      ("logg10(1)", 1, .unknown(.function, "logg10", nearest: "log10")),
      ("$d", 1, .unknown(.knob, "d", nearest: nil)), ("$activation", 1, .wordKnob("activation")),
      ("he.activation", 4, .wordKnob("activation")),
      ("metric(hee, loss, 0)", 8, .unknown(.arm, "hee", nearest: "he")),
      ("parameters(hee)", 12, .unknown(.arm, "hee", nearest: "he")),
      ("metric(he, los, 0)", 12, .unknown(.probe, "los", nearest: "loss")),
      ("metric(he, m2, 0)", 12, .needsLayer(probe: "m2")),
      ("metric(he, loss[1], 0)", 12, .hasNoLayers(probe: "loss")),
      ("metric(he, x, 0)", 12, .isHistogram(probe: "x")),
      ("metric(he, m2[0], 0)", 15, .layerOutOfRange(0, count: 11)),
      ("metric(he, m2[12], 0)", 15, .layerOutOfRange(12, count: 11)),
      ("metric(he, loss, 401)", 18, .stepOutOfRange(401, limit: 400)),
      ("mean(he, loss, 10..401)", 20, .stepOutOfRange(401, limit: 400)),
      ("mean(he, loss, 402..403)", 16, .stepOutOfRange(402, limit: 400)),
      ("1 + sd(he, loss, 20..10)", 18, .backwardRange(20, 10)),
      ("min(he, loss, 10)", 17, .expected("`..`", found: "\")\"")),
      ("max(he, m2, 1..10)", 9, .needsLayer(probe: "m2")),
      ("mean(he, 1..10)", 10, .expected("a probe", found: "the number 1.0")),
      ("mean(hee, loss, 1..10)", 6, .unknown(.arm, "hee", nearest: "he")),
      ("abs(1, 2)", 1, .argumentCount(function: "`abs`", expected: "one number", found: 2)),
      ("min(1)", 1, .argumentCount(function: "`min`", expected: "two numbers or more", found: 1)),
      ("all(a in []: 1 < 2)", 11, .expected("an arm", found: "\"]\"")),
      ("all(a in [he]: 1)", 16, .needsBoolean(what: "`all`")),
    ] as [(String, Int, Fact)])
  func faults(_ source: String, _ column: Int, _ fact: Fact) {
    #expect(throws: ExpressionFault(fact: fact, column: column)) {
      try Expression(source, scope: scope)
    }
  }

  @Test(
    "over steps asks for a range that holds values",
    arguments: [
      ("mean(he, test, 11..19)", "11..19 holds no value of the probe \"test\", measured every 10"),
      ("mean(he, loss, 0..0)", "0..0 holds no value of the probe \"loss\": write a longer range"),
      (
        "sd(he, test, 1..10)", "10 holds one value of the probe \"test\", measured every 10 steps; "
      ),
      ("max(he, rough, 1..10)", "\"rough\" has no curve: name its steps one by one"),
    ])
  func emptyRanges(_ source: String, _ message: String) throws {
    var scope = scope
    scope.probes = ["loss": .network, "test": .network, "rough": .network]
    scope.curves = ["loss": .init(firstStep: 1), "test": .init(every: 10)]
    scope.curveless = ["rough"]
    for good in ["mean(he, test, 0..9)", "mean(he, loss, 0..1)", "sd(he, test, 10..20)"] {
      _ = try Expression(good, scope: scope)
    }
    do {
      _ = try Expression(source, scope: scope)
      Issue.record("\(source) is taken")
    } catch { #expect(error.description.contains(message), "\(error)") }
  }

  @Test("has to be of the kind that its place needs")
  func kinds() {
    #expect(throws: ExpressionFault(fact: .needsBoolean(what: "this place"), column: 1)) {
      try Expression("1 + 1", scope: scope, expecting: .boolean)
    }
    #expect(throws: ExpressionFault(fact: .needsNumber(what: "this place"), column: 1)) {
      try Expression("1 < 2", scope: scope, expecting: .number)
    }
  }

  @Test("is refused when it nests too deeply", arguments: ["(", "-", "!", "not ", "abs(", "2^"])
  func depth(_ opening: String) {
    let count = min(300, 1_900 / opening.count)
    let source = String(repeating: opening, count: count) + "1"
    #expect(throws: ExpressionFault.self) { try Expression(source, scope: scope) }
  }

  @Test("may be a chain of any length within the limit")
  func chains() throws {
    let sum = Array(repeating: "1", count: 1_000).joined(separator: "+")
    #expect(try Expression(sum, scope: scope).number(in: Readings()) == 1_000)
    #expect(throws: ExpressionFault(fact: .tooLong(count: 2_001), column: 1)) {
      try Expression(sum + "+1", scope: scope)
    }
  }

  @Test("can't grow exponentially by nested quantifiers")
  func quantifiers() {
    let opening = "all(a in [he,tiny,huge,late]: "
    let source = String(repeating: opening, count: 20) + "1 < 2" + String(repeating: ")", count: 20)
    #expect(throws: ExpressionFault(fact: .tooManyValues, column: 1)) {
      try Expression(source, scope: scope)
    }
  }

  @Test("names every measurement that it needs, arms written out, each once")
  func references() throws {
    let source = """
      all(a in [he, tiny]: metric(a, m2[10], 0) / metric(a, m2[1], 0) < 1) \
      and metric(he, m2[1], 0) > metric(huge, loss, 100)
      """
    #expect(
      try Expression(source, scope: scope).metricReferences == [
        MetricReference(arm: "he", key: MetricKey(probe: "m2", layer: 10, step: 0)),
        MetricReference(arm: "he", key: MetricKey(probe: "m2", layer: 1, step: 0)),
        MetricReference(arm: "tiny", key: MetricKey(probe: "m2", layer: 10, step: 0)),
        MetricReference(arm: "tiny", key: MetricKey(probe: "m2", layer: 1, step: 0)),
        MetricReference(arm: "huge", key: MetricKey(probe: "loss", step: 100)),
      ])
  }
}

@Suite("The comparisons of a claim")
struct ComparisonTests {
  private func comparisons(_ source: String) throws -> [Comparison] {
    try Expression(source, scope: scope, expecting: .boolean).comparisons(in: Readings())
  }

  @Test("are the statements that it joins, with values, bounds and margins")
  func statements() throws {
    let found = try comparisons(
      """
      all(a in [he, tiny]: metric(a, loss, 100) < 1.5) and metric(he, m2[4], 0) in [0.2, 1] \
      and not finite(metric(huge, loss, 100))
      """)
    #expect(
      found.map(\.text) == [
        "metric(a, loss, 100)", "metric(a, loss, 100)", "metric(he, m2[4], 0)",
        "not finite(metric(huge, loss, 100))",
      ])
    #expect(found.map(\.value) == [0.5, 2.25, 0.25, 1])
    #expect(found.map(\.holds) == [true, false, true, true])
    #expect(found.map { $0.distances.map(\.side) } == [[.upper], [.upper], [.lower, .upper], []])
    #expect(found[0].distances.map(\.distance) == [1])
    #expect(found[1].distances.map(\.distance) == [-0.75])
    #expect(abs(found[2].distances[0].distance - 0.05) < 1e-15)
    #expect(found[2].distances[1].distance == 0.75)
    #expect(found[1].arms == [ArmBinding(variable: "a", arm: "tiny")])
    #expect(found.map(\.boundText) == ["< 1.5", "< 1.5", "in [0.2, 1]", "is true"])
  }

  @Test("have no verdict while something is not measured")
  func pending() throws {
    let found = try comparisons("metric(late, loss, 100) < 1")
    #expect(found.map(\.value) == [nil])
    #expect(found.map(\.holds) == [nil])
    #expect(found.map(\.upper) == [1])
  }

  @Test("keep an `or` as one statement")
  func alternatives() throws {
    let found = try comparisons("1 < 2 or metric(late, loss, 100) < 1")
    #expect(found.map(\.text) == ["1 < 2 or metric(late, loss, 100) < 1"])
    #expect(found.map(\.holds) == [true])
  }
}
