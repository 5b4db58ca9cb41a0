internal import Experiments
internal import Networks

extension ModelKind {
  /// `kind: transformer`: `depth` causal blocks of `width` with `heads` heads, which predict a token
  /// at every step.
  ///
  /// `hidden` is the width inside of the feed-forward parts (4·width; 0: attention alone);
  /// `norm_placement` says whether a block normalizes before each part or after each sum. `positions`
  /// are `learned`, `sinusoids` or `none`. With `causal: no` tokens see later ones, too, and with
  /// `readout: mean` the network answers once, from the mean over all tokens.
  static let transformer = ModelKind(
    name: "transformer",
    fields: [
      SettingField("width", .number, isRequired: true),
      SettingField("heads", .number, isRequired: true),
      SettingField("depth", .number, isRequired: true),
      SettingField("hidden", .number),
      SettingField("dropout", .number),
      SettingField("norm_placement", .word(["before", "after"])),
      SettingField("positions", .word(["learned", "sinusoids", "none"])),
      SettingField("position_base", .number),
      SettingField("position_variance", .number),
      SettingField("causal", .truth),
      SettingField("readout", .word(["each", "mean"])),
    ],
    variables: [],
    build: { settings, input throws(PlanFault) in
      let (steps, vocabulary) = try input.sequence()
      let width = try settings.whole("width", in: 1...16_384, default: 64)
      let heads = try settings.whole("heads", in: 1...1_024, default: 4)
      guard width.isMultiple(of: heads) else {
        throw .outOfRange(
          setting: "heads", value: Double(heads), expected: "a divisor of the width, \(width)")
      }
      let placement = try settings.word(
        "norm_placement", among: ["before", "after"], default: "before")
      let block = TransformerSettings(
        width: width, heads: heads,
        hidden: try settings.whole("hidden", in: 0...65_536, default: 4 * width),
        placement: placement == "after" ? .after : .before,
        dropout: try settings.share("dropout", default: 0))
      return NetworkPlan(
        inputShape: [steps],
        layers: [
          .decoderTransformer(
            block, try reading(settings), vocabulary: vocabulary, steps: steps,
            depth: try settings.whole("depth", in: 1...1_000, default: 2))
        ])
    })

  private static func reading(
    _ settings: SettingResolver
  ) throws(PlanFault) -> SequenceReading {
    var reading = SequenceReading()
    switch try settings.word(
      "positions", among: ["learned", "sinusoids", "none"], default: "learned")
    {
    case "none": reading.positions = .none
    case "sinusoids":
      let base = try settings.number("position_base", default: 10_000)
      guard base > 1, base.isFinite else {
        throw .outOfRange(setting: "position_base", value: base, expected: "a number above 1")
      }
      reading.positions = .sinusoids(base: base)
    default:
      let variance = try settings.number("position_variance", default: 4e-4)
      guard variance >= 0, variance.isFinite else {
        throw .outOfRange(
          setting: "position_variance", value: variance, expected: "a number from 0")
      }
      reading.positions = .learned(variance: variance)
    }
    reading.isCausal = try settings.truth("causal", default: true)
    reading.readsMean =
      try settings.word("readout", among: ["each", "mean"], default: "each") == "mean"
    return reading
  }
}
