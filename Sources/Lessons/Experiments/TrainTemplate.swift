internal import Datasets
package import Experiments
internal import Networks

/// A network that trains on data, still open in the knobs.
package struct TrainTemplate: ExperimentTemplate {
  /// The data with the lesson's own knob values, and what of them depends on knobs.
  package struct DataSet: Sendable {
    package var plan: DataPlan
    package var template: DataTemplate
    /// The kind in whose place a person put a file; nil: it is the lesson's.
    package var standsFor: String?
  }

  /// By name; what arms without a choice take has none.
  package var dataSets: [String: DataSet]
  package var models: [String: ModelTemplate]
  package var training: TrainingTemplate

  package var steps: Int { training.steps }
  package var mainBlock: String { "model" }
  package var verb: String { "Trains" }

  /// What arms without a choice train on, or else the first by name.
  package var data: DataPlan? {
    dataSets.min { $0.key < $1.key }?.value.plan
  }

  package var rebuildingSettings: [Setting] {
    models.values.flatMap(\.settings.values) + dataSets.values.flatMap(\.template.settings.values)
      + training.settings.filter { !TrainingVocabulary.isLive($0.key) }.values
  }

  package var liveSettings: [Setting] {
    Array(training.settings.filter { TrainingVocabulary.isLive($0.key) }.values)
  }

  package var facts: [(name: String, text: String)] {
    guard let data else { return [] }
    return [("Data", "\(data.kind), \(data.trainCount) \(data.noun)")]
  }

  package func plan(
    knobs: [String: KnobValue], arm: Arm?
  ) throws(PlanFault) -> any ExperimentPlan {
    guard let set = chosen(dataSets, arm?.choices["data"]),
      let model = chosen(models, arm?.choices["model"])
    else { throw .unknownKind(arm?.id ?? "") }
    let data = try DataVocabulary.plan(
      set.plan, SettingResolver(settings: set.template.settings, knobs: knobs))
    let dataset: DatasetDescription
    do { dataset = try data.description() } catch { throw .data(error) }
    guard let kind = ModelKind.named(model.kind) else { throw .unknownKind(model.kind) }
    var plan = TrainPlan(
      data: data,
      network: try kind.build(
        SettingResolver(settings: model.settings, knobs: knobs),
        ModelInput(dataset, kind: model.kind)),
      training: try TrainingVocabulary.plan(
        SettingResolver(settings: training.settings, knobs: knobs), steps: training.steps),
      augmentations: try DataVocabulary.augmentations(
        SettingResolver(settings: set.template.settings, knobs: knobs), of: dataset),
      notices: dataset.notices)
    if let kind = set.standsFor {
      plan.notices.insert("Your own data: claims and texts are about the lesson’s, \(kind).", at: 0)
    }
    plan.weights = set.standsFor == nil ? model.weights : nil
    if model.weights != nil, plan.weights == nil {
      plan.notices.append(
        "It begins untrained: its trained weights know the words of the lesson’s data alone.")
    }
    if plan.training.batch > data.trainCount {
      plan.notices.append(
        "The batch of \(plan.training.batch) is more than the data: all \(data.trainCount) "
          + "training records are used at every step.")
      plan.training.batch = data.trainCount
    }
    plan.notices += uselessSettings(of: plan.training)
    try check(plan)
    plan.notices += normalizationNotices(plan)
    return plan
  }

  /// The one that an arm names, the lesson's own, or the only one.
  private func chosen<Thing>(_ named: [String: Thing], _ name: String?) -> Thing? {
    named[name ?? ""] ?? named.min { $0.key < $1.key }?.value
  }

  /// Settings of the file that its optimizer does not read.
  private func uselessSettings(of plan: TrainingPlan) -> [String] {
    let readers: [(setting: String, optimizers: [String])] = [
      ("momentum", ["sgd"]), ("nesterov", ["sgd"]), ("beta1", ["adam", "adamw"]),
      ("beta2", ["adam", "adamw"]), ("gamma", ["rmsprop"]),
      ("bias_correction", ["adam", "adamw"]), ("epsilon", ["adam", "adamw", "rmsprop"]),
      ("epsilon_inside", ["adam", "adamw", "rmsprop"]),
    ]
    // Where a knob chooses the optimizer, each of them may find its own among the settings.
    if case .knob? = training.settings["optimizer"] { return [] }
    return readers.filter { reader in
      training.settings[reader.setting] != nil && !reader.optimizers.contains(plan.optimizer)
    }.map { "The optimizer \(plan.optimizer) has no \($0.setting): it is without effect." }
  }

  private func normalizationNotices(_ plan: TrainPlan) -> [String] {
    let batch = plan.training.batch
    let kinds = plan.network.oneValueNormalizations(batch: batch)
    var notices: [String] = []
    for kind in kinds where !kind.isOfBatch {
      let notice =
        "\(kind.title) normalizes each value by itself: it is its own mean, the normalized value is 0, "
        + "and the layer gives its shift β whatever comes in; nothing before it can learn."
      if !notices.contains(notice) { notices.append(notice) }
    }
    if batch == 1, plan.network.batchNormalizationCount > 0 {
      notices.append(
        kinds.contains(where: \.isOfBatch)
          ? "Batch normalization of one example with one value a channel: that value is its own "
            + "mean, the normalized value is 0 in training, and the variance counts as 0."
          : "Batch normalization of one example: mean and variance are those of its own maps.")
    }
    return notices
  }

  /// Describes the network, so that whatever can't be built or takes too much is known before.
  private func check(_ plan: TrainPlan) throws(PlanFault) {
    let cost: Cost
    do { cost = try plan.cost() } catch { throw .network(error) }
    guard cost.parameters <= Lesson.parameterLimit else {
      throw .tooManyParameters(count: cost.parameters, limit: Lesson.parameterLimit)
    }
  }
}

extension LayerPlan.Normalization {
  fileprivate var isOfBatch: Bool { if case .batch = self { true } else { false } }

  fileprivate var title: String {
    switch self {
    case .batch: "Batch normalization"
    case .layer: "Layer normalization of one unit"
    case .group: "Group normalization with a group for each unit"
    case .instance: "Instance normalization of units, or of maps of 1×1,"
    }
  }
}
