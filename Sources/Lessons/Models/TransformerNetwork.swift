internal import Experiments
internal import Networks

extension ModelKind {
  /// `kind: transformer`: `depth` causal blocks of `width` with `heads` heads, which predict a token
  /// at every step.
  ///
  /// `hidden` is the width inside of the feed-forward parts (4·width); `norm_placement` says whether
  /// a block normalizes before each part or after each sum.
  static let transformer = ModelKind(
    name: "transformer",
    fields: [
      SettingField("width", .number, isRequired: true),
      SettingField("heads", .number, isRequired: true),
      SettingField("depth", .number, isRequired: true),
      SettingField("hidden", .number),
      SettingField("dropout", .number),
      SettingField("norm_placement", .word(["before", "after"])),
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
        hidden: try settings.whole("hidden", in: 1...65_536, default: 4 * width),
        placement: placement == "after" ? .after : .before,
        dropout: try settings.share("dropout", default: 0))
      return NetworkPlan(
        inputShape: [steps],
        layers: [
          .decoderTransformer(
            block, vocabulary: vocabulary, steps: steps,
            depth: try settings.whole("depth", in: 1...1_000, default: 2))
        ])
    })
}
