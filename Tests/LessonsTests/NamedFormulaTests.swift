import Experiments
import Lessons
import Testing

/// The lesson's s is 2, the arm's 1; n is 28 everywhere.
private struct Knobs: ExpressionContext {
  func knob(_ name: String, arm: String?) -> KnobValue? {
    switch (name, arm) {
    case ("s", "one"): .number(1)
    case ("s", _): .number(2)
    case ("n", _): .number(28)
    default: nil
    }
  }
}

@Suite("A formula of a lesson at other numbers")
struct NamedFormulaTests {
  private static let calculated = ExpressionScope(
    knobs: ["n": .number, "s": .number, "word": .word], variables: ["x", "y"])

  /// With formulas, of which each may read those before.
  private static func scope(
    _ formulas: [(name: String, text: String)] = [
      ("out", "floor(($n - 3) / $s) + 1"), ("relu", "max(0, x)"), ("plane", "x - y * $s"),
      ("five", "5"), ("later", "value(relu, x: y + $s)"),
    ]
  ) throws -> ExpressionScope {
    var scope = calculated
    for (name, text) in formulas {
      let expression = try Expression(text, scope: scope, expecting: .number)
      scope.formulas[name] = [
        NamedFormula(name: name, expression: expression, runningOver: ["x", "y"])
      ]
    }
    scope.variables = []
    scope.arms = ["one", "two", "out"]
    return scope
  }

  @Test(
    "is worked out with what is given, and the rest as the lesson or the arm has it",
    arguments: zip(
      [
        "value(out)", "value(out, s: 1)", "value(out, n: 11, s: 1)", "value(out, s: $s + 2)",
        "value(one, out)", "value(two, out)", "value(one, out, n: 13)", "value(out, out)",
        "value(relu, x: -1) + value(relu, x: 3)", "value(plane, x: 1, y: 2)",
        "value(one, plane, x: 1, y: 2)", "value(five)", "value(later, y: 1)",
        "value(one, later, y: 1)", "value(relu, x: value(out, s: 5))", "2^value(relu, x: 3) - 1",
        "value(one, out, s: $s)",
      ],
      [13, 26, 9, 7, 26, 13, 11, 13, 3, -3, -1, 5, 3, 2, 6, 7, 13] as [Double]))
  func values(_ source: String, _ expected: Double) throws {
    let expression = try Expression(source, scope: Self.scope())
    #expect(expression.number(in: Knobs()) == expected)
    #expect(expression.metricReferences.isEmpty && expression.measuredArms.isEmpty)
  }

  @Test("is a claim for every arm that it is said of")
  func quantified() throws {
    let source = "all(a in [one, two]: value(a, out) == floor(25 / a.s) + 1)"
    let claim = try Expression(source, scope: Self.scope(), expecting: .boolean)
    #expect(claim.evaluate(in: Knobs()) == .boolean(true))
    #expect(claim.comparisons(in: Knobs()).map(\.value) == [26, 13])
    #expect(claim.comparisons(in: Knobs()).map(\.text) == ["value(a, out)", "value(a, out)"])
  }

  @Test(
    "says what it lacks, and where",
    arguments: [
      ("value(outt)", 7, "unknown formula \"outt\"; did you mean \"out\"?"),
      ("value(3)", 7, "expected a formula, found the number 3"),
      ("value(out, k: 3)", 12, "the formula \"out\" reads no \"k\"; it reads n, s"),
      ("value(five, s: 3)", 13, "the formula \"five\" reads no \"s\", and nothing else"),
      ("value(out, s: 3, s: 4)", 18, "\"s\" has a value already"),
      ("value(out, s 3)", 14, "expected `:`, found the number 3"),
      ("value(out, s: 1 < 2)", 15, "`s` needs a number, found a condition"),
      ("1 + value(plane, x: 1)", 11, "\"plane\" runs over y: say where, as `value(plane, y: 1)`"),
      ("value(one, s: 1)", 7, "unknown formula \"one\""),
      ("value(anything)", 7, "; there are five, later, out, plane, relu"),
      ("value", 1, "unknown name \"value\""),
    ])
  func faults(_ source: String, _ column: Int, _ message: String) throws {
    do {
      _ = try Expression(source, scope: Self.scope())
      Issue.record("\(source) is taken")
    } catch {
      let fault = try #require(error as? ExpressionFault)
      #expect(fault.column == column && fault.description.contains(message), "\(fault)")
    }
  }

  @Test("can't grow without end by formulas of formulas")
  func growth() throws {
    let doubled = (1...40).map { (name: "f\($0)", text: "value(f\($0 - 1)) + value(f\($0 - 1))") }
    #expect(throws: ExpressionFault.self) { try Self.scope([("f0", "$n")] + doubled) }
    let deep = (1...400).map { (name: "f\($0)", text: "1 - value(f\($0 - 1))") }
    #expect(throws: ExpressionFault(fact: .tooDeep, column: 5)) {
      try Self.scope([("f0", "$n")] + deep)
    }
  }

  private static let calculation = """
    arms:
      he: {label: 2/n, set: {depth: 5}}
      tiny: {label: 0.5/n}
    calculate: {over: {z: [-2, 2]}, values: {cost: $depth * 64, leaky: "max(z, z / $depth)"}}

    """

  private func text(claim: String, number: String = "{{value(cost, depth: 4)}}") -> String {
    SmallLesson.changed(
      "arms:\n  he: {label: 2/n}\n  tiny: {label: 0.5/n, set: {c: 0.5, activation: tanh}}\n",
      to: Self.calculation
    )
    .replacing("learns: metric(he, loss, 50) < 2", with: "learns: \"\(claim)\"")
    .replacing("{{metric(he, loss, 50)|.2}}", with: number)
  }

  @Test("stands in claims and in the text of a lesson that calculates beside its training")
  func lessons() throws {
    let claim = "value(cost, depth: 9) == 576 and value(leaky, z: -1, depth: 2) > -1"
    let lesson = try Lesson.read(SmallLesson.bytes(text(claim: claim)), path: "f.md")
    #expect(lesson.claims[0].expression.measuredArms.isEmpty)
    #expect(
      SmallLesson.faults(text(claim: "value(cost, c: 9) == 576")).contains {
        $0.contains("the formula \"cost\" reads no \"c\"; it reads depth")
      })
    #expect(
      SmallLesson.faults(text(claim: "1 < 2", number: "{{value(leaky)}}")).contains {
        $0.contains("\"leaky\" runs over z")
      })
  }

  @Test("of a lesson that calculates nothing is refused with what is missing")
  func nothingCalculated() {
    let text = SmallLesson.changed("{{metric(he, loss, 50)|.2}}", to: "{{value(cost)}}")
    #expect(
      SmallLesson.faults(text).contains {
        $0.contains("unknown formula \"cost\": the lesson has no `calculate` with `values`")
      })
  }
}
