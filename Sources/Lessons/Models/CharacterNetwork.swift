internal import Experiments
internal import Networks
internal import Tensors

extension ModelKind {
  /// `kind: characters`: embedding, one recurrent layer (`cell: rnn`, `lstm` or `gru`) and a linear
  /// layer that predicts a token at every step.
  ///
  /// `gate_bias` is where the bias of an LSTM's forget gate or a GRU's update gate starts; in these
  /// a large z keeps the old state. `reset: before` lets a GRU's reset gate act before the product,
  /// U(r ⊙ h) (Cho et al. 2014), instead of after it, r ⊙ (Uh), as libraries do. `recurrent` draws the
  /// matrix of the state, gate by gate, `input` the embedding's; both default to U(±1/√width), and so do biases without `bias`.
  static let characters = ModelKind(
    name: "characters",
    fields: [
      SettingField("cell", .word(["rnn", "lstm", "gru"]), isRequired: true),
      SettingField("embedding", .number, isRequired: true),
      SettingField("width", .number, isRequired: true),
      SettingField("gate_bias", .number),
      SettingField("reset", .word(["after", "before"])),
      SettingField("bias", .number),
    ] + InitializerVocabulary.fields(of: "input") + InitializerVocabulary.fields(of: "recurrent"),
    variables: InitializerVocabulary.variables,
    build: { settings, input throws(PlanFault) in
      let (steps, vocabulary) = try input.sequence()
      let cell: RecurrentCell
      switch try settings.word("cell", among: ["rnn", "lstm", "gru"], default: "rnn") {
      case "lstm": cell = .lstm
      case "gru":
        let place = try settings.word("reset", among: ["after", "before"], default: "after")
        cell = .gru(place == "before" ? .beforeProduct : .afterProduct)
      default: cell = .simple(.tanh)
      }
      let embedding = try settings.whole("embedding", in: 1...16_384, default: 32)
      let width = try settings.whole("width", in: 1...16_384, default: 64)
      return NetworkPlan(
        inputShape: [steps],
        layers: [
          .characters(
            cell, vocabulary: vocabulary, embedding: embedding, width: width,
            initializers: try initializers(settings, of: cell, embedding, width))
        ])
    })

  private static func initializers(
    _ settings: SettingResolver, of cell: RecurrentCell, _ embedding: Int, _ width: Int
  ) throws(PlanFault) -> RecurrentLayer.Initializers {
    /// What the lesson says of a matrix with so many columns, the same for each gate.
    func gates(_ group: String, columns: Int) throws(PlanFault) -> Initializer? {
      guard settings.has("\(group).distribution") else { return nil }
      let one = try InitializerVocabulary.initializer(
        group, settings, inputs: columns, outputs: width)
      return cell.gateCount == 1
        ? one : .stacked([Initializer](repeating: one, count: cell.gateCount))
    }
    var initializers = RecurrentLayer.Initializers(
      input: try gates("input", columns: embedding),
      recurrent: try gates("recurrent", columns: width))
    if settings.has("bias") {
      initializers.bias = .constant(try settings.number("bias", default: 0))
    }
    if settings.has("gate_bias"), cell.gateCount > 1 {
      initializers.gateBias = RecurrentLayer.GateBias(
        gate: 1, value: try settings.number("gate_bias", default: 0))
    }
    return initializers
  }
}
