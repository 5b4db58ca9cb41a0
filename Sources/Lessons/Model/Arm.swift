internal import Arithmetic
public import Experiments

/// One of the runs that race side by side: a name and what of it is its own.
public struct Arm: Hashable, Sendable, Identifiable {
  public var id: String
  public var label: String
  /// Knob values that differ from the lesson's.
  public var set: [String: KnobValue]
  /// Those of them that follow other knobs; in `set` is what they come to with the lesson's values.
  public var formulas: [String: Expression]
  /// What it takes where the lesson names several, by the word for it: `model: linear`.
  public var choices: [String: String]
  /// The lesson's own arm that it comes from by forking; nil: it is one itself.
  public var forkedFrom: String?

  public init(
    id: String, label: String, set: [String: KnobValue] = [:],
    formulas: [String: Expression] = [:], choices: [String: String] = [:]
  ) {
    self.id = id
    self.label = label
    self.set = set
    self.formulas = formulas
    self.choices = choices
  }

  /// The lesson's own arm that it is or comes from.
  public var root: String { forkedFrom ?? id }

  /// All knob values as the arm has them.
  /// - Parameters:
  ///   - shared: those of arms without own ones.
  ///   - own: turned in this arm, over those of the lesson.
  public func knobValues(
    shared: [String: KnobValue], own: [String: KnobValue] = [:]
  ) -> [String: KnobValue] {
    var values = shared.merging(set) { $1 }.merging(own) { $1 }
    let settled = values
    for (name, formula) in formulas where own[name] == nil {
      // A formula reads the plain numbers, not what other formulas come to.
      let context = PlanContext(knobs: settled, variables: [:])
      values[name] = .number(formula.number(in: context) ?? .nan)
    }
    return values
  }
}

extension Lesson {
  /// The arms that its file names.
  public var ownArms: [Arm] { arms.filter { $0.forkedFrom == nil } }
  /// Those that somebody forked from them.
  public var forks: [Arm] { arms.filter { $0.forkedFrom != nil } }

  /// The lesson with these arms beside its own.
  public func with(forks: [Arm]) -> Lesson {
    var lesson = self
    lesson.arms = ownArms + forks
    return lesson
  }
}
