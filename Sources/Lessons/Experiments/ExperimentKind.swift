package import Experiments

/// A kind of experiment that lessons can describe: its blocks of the front matter, and how they are
/// read. A new kind is one file with one value, its entry in `all`, and what it begins in `Experiments`.
package struct ExperimentKind: Sendable {
  /// The word of the kind.
  package var name: String
  /// The keys of the front matter that belong to it, those first that tell it from the others.
  package var blocks: [String]
  /// Which of the named things an arm may choose between, by the arm's key.
  var armChoices: @Sendable (Fields) -> [String: [String]] = { _ in [:] }
  /// nil, and faults in the log, where a block is broken.
  var read: @Sendable (ExperimentBlocks) -> (any ExperimentTemplate)?

  package static let all: [ExperimentKind] = [
    .several, .train, .descend, .filter, .windows, .sample, .calculate,
  ]

  /// The kind whose first block the front matter has; training where it has none.
  static func of(_ fields: Fields) -> ExperimentKind {
    all.first { kind in kind.blocks.first.map { fields[$0] != nil } ?? false } ?? .train
  }
}

/// What the reader of a kind's blocks needs.
struct ExperimentBlocks {
  let log: FaultLog
  let fields: Fields
  let knobs: [Knob]

  /// The lesson's own values.
  var knobValues: [String: KnobValue] {
    Dictionary(knobs.map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// The training settings, and the most steps of a run.
  func training(without names: Set<String> = []) -> TrainingTemplate? {
    guard let training = fields.required("train")?.fields() else { return nil }
    let reader = SettingReader(knobs: knobs, variables: [])
    let steps = training.required("steps")?.whole(in: 1...Lesson.stepLimit)
    return TrainingTemplate(
      settings: reader.read(
        training, TrainingVocabulary.fields.filter { !names.contains($0.name) }, extra: ["steps"]),
      steps: steps ?? Lesson.stepLimit)
  }
}

/// The experiment of a lesson, still open in the knobs.
package protocol ExperimentTemplate: Sendable {
  /// The most steps that any run of the lesson takes.
  var steps: Int { get }
  /// The experiment with every number settled.
  /// - Parameters:
  ///   - knobs: all of them.
  ///   - arm: whose choices are taken; nil: the lesson's own.
  func plan(knobs: [String: KnobValue], arm: Arm?) throws(PlanFault) -> any ExperimentPlan
  /// The settings that a run can't change on its way.
  var rebuildingSettings: [Setting] { get }
  /// Those that it can.
  var liveSettings: [Setting] { get }
  /// What an arm does, as the first word of a line.
  var verb: String { get }
  /// What a step of an arm is called where curves run over them.
  func stepName(of arm: Arm) -> String
  /// What the library tells of it: a word and its text.
  var facts: [(name: String, text: String)] { get }
  /// The block that a fault is about, where none of its settings is named.
  var mainBlock: String { get }
  /// The kinds of data that it trains on.
  var dataKinds: [String] { get }
  /// What it calculates.
  var formulas: [NamedFormula] { get }
  /// The same with a file in place of data of a kind.
  func replacing(_ kind: String, byFile path: String) throws(OwnDataFault)
    -> any ExperimentTemplate
}

extension ExperimentTemplate {
  package var dataKinds: [String] { [] }
  package var formulas: [NamedFormula] { [] }
  package func replacing(
    _ kind: String, byFile path: String
  ) throws(OwnDataFault) -> any ExperimentTemplate { self }
}

extension ExperimentTemplate {
  package var liveSettings: [Setting] { [] }
  package func stepName(of arm: Arm) -> String { "step" }
}
