internal import Networks

/// What `init` and `head` may say: a distribution and its variance, gain or value.
enum InitializerVocabulary {
  static let distributions = ["normal", "uniform", "orthogonal", "constant", "xavier", "he"]
  static let variables = ["fan_in", "fan_out"]

  static func fields(of group: String) -> [SettingField] {
    [
      SettingField("\(group).distribution", .word(distributions)),
      SettingField("\(group).variance", .number),
      SettingField("\(group).gain", .number),
      SettingField("\(group).value", .number),
    ]
  }

  /// - Parameters:
  ///   - inputs, outputs: of the layer, as `fan_in` and `fan_out`.
  ///   - gain: the variance is this over the fan-in where the lesson doesn't say.
  static func initializer(
    _ group: String, _ settings: SettingResolver, inputs: Int, outputs: Int, gain: Double = 1
  ) throws(PlanFault) -> Initializer {
    var settings = settings
    settings.variables["fan_in"] = Double(inputs)
    settings.variables["fan_out"] = Double(outputs)
    let standard = gain / Double(inputs)
    switch try settings.word("\(group).distribution", among: distributions, default: "normal") {
    case "uniform":
      return .uniform(variance: try settings.nonNegative("\(group).variance", default: standard))
    case "orthogonal": return .orthogonal(gain: try settings.number("\(group).gain", default: 1))
    case "constant": return .constant(try settings.number("\(group).value", default: 0))
    case "xavier": return .xavier(fanIn: inputs, fanOut: outputs)
    case "he": return .he(fanIn: inputs)
    default:
      return .normal(variance: try settings.nonNegative("\(group).variance", default: standard))
    }
  }
}
