public import Experiments

extension Lesson {
  /// The most steps that any run of the lesson takes.
  public var mostSteps: Int { template.steps }

  /// What its arms do, as the first word of a line.
  public var verb: String { template.verb }

  /// What the library tells of its experiment: a word and its text.
  public var facts: [(name: String, text: String)] { template.facts }

  /// All knob values of an arm: the lesson's, overridden by `session`, overridden by the arm's own.
  public func knobValues(
    of arm: Arm? = nil, session: [String: KnobValue] = [:]
  ) -> [String: KnobValue] {
    var values = Dictionary(knobs.map { ($0.name, $0.value) }) { first, _ in first }
    values.merge(session) { _, own in own }
    return arm?.knobValues(shared: values) ?? values
  }

  /// The experiment of an arm as the lesson has it.
  package func plan(of arm: Arm) throws(PlanFault) -> any ExperimentPlan {
    try plan(of: arm, knobs: knobValues(of: arm))
  }

  /// The experiment with every number settled. Knobs that `knobs` leaves out have the lesson's
  /// values. A value may lie outside the slider's range as long as the experiment can be made.
  /// - Throws: what can't be, with the number found and the one expected.
  package func plan(
    of arm: Arm?, knobs overrides: [String: KnobValue]
  ) throws(PlanFault) -> any ExperimentPlan {
    try check(overrides)
    return try template.plan(knobs: knobValues(session: overrides), arm: arm)
  }

  /// More weights and biases are refused, so that no lesson exhausts a shared computer.
  public static let parameterLimit = 50_000_000

  /// Whether a run can go on when the knob is turned: it changes nothing but learning rate, its
  /// schedule, momentum, weight decay and what pictures are taken of.
  public func isLive(_ knob: String) -> Bool {
    guard let knob = self.knob(knob), !knob.alwaysRestarts else { return false }
    return !template.rebuildingSettings.contains { $0.reads(knob.name) }
  }

  /// Whether runs depend on the knob, and not only what is shown beside them.
  public func drivesRuns(_ knob: String) -> Bool {
    (template.rebuildingSettings + template.liveSettings).contains { $0.reads(knob) }
  }

  private func check(_ overrides: [String: KnobValue]) throws(PlanFault) {
    for (name, value) in overrides.sorted(by: { $0.key < $1.key }) {
      guard let knob = knob(name) else {
        throw .unknownKnob(name, nearest: nearestName(to: name, in: knobs.map(\.name)))
      }
      guard knob.accepts(value) else { throw .knobTakes(name, what: knob.kind.taken) }
    }
  }
}

extension Setting {
  /// Whether its value depends on a knob.
  func reads(_ knob: String) -> Bool {
    switch self {
    case .expression(let expression): expression.knobNames.contains(knob)
    case .knob(let name): name == knob
    case .word, .matrix: false
    }
  }
}
