public import Experiments
internal import Lessons
internal import Tensors

/// With what a question is asked again: another seed and, where its run depends on a knob that the
/// lesson lets one turn, another value of that.
public struct ReviewVariation: Hashable, Sendable {
  public struct Turned: Hashable, Sendable {
    public var knob: String
    public var label: String
    public var value: KnobValue
    /// What the lesson has.
    public var usual: KnobValue
  }

  /// nil: no run decides the question, and it is asked as it stands.
  public var seed: UInt64?
  public var turned: Turned?

  public init(seed: UInt64? = nil, turned: Turned? = nil) {
    self.seed = seed
    self.turned = turned
  }

  var settings: [String: KnobValue] {
    turned.map { [$0.knob: $0.value] } ?? [:]
  }

  /// As `depth=12`, or empty.
  public var knobText: String { turned.map { "\($0.knob)=\($0.value.argument)" } ?? "" }
}

extension ReviewItem {
  /// The expression that a run decides; nil: there is none.
  var runExpression: Expression? {
    guard case .number(let answer, _, _) = prediction.kind,
      !answer.isConstant || !answer.measuredArms.isEmpty
    else { return nil }
    return answer
  }

  /// The seed of this round; nil: no run decides the question.
  package var seed: UInt64? {
    guard runExpression != nil else { return nil }
    var stream = Seed(0).stream("review/\(lesson.id)/\(prediction.id)/\(round)")
    let range = UnseenSeeds.range
    return UInt64(range.lowerBound + stream.next(below: range.count))
  }

  /// Values of knobs that may be asked about, another one first in each round: of two knobs at most, two
  /// values each, for each costs a run.
  package var turns: [ReviewVariation.Turned] {
    guard let expression = runExpression else { return [] }
    let knobs = variableKnobs(in: expression)
    return knobs.indices.prefix(2).flatMap { offset in
      let knob = knobs[(round + offset) % knobs.count]
      return Self.values(of: knob, round: round / knobs.count).map {
        ReviewVariation.Turned(
          knob: knob.name, label: knob.label, value: $0, usual: knob.value)
      }
    }
  }

  /// Knobs that pages of the lesson offer, on which what is asked depends, of which no arm of the
  /// question has a value of its own, and whose value the question does not name.
  private func variableKnobs(in expression: Expression) -> [Knob] {
    let offered = Set(lesson.steps.flatMap(\.knobs))
    let named = expression.measuredArms
    let arms = named.isEmpty ? lesson.arms : lesson.arms.filter { named.contains($0.id) }
    // Before the first step, what takes effect while a network trains has had none.
    let trains = expression.metricReferences.contains { $0.key.step > 0 }
    return lesson.knobs.filter { knob in
      guard offered.contains(knob.name), trains || !lesson.isLive(knob.name),
        arms.allSatisfy({ $0.set[knob.name] == nil }),
        !isNamed(knob.value), let other = Self.values(of: knob, round: 0).first
      else { return false }
      return expression.knobNames.contains(knob.name) || changes(arms, knob, other)
    }
  }

  /// Whether other plans come of it for some of the arms.
  private func changes(_ arms: [Arm], _ knob: Knob, _ value: KnobValue) -> Bool {
    let usual = Dictionary(lesson.knobs.map { ($0.name, $0.value) }) { first, _ in first }
    let turned = usual.merging([knob.name: value]) { $1 }
    return arms.contains { arm in
      guard let one = try? lesson.plan(of: arm, knobs: arm.knobValues(shared: usual)),
        let other = try? lesson.plan(of: arm, knobs: arm.knobValues(shared: turned))
      else { return false }
      return !one.equals(other)
    }
  }

  /// Whether the words of the question hold the value.
  private func isNamed(_ value: KnobValue) -> Bool {
    let words = prediction.ask.plainText.lowercased().split {
      !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-")
    }.map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
    return words.contains(Substring(value.argument.lowercased()))
  }

  /// Values some clicks from the lesson's, in another order in each round.
  private static func values(of knob: Knob, round: Int) -> [KnobValue] {
    let clicks: [Int]
    switch knob.kind {
    case .number: clicks = [2, -2, 3, -3, 1, -1]
    case .choice(let words): clicks = (1..<words.count).flatMap { [$0, -$0] }
    case .text, .matrix, .position: clicks = []
    }
    let values = clicks.map { knob.value(from: knob.value, clicks: $0) }
      .reduce(into: [KnobValue]()) { values, value in
        if value != knob.value, !values.contains(value) { values.append(value) }
      }
    guard !values.isEmpty else { return [] }
    let first = round % values.count
    return Array((values[first...] + values[..<first]).prefix(2))
  }
}
