internal import Experiments
import Networks

/// What a lesson's `train` may say.
enum TrainingVocabulary {
  static let optimizers = ["sgd", "rmsprop", "adam", "adamw"]

  /// The settings that a run can change on its way.
  static func isLive(_ name: String) -> Bool {
    ["learning_rate", "momentum", "weight_decay"].contains(name) || name.hasPrefix("schedule.")
  }

  static let fields: [SettingField] =
    [
      SettingField("optimizer", .word(optimizers)),
      SettingField("learning_rate", .number, isRequired: true),
      SettingField("momentum", .number),
      SettingField("nesterov", .truth),
      SettingField("weight_decay", .number),
      SettingField("beta1", .number),
      SettingField("beta2", .number),
      SettingField("gamma", .number),
      SettingField("epsilon", .number),
      SettingField("epsilon_inside", .truth),
      SettingField("bias_correction", .truth),
      SettingField("clip.norm", .number),
      SettingField("clip.value", .number),
      SettingField("label_smoothing", .number),
      SettingField("batch", .number, isRequired: true),
    ] + ScheduleVocabulary.fields

  static func plan(_ settings: SettingResolver, steps: Int) throws(PlanFault) -> TrainingPlan {
    // Any finite learning rate is accepted, zero and negative ones too: what they do is a fair
    // question, and a run that leaves the finite numbers stops by itself.
    var plan = TrainingPlan(
      optimizer: try settings.word("optimizer", among: optimizers, default: "sgd"),
      learningRate: try settings.number("learning_rate", default: 0.1),
      momentum: try settings.number("momentum", default: 0),
      weightDecay: try settings.number("weight_decay", default: 0),
      schedule: try ScheduleVocabulary.schedule(settings, steps: steps),
      batch: try settings.whole("batch", in: 1...1_000_000, default: 64))
    plan.isNesterov = try settings.truth("nesterov", default: false)
    plan.meanDecay = try settings.share("beta1", default: plan.meanDecay)
    plan.squareDecay = try settings.share("beta2", default: plan.squareDecay)
    plan.decay = try settings.share("gamma", default: plan.decay)
    plan.epsilon = try settings.nonNegative("epsilon", default: plan.epsilon)
    plan.epsilonIsInside = try settings.truth("epsilon_inside", default: false)
    plan.correctsBias = try settings.truth("bias_correction", default: true)
    plan.clipping = try clipping(settings)
    plan.labelSmoothing = try settings.share("label_smoothing", default: 0)
    return plan
  }

  private static func clipping(_ settings: SettingResolver) throws(PlanFault) -> Clipping? {
    if settings.has("clip.norm") {
      return .norm(try settings.nonNegative("clip.norm", default: 1))
    }
    if settings.has("clip.value") {
      return .value(try settings.nonNegative("clip.value", default: 1))
    }
    return nil
  }
}
