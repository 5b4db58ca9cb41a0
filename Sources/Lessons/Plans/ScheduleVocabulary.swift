import Networks

/// What a lesson's `train.schedule` may say.
enum ScheduleVocabulary {
  static let kinds = [
    "constant", "step", "cosine", "exponential", "inverse_time", "linear", "one_cycle",
  ]

  static let fields: [SettingField] = [
    SettingField("schedule.kind", .word(kinds)),
    SettingField("schedule.at", .numbers),
    SettingField("schedule.factor", .number),
    SettingField("schedule.steps", .number),
    SettingField("schedule.decay", .number),
    SettingField("schedule.start", .number),
    SettingField("schedule.end", .number),
    SettingField("schedule.rise", .number),
    SettingField("schedule.warm_up", .number),
  ]

  /// - Parameter steps: those of the whole run, over which a schedule stretches unless it says.
  static func schedule(
    _ settings: SettingResolver, steps: Int
  ) throws(PlanFault) -> Schedule {
    let warmUp = try whole("warm_up", settings, from: 0, default: 0)
    let rest = max(1, steps - warmUp)
    let schedule = try kind(settings, steps: rest)
    return warmUp > 0 ? .warmUp(steps: warmUp, then: schedule) : schedule
  }

  private static func kind(
    _ settings: SettingResolver, steps: Int
  ) throws(PlanFault) -> Schedule {
    switch try settings.word("schedule.kind", among: kinds, default: "constant") {
    case "step":
      return .step(
        at: try settings.wholes("schedule.at", in: 0...Lesson.stepLimit),
        factor: try settings.number("schedule.factor", default: 0.1))
    case "cosine":
      return .cosine(steps: try whole("steps", settings, from: 1, default: steps))
    case "exponential":
      return .exponential(factor: try settings.number("schedule.factor", default: 0.99))
    case "inverse_time":
      return .inverseTime(decay: try settings.nonNegative("schedule.decay", default: 0.01))
    case "linear":
      return .linear(
        steps: try whole("steps", settings, from: 1, default: steps),
        end: try settings.number("schedule.end", default: 0))
    case "one_cycle":
      return .oneCycle(
        steps: try whole("steps", settings, from: 2, default: max(steps, 2)),
        rise: try settings.share("schedule.rise", default: 0.3),
        start: try settings.number("schedule.start", default: 1 / 25),
        end: try settings.number("schedule.end", default: 1 / 250_000))
    default: return .constant
    }
  }

  private static func whole(
    _ name: String, _ settings: SettingResolver, from lowest: Int, default standard: Int
  ) throws(PlanFault) -> Int {
    try settings.whole(
      "schedule.\(name)", in: lowest...Lesson.stepLimit, default: standard)
  }
}
