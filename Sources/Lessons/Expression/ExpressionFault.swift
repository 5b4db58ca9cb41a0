/// What is wrong with an expression, and where in its text.
public struct ExpressionFault: Error, Hashable, Sendable {
  public enum Fact: Hashable, Sendable {
    case empty
    case tooLong(count: Int)
    case tooDeep
    case tooManyValues
    /// The function has no derivative, so nothing can descend.
    case noDerivative(String)
    case unexpectedCharacter(Unicode.Scalar)
    case badNumber(String)
    case expected(String, found: String)
    case unknown(NameKind, String, nearest: String?)
    case wordKnob(String)
    /// The lesson has such a setting with a value of its own.
    case settingWithoutKnob(String)
    case needsNumber(what: String)
    case needsBoolean(what: String)
    case argumentCount(function: String, expected: String, found: Int)
    case needsLayer(probe: String)
    case hasNoLayers(probe: String)
    case isHistogram(probe: String)
    case isPicture(probe: String)
    case layerOutOfRange(Int, count: Int)
    case stepOutOfRange(Int, limit: Int)
    /// The probe is measured only at steps that a formula names.
    case hasNoCurve(probe: String)
    case backwardRange(Int, Int)
    /// So many values of a probe that is measured every so many steps lie in a range.
    case tooFewSteps(probe: String, Int, Int, count: Int, needed: Int, every: Int)
    case unknownFormula(String, known: [String])
    /// Several experiments of the lesson have a formula of that name, and they differ.
    case severalFormulas(String)
    case unreadParameter(String, formula: String, read: [String])
    case parameterTwice(String)
    /// The formula runs over a variable that has no number.
    case needsParameter(String, formula: String)
    case chainedComparison
  }

  public enum NameKind: String, Hashable, Sendable {
    case function, arm, probe, knob, name
  }

  public var fact: Fact
  /// In Unicode scalars, from 1.
  public var column: Int

  public init(fact: Fact, column: Int) {
    self.fact = fact
    self.column = column
  }
}

extension ExpressionFault: CustomStringConvertible {
  /// What was found and what was expected, in one line.
  public var description: String {
    switch fact {
    case .empty: "the expression is empty"
    case .tooLong(let count):
      "the expression has \(count) characters; \(Expression.lengthLimit) are the most"
    case .tooDeep: "nested more than \(Expression.nestingLimit) deep"
    case .noDerivative(let function):
      "`\(function)` has no derivative to descend by; write the loss without it"
    case .tooManyValues:
      "reads more than \(Expression.valueLimit) values once `all` and `any` are written out"
    case .unexpectedCharacter("="): "unexpected \"=\"; two numbers are compared with `==`"
    case .unexpectedCharacter(let scalar):
      "unexpected \(String(String.UnicodeScalarView([scalar])).quoted)"
    case .badNumber(let text): "\(text.quoted) is not a number"
    case .expected(let what, let found): "expected \(what), found \(found)"
    case .unknown(.function, let name, nil):
      "unknown function \(name.quoted); there are "
        + (ExpressionFunction.allCases.map(\.rawValue) + [
          "finite", "metric", "first", "parameters", "value",
        ])
        .joined(separator: ", ")
    case .unknown(let kind, let name, let nearest):
      "unknown \(kind.rawValue) \(name.quoted)" + suggestion(nearest)
    case .wordKnob(let name): "the knob \(name.quoted) is a word, not a number"
    case .settingWithoutKnob(let name):
      "\(name.quoted) is a setting that no knob turns; write its number here, or make it a knob and "
        + "`\(name): $\(name)` the setting"
    case .needsNumber(let what): "\(what) needs a number, found a condition"
    case .needsBoolean(let what): "\(what) needs a condition, found a number"
    case .argumentCount(let function, let expected, let found):
      "\(function) takes \(expected), found \(found)"
    case .needsLayer(let probe):
      "the probe \(probe.quoted) has a value for each layer: write \(probe)[1]"
    case .hasNoLayers(let probe):
      "the probe \(probe.quoted) has one value for the whole network: leave out [layer]"
    case .isPicture(let probe):
      "\(probe.quoted) is something to look at; a formula needs one number"
    case .isHistogram(let probe):
      "the probe \(probe.quoted) is a histogram and has no single value"
    case .layerOutOfRange(let layer, let count):
      "layer \(layer) does not exist: layers go from 1 to \(count)"
    case .stepOutOfRange(let step, let limit):
      "step \(step) is beyond the lesson's \(limit) steps"
    case .hasNoCurve(let probe):
      "the probe \(probe.quoted) has no curve: name its steps one by one, as "
        + "`metric(arm, \(probe), step)`"
    case .backwardRange(let first, let last):
      "the range \(first)..\(last) ends before it begins; write \(last)..\(first)"
    case .tooFewSteps(let probe, let first, let last, let count, let needed, let every):
      "\(first)..\(last) holds \(count == 0 ? "no value" : "one value") of the probe "
        + probe.quoted + (every == 1 ? "" : ", measured every \(every) steps")
        + (needed == 1 ? "" : "; `sd` needs two") + ": write a longer range"
    case .unknownFormula(let name, let known):
      "unknown formula \(name.quoted)"
        + (known.isEmpty
          ? ": the lesson has no `calculate` with `values`"
          : nearestName(to: name, in: known).map { suggestion($0) }
            ?? "; there are " + known.joined(separator: ", "))
    case .severalFormulas(let name):
      "several experiments have a formula \(name.quoted), each another: give them names of their own"
    case .unreadParameter(let name, let formula, let read):
      "the formula \(formula.quoted) reads no \(name.quoted)"
        + (read.isEmpty ? ", and nothing else" : "; it reads " + read.joined(separator: ", "))
    case .parameterTwice(let name): "\(name.quoted) has a value already"
    case .needsParameter(let variable, let formula):
      "the formula \(formula.quoted) runs over \(variable): say where, as "
        + "`value(\(formula), \(variable): 1)`"
    case .chainedComparison:
      "comparisons can't be chained: write `x in [low, high]` or join them by `and`"
    }
  }
}

/// "; did you mean …?" where there is a near name.
func suggestion(_ nearest: String?) -> String {
  nearest.map { "; did you mean \($0.quoted)?" } ?? ""
}
