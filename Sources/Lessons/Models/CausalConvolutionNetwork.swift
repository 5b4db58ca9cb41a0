internal import Experiments
internal import Networks

extension ModelKind {
  /// `kind: causal_convolutions`: embedding, `depth` residual convolutions over time and a linear layer
  /// that predicts a token at every step.
  ///
  /// Each convolution sees `kernel` tokens, `dilation`^(l − 1) apart in layer l. With `depth: 0` the
  /// network is a table of pairs of tokens.
  static let causalConvolutions = ModelKind(
    name: "causal_convolutions",
    fields: [
      SettingField("width", .number, isRequired: true),
      SettingField("depth", .number, isRequired: true),
      SettingField("kernel", .number),
      SettingField("dilation", .number),
      SettingField("embedding_variance", .number),
    ],
    variables: [],
    build: { settings, input throws(PlanFault) in
      let (steps, vocabulary) = try input.sequence()
      let factor = try settings.whole("dilation", in: 1...16, default: 1)
      var (dilations, dilation): ([Int], Int) = ([], 1)
      for _ in 0..<(try settings.whole("depth", in: 0...64, default: 2)) {
        dilations.append(dilation)
        dilation = min(dilation * factor, 1 << 20)
      }
      let variance = try settings.number("embedding_variance", default: 1)
      guard variance >= 0, variance.isFinite else {
        throw .outOfRange(
          setting: "embedding_variance", value: variance, expected: "a number from 0")
      }
      let plan = CausalConvolutionSettings(
        width: try settings.whole("width", in: 1...16_384, default: 32),
        kernel: try settings.whole("kernel", in: 1...64, default: 3), dilations: dilations,
        embedding: .normal(variance: variance))
      return NetworkPlan(
        inputShape: [steps], layers: [.causalConvolutions(plan, vocabulary: vocabulary)])
    })
}
