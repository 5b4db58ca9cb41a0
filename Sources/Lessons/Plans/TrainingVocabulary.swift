import Networks

/// What a lesson's `train` may say.
enum TrainingVocabulary {
  static let optimizers = ["sgd"]
  static let schedules = ["constant", "step", "cosine"]
  /// The settings that a run can change on its way.
  static let liveSettings: Set<String> = ["learning_rate", "momentum", "weight_decay"]
  static let stepLimit = 1_000_000

  static let fields: [SettingField] = [
    SettingField("optimizer", .word(optimizers)),
    SettingField("learning_rate", .number, isRequired: true),
    SettingField("momentum", .number),
    SettingField("weight_decay", .number),
    SettingField("schedule.kind", .word(schedules)),
    SettingField("schedule.at", .numbers),
    SettingField("schedule.factor", .number),
    SettingField("schedule.steps", .number),
    SettingField("batch", .number, isRequired: true),
  ]

  static func plan(_ settings: SettingResolver, steps: Int) throws(PlanFault) -> TrainingPlan {
    // Any finite learning rate is accepted, zero and negative ones too: what they do is a fair
    // question, and a run that leaves the finite numbers stops by itself.
    TrainingPlan(
      optimizer: try settings.word("optimizer", among: optimizers, default: "sgd"),
      learningRate: try settings.number("learning_rate", default: 0.1),
      momentum: try settings.number("momentum", default: 0),
      weightDecay: try settings.number("weight_decay", default: 0),
      schedule: try schedule(settings, steps: steps),
      batch: try settings.whole("batch", in: 1...1_000_000, default: 64))
  }

  private static func schedule(
    _ settings: SettingResolver, steps: Int
  ) throws(PlanFault) -> Schedule {
    let kind = try settings.word("schedule.kind", among: schedules, default: "constant")
    switch kind {
    case "step":
      var drops: [Int] = []
      while settings.has("schedule.at.\(drops.count)") {
        drops.append(
          try settings.whole("schedule.at.\(drops.count)", in: 0...stepLimit, default: 0))
      }
      return .step(at: drops, factor: try settings.number("schedule.factor", default: 0.1))
    case "cosine":
      return .cosine(
        steps: try settings.whole("schedule.steps", in: 1...stepLimit, default: steps))
    default: return .constant
    }
  }
}
