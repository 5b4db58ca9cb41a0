import Experiments
import Lessons
import Testing

private let scope = ExpressionScope(
  arms: ["a", "b", "c"], probes: ["loss": .network, "m2": .layers],
  knobs: ["rate": .number], stepLimit: 400, layerCount: 11)

private func claim(_ text: String, over: Claim.Quantifier = .all) throws -> Claim {
  Claim(
    name: "it", expression: try Expression(text, scope: scope, expecting: .boolean), over: over)
}

@Suite("The text of an expression's tree")
struct ExpressionTextTests {
  @Test(
    "is what the lesson wrote, with parentheses only where they are needed",
    arguments: [
      "1 < 2", "1 + 2 * 3 == 7", "(1 + 2) * 3 == 9", "2 - (3 - 4) == 3", "16 / (4 / 2) == 8",
      "2^3^2 == 512", "(2^3)^2 == 64", "-2^2 == -4", "(-2)^2 == 4", "-(1 + 2) != 3",
      "abs(metric(a, loss, 100) - 0.5) <= 1e-07", "metric(b, m2[3], 0) in [-1, 2 * $rate]",
      "first(a, loss < -0.01) > first(b, loss > 3)", "parameters(a) / 2 >= a.rate",
      "not finite(metric(a, loss, 1)) and not (1 < 2 or 2 < 3)",
      "(1 < 2 or 2 < 3) and 3 < 4", "1 < 2 and 2 < 3 or 3 < 4",
      "all(x in [a, b]: any(y in [b, c]: metric(x, loss, 1) < metric(y, loss, 2)))",
      "min(1, 2, max(3, 4)) < sd(1, 2)",
      "mean(a, loss, 10..20) < 2 * sd(b, m2[3], 0..400)",
    ])
  func text(_ source: String) throws {
    let text = try claim(source).expression
    #expect(text.treeText == source)
  }

  @Test("reads back as the same, whatever stood there")
  func reading() throws {
    let source = "((1))+2-(3)<(4*(5))/6 and !(finite(2)) or (1<2)"
    let text = try claim(source).expression.treeText
    #expect(text == "1 + 2 - 3 < 4 * 5 / 6 and not finite(2) or 1 < 2")
    #expect(try claim(text).expression.treeText == text)
  }
}

@Suite("Mutants of a claim")
struct MutantTests {
  @Test(
    "turn each statement round",
    arguments: [
      ("metric(a, loss, 1) < 2", ["metric(a, loss, 1) >= 2"]),
      ("1 <= 2 and 3 == 4", ["1 > 2 and 3 == 4", "1 <= 2 and 3 != 4"]),
      ("1 > 2 or 3 >= 4", ["1 <= 2 or 3 >= 4", "1 > 2 or 3 < 4"]),
      ("1 in [2, 3]", ["not 1 in [2, 3]"]), ("not 1 in [2, 3]", ["1 in [2, 3]"]),
      ("finite(1)", ["not finite(1)"]), ("not finite(1)", ["finite(1)"]),
      ("not 1 != 2", ["1 != 2"]),
      (
        "not (1 < 2 and finite(3))",
        ["not (1 >= 2 and finite(3))", "not (1 < 2 and not finite(3))"]
      ),
      (
        "all(x in [a, b]: metric(x, loss, 1) < 2)",
        ["all(x in [a, b]: metric(x, loss, 1) >= 2)"]
      ),
      ("any(x in [a, b]: x.rate == 2)", ["any(x in [a, b]: x.rate != 2)"]),
    ])
  func turned(_ source: String, _ mutants: [String]) throws {
    let found = try claim(source, over: .median).turnedMutants
    #expect(found.map(\.claim.expression.source) == mutants)
    #expect(found.allSatisfy { $0.change == .turned && $0.claim.over == .median })
    #expect(found.allSatisfy { $0.claim.name == "it" })
  }

  @Test(
    "swap each two arms that a claim tells apart",
    arguments: [
      ("metric(a, loss, 1) < metric(b, loss, 1)", ["metric(b, loss, 1) < metric(a, loss, 1)"]),
      (
        "metric(a, loss, 1) < 2 and parameters(b) > 3",
        ["metric(b, loss, 1) < 2 and parameters(a) > 3"]
      ),
      (
        "log10(a.rate / metric(b, m2[1], 0)) > first(c, loss < 1)",
        ["log10(a.rate / metric(c, m2[1], 0)) > first(b, loss < 1)"]
      ),
      (
        "all(x in [a, b]: metric(x, loss, 1) < metric(c, loss, 1))",
        [
          "all(x in [c, b]: metric(x, loss, 1) < metric(a, loss, 1))",
          "all(x in [a, c]: metric(x, loss, 1) < metric(b, loss, 1))",
        ]
      ),
      // A ratio that is not about 1, and a difference on one side only.
      (
        "metric(a, loss, 1) / metric(b, loss, 1) in [1.6, 2.6]",
        ["metric(b, loss, 1) / metric(a, loss, 1) in [1.6, 2.6]"]
      ),
      (
        "metric(a, loss, 1) - metric(b, loss, 1) < 0.02",
        ["metric(b, loss, 1) - metric(a, loss, 1) < 0.02"]
      ),
      (
        "abs(metric(a, loss, 1) - metric(b, loss, 2)) < 0.02",
        ["abs(metric(b, loss, 1) - metric(a, loss, 2)) < 0.02"]
      ),
    ])
  func swapped(_ source: String, _ mutants: [String]) throws {
    #expect(try claim(source).swappedMutants.map(\.claim.expression.source) == mutants)
  }

  @Test(
    "are not made where the claim says the same with its arms swapped",
    arguments: [
      "metric(a, loss, 1) < 2", "metric(a, loss, 1) < 2 and 2 > metric(b, loss, 1)",
      "all(x in [a, b, c]: metric(x, loss, 1) < 2)",
      "all(x in [a, b]: metric(x, loss, 1) < 2) and metric(c, loss, 1) < 2",
      "max(metric(a, loss, 1), metric(b, loss, 1)) < 2",
      "metric(a, loss, 1) * 3 * metric(b, loss, 1) > 2",
      "metric(a, loss, 1) < 2 or metric(b, loss, 1) < 2",
      // They are as far from each other whichever comes first.
      "abs(metric(a, loss, 1) - metric(b, loss, 1)) > 0.1",
      "abs(log10(metric(a, loss, 1) / metric(b, loss, 1))) > 0.1",
      // They are alike.
      "parameters(a) == parameters(b)", "parameters(a) / parameters(b) in [0.98, 1.02]",
      "abs(metric(a, loss, 1) / metric(b, loss, 1) - 1) < 0.001",
      "abs(log10(metric(a, m2[2], 1) / metric(b, m2[2], 1))) < 0.1",
      // What is equal may stand for each other.
      "parameters(a) == parameters(b) and parameters(a) == parameters(c)",
    ])
  func symmetric(_ source: String) throws {
    #expect(try claim(source).swappedMutants.map(\.claim.expression.source) == [])
  }

  @Test(
    "move each bound to the stricter side",
    arguments: [
      ("metric(a, loss, 1) < 2", ["metric(a, loss, 1) < 2 - 0.5"]),
      (
        "metric(a, loss, 1) >= metric(b, loss, 1) + 1",
        ["metric(a, loss, 1) >= metric(b, loss, 1) + 1 + 0.5"]
      ),
      ("1 in [0, 3]", ["1 in [0 + 0.5, 3]", "1 in [0, 3 - 0.5]"]),
      ("parameters(a) == 7", ["parameters(a) == 7 + 0.5"]), ("1 != 2", []), ("finite(1)", []),
      ("not 1 > 2", ["1 <= 2 - 0.5"]), ("not (1 > 2 or 2 > 3)", []), ("not 1 in [2, 3]", []),
      ("1 < 2 or 3 > 4", ["1 < 2 - 0.5 or 3 > 4", "1 < 2 or 3 > 4 + 0.5"]),
    ])
  func moved(_ source: String, _ mutants: [String]) throws {
    let found = try claim(source).bounds.map { $0.mutant(stricterBy: 0.5) }
    #expect(found.map(\.claim.expression.source) == mutants)
  }

  @Test("know the statement of a bound alone, for all arms that it is said of")
  func alone() throws {
    let bounds = try claim(
      "1 < 2 and any(x in [a, b]: metric(x, loss, 1) < 3 or metric(x, loss, 2) > 4)"
    ).bounds
    #expect(bounds.map(\.isForAny) == [false, true, true])
    #expect(
      bounds.map(\.statement.source) == [
        "1 < 2", "all(x in [a, b]: metric(x, loss, 1) < 3)",
        "all(x in [a, b]: metric(x, loss, 2) > 4)",
      ])
  }
}
