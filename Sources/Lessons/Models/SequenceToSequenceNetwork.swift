internal import Experiments
internal import Networks

extension ModelKind {
  /// `kind: seq2seq`: a GRU encoder, and a GRU decoder that starts from tanh(W·last state + b) and,
  /// with `attention`, looks at all states of the encoder before every step.
  ///
  /// Trained with teacher forcing on pairs of sequences. `attention_width` defaults to `width`; a
  /// `readout` that is `tied` reads the logits off the target's embedding.
  /// - Source: Bahdanau, Cho, Bengio 2014.
  static let sequenceToSequence = ModelKind(
    name: "seq2seq",
    fields: [
      SettingField("embedding", .number, isRequired: true),
      SettingField("width", .number, isRequired: true),
      SettingField("attention", .truth),
      SettingField("attention_width", .number),
      SettingField("bidirectional", .truth),
      SettingField("readout", .word(["own", "tied"])),
    ],
    variables: [],
    build: { settings, input throws(PlanFault) in
      let pairs = try input.pairs()
      let width = try settings.whole("width", in: 1...16_384, default: 32)
      var plan = SequenceToSequenceSettings(
        sourceVocabulary: pairs.sourceVocabulary, targetVocabulary: pairs.targetVocabulary,
        sourceSteps: pairs.sourceSteps,
        embedding: try settings.whole("embedding", in: 1...16_384, default: 32), width: width,
        attentionWidth: try settings.whole("attention_width", in: 1...16_384, default: width))
      plan.hasAttention = try settings.truth("attention", default: true)
      plan.isBidirectional = try settings.truth("bidirectional", default: false)
      plan.hasBridge = true
      plan.hasTiedReadout =
        try settings.word("readout", among: ["own", "tied"], default: "own") == "tied"
      plan.padding = pairs.padding
      return NetworkPlan(
        inputShape: [pairs.sourceSteps + pairs.targetSteps], layers: [.sequenceToSequence(plan)])
    })
}
