import Datasets
public import Experiments
import Networks

extension Lesson {
  /// All knob values of an arm: the lesson's, overridden by `session`, overridden by the arm's own.
  public func knobValues(
    of arm: Arm? = nil, session: [String: KnobValue] = [:]
  ) -> [String: KnobValue] {
    var values = Dictionary(knobs.map { ($0.name, $0.value) }) { first, _ in first }
    values.merge(session) { _, own in own }
    if let arm { values.merge(arm.set) { _, own in own } }
    return values
  }

  /// The experiment with every number settled. Knobs that `knobs` leaves out have the lesson's
  /// values. A value may lie outside the slider's range as long as the network can be built.
  /// - Throws: what can't be built, with the number found and the one expected.
  public func experiment(knobs overrides: [String: KnobValue]) throws(PlanFault) -> ExperimentPlan {
    try check(overrides)
    let values = knobValues(session: overrides)
    let data = try DataVocabulary.plan(
      self.data, SettingResolver(settings: dataTemplate.settings, knobs: values))
    let dataset: DatasetDescription
    do { dataset = try data.description() } catch { throw .data(error) }
    guard let kind = ModelKind.named(model.kind) else { throw .unknownKind(model.kind) }
    let network = try kind.build(
      SettingResolver(settings: model.settings, knobs: values),
      ModelInput(dataset, kind: model.kind))
    var plan = ExperimentPlan(
      data: data, network: network,
      training: try TrainingVocabulary.plan(
        SettingResolver(settings: training.settings, knobs: values), steps: training.steps),
      augmentations: try DataVocabulary.augmentations(
        SettingResolver(settings: dataTemplate.settings, knobs: values), of: dataset),
      notices: dataset.notices)
    if plan.training.batch > data.trainCount {
      plan.notices.append(
        "The batch of \(plan.training.batch) is more than the data: all \(data.trainCount) "
          + "training records are used at every step.")
      plan.training.batch = data.trainCount
    }
    try check(plan)
    plan.notices += normalizationNotices(plan)
    return plan
  }

  private func normalizationNotices(_ plan: ExperimentPlan) -> [String] {
    let batch = plan.training.batch
    let kinds = plan.network.oneValueNormalizations(batch: batch)
    var notices: [String] = []
    for kind in kinds where kind != .batch {
      let notice =
        "\(kind.title) normalizes each value by itself: it is its own mean, the normalized value is 0, "
        + "and the layer gives its shift β whatever comes in; nothing before it can learn."
      if !notices.contains(notice) { notices.append(notice) }
    }
    if batch == 1, plan.network.batchNormalizationCount > 0 {
      notices.append(
        kinds.contains(.batch)
          ? "Batch normalization of one example with one value a channel: that value is its own "
            + "mean, the normalized value is 0 in training, and the variance counts as 0."
          : "Batch normalization of one example: mean and variance are those of its own maps.")
    }
    return notices
  }

  /// More weights and biases are refused, so that no lesson exhausts a shared computer.
  public static let parameterLimit = 50_000_000

  /// Describes the network, so that whatever can't be built or takes too much is known before.
  private func check(_ plan: ExperimentPlan) throws(PlanFault) {
    let cost: Cost
    do { cost = try plan.cost() } catch { throw .network(error) }
    guard cost.parameters <= Self.parameterLimit else {
      throw .tooManyParameters(count: cost.parameters, limit: Self.parameterLimit)
    }
  }

  /// Whether a run can go on when the knob is turned: it changes nothing but learning rate, its
  /// schedule, momentum, weight decay and what pictures are taken of.
  public func isLive(_ knob: String) -> Bool {
    guard let knob = self.knob(knob), !knob.alwaysRestarts else { return false }
    func reads(_ setting: Setting) -> Bool {
      switch setting {
      case .expression(let expression): expression.knobNames.contains(knob.name)
      case .knob(let name): name == knob.name
      case .word: false
      }
    }
    let rebuilding =
      Array(model.settings.values) + Array(dataTemplate.settings.values)
      + training.settings.filter { !TrainingVocabulary.isLive($0.key) }.values
    return !rebuilding.contains(where: reads)
  }

  private func check(_ overrides: [String: KnobValue]) throws(PlanFault) {
    for (name, value) in overrides.sorted(by: { $0.key < $1.key }) {
      guard let knob = knob(name) else {
        throw .unknownKnob(name, nearest: nearestName(to: name, in: knobs.map(\.name)))
      }
      guard !knob.accepts(value) else { continue }
      switch knob.kind {
      case .number: throw .knobNeedsNumber(name)
      case .choice(let words): throw .knobNeedsWord(name, words: words)
      case .text(let limit): throw .knobNeedsText(name, limit: limit)
      }
    }
  }
}

extension LayerPlan.Normalization {
  fileprivate var title: String {
    switch self {
    case .batch: "Batch normalization"
    case .layer: "Layer normalization of one unit"
    case .group: "Group normalization with a group for each unit"
    case .instance: "Instance normalization of units, or of maps of 1×1,"
    }
  }
}
