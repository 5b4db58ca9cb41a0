internal import Experiments
internal import Networks
internal import Tensors

extension ModelKind {
  /// `kind: characters`: embedding, one recurrent layer (`cell: rnn`, `lstm` or `gru`) and a linear
  /// layer that predicts a token at every step.
  ///
  /// `gate_bias` is where the bias of an LSTM's forget gate or a GRU's update gate starts; in these
  /// a large z keeps the old state.
  static let characters = ModelKind(
    name: "characters",
    fields: [
      SettingField("cell", .word(["rnn", "lstm", "gru"]), isRequired: true),
      SettingField("embedding", .number, isRequired: true),
      SettingField("width", .number, isRequired: true),
      SettingField("gate_bias", .number),
    ],
    variables: [],
    build: { settings, input throws(PlanFault) in
      let (steps, vocabulary) = try input.sequence()
      let cell: RecurrentCell
      switch try settings.word("cell", among: ["rnn", "lstm", "gru"], default: "rnn") {
      case "lstm": cell = .lstm
      case "gru": cell = .gru(.afterProduct)
      default: cell = .simple(.tanh)
      }
      var initializers = RecurrentLayer.Initializers.standard
      if settings.has("gate_bias"), cell.gateCount > 1 {
        initializers.gateBias = RecurrentLayer.GateBias(
          gate: 1, value: try settings.number("gate_bias", default: 0))
      }
      return NetworkPlan(
        inputShape: [steps],
        layers: [
          .characters(
            cell, vocabulary: vocabulary,
            embedding: try settings.whole("embedding", in: 1...16_384, default: 32),
            width: try settings.whole("width", in: 1...16_384, default: 64),
            initializers: initializers)
        ])
    })
}
