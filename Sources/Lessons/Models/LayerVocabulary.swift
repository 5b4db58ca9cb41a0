internal import Experiments
internal import Networks

/// What several kinds of model say of their layers: activation, normalization, dropout.
enum LayerVocabulary {
  static let activations = Activation.all.map(\.name)
  static let normalizations = ["none", "batch", "layer", "group", "instance"]
  /// Whether the way back goes through μ and σ of a batch, or holds them constant.
  static let normalizationGradients = ["whole", "stopped"]
  static let poolings = ["max", "average"]

  static let normalizationFields: [SettingField] = [
    SettingField("norm", .word(normalizations)),
    SettingField("norm_rate", .number),
    SettingField("norm_gradient", .word(normalizationGradients)),
    SettingField("groups", .number),
  ]

  static func activationFields(isRequired: Bool = false) -> [SettingField] {
    [
      SettingField("activation", .word(activations), isRequired: isRequired),
      SettingField("leak", .number),
    ]
  }

  static func activation(
    _ settings: SettingResolver, default standard: Activation = .relu
  ) throws(PlanFault) -> Activation {
    let word = try settings.word("activation", among: activations, default: standard.name)
    // Refused wherever it stands, also while a knob chooses another function.
    let leak = try settings.fraction("leak", default: 0.01)
    guard case .leakyReLU? = Activation.named(word) else {
      return Activation.named(word) ?? standard
    }
    // Without a leak that single precision knows, the output's sign does not tell the slope.
    return Float(leak) > 0 ? .leakyReLU(leak: leak) : .relu
  }

  /// 2 for rectifiers, of whose outputs half are 0 (He et al. 2015) or nearly, and 1 for the others.
  static func gain(_ activation: Activation) -> Double {
    switch activation {
    case .relu, .leakyReLU, .gelu, .geluTanh, .silu: 2
    case .identity, .sigmoid, .tanh: 1
    }
  }

  /// nil for no normalization.
  static func normalization(
    _ settings: SettingResolver, channels: Int
  ) throws(PlanFault) -> LayerPlan? {
    let rate = try settings.fraction("norm_rate", default: 0.1)
    let gradient = try settings.word(
      "norm_gradient", among: normalizationGradients, default: "whole")
    let kind: LayerPlan.Normalization
    switch try settings.word("norm", among: normalizations, default: "none") {
    case "batch": kind = .batch(holdsStatistics: gradient == "stopped")
    case "layer": kind = .layer
    case "group":
      kind = .group(try settings.whole("groups", in: 1...65_536, default: min(channels, 4)))
    case "instance": kind = .instance
    default: return nil
    }
    return .normalization(kind, channels: channels, averaging: rate)
  }

  static func pooling(
    _ settings: SettingResolver, default standard: Pooling.Kind = .max
  ) throws(PlanFault) -> Pooling.Kind {
    let word = try settings.word(
      "pooling", among: poolings, default: standard == .max ? "max" : "average")
    return word == "max" ? .max : .average
  }
}
