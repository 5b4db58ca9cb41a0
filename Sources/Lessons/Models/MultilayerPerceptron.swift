internal import Experiments
internal import Networks

extension ModelKind {
  /// `kind: mlp`: `depth` hidden layers of `width` units, then a linear layer, the head, with one
  /// output a class.
  ///
  /// `init` draws the hidden weights and `head` those of the last layer; both default to
  /// N(0, 1/fan_in). `bias` is the constant that the hidden biases start from. With `norm` each
  /// hidden layer is affine, normalized, activated; with `dropout` its output then loses numbers. With
  /// `residual` all hidden layers but the first are branches, x + residual·f(x): a number scales them.
  static let multilayerPerceptron = ModelKind(
    name: "mlp",
    fields: [
      SettingField("width", .number, isRequired: true),
      SettingField("depth", .number, isRequired: true),
    ] + LayerVocabulary.activationFields(isRequired: true) + [
      SettingField("bias", .number),
      SettingField("dropout", .number),
      SettingField("residual", .number),
    ] + LayerVocabulary.normalizationFields
      + InitializerVocabulary.fields(of: "init") + InitializerVocabulary.fields(of: "head"),
    variables: InitializerVocabulary.variables,
    build: { settings, input throws(PlanFault) in
      let width = try settings.whole("width", in: 1...65_536, default: 64)
      let depth = try settings.whole("depth", in: 0...1_000, default: 1)
      let features = try input.features()
      var layers: [LayerPlan] = []
      var inputs = features
      for _ in 0..<depth {
        let hidden = try hiddenLayers(settings, inputs: inputs, outputs: width)
        // A shortcut needs as many inputs as outputs: the first layer has none.
        if settings.has("residual"), !layers.isEmpty {
          layers.append(
            .residual(
              branch: hidden, shortcut: [],
              scale: try settings.number("residual", default: 1), activation: .identity))
        } else {
          layers += hidden
        }
        inputs = width
      }
      let weight = try InitializerVocabulary.initializer(
        "head", settings, inputs: inputs, outputs: input.classCount)
      layers.append(
        .dense(
          inputs: inputs, outputs: input.classCount, weight: weight, bias: .constant(0),
          activation: .identity))
      return NetworkPlan(inputShape: [features], layers: layers)
    })

  private static func hiddenLayers(
    _ settings: SettingResolver, inputs: Int, outputs: Int
  ) throws(PlanFault) -> [LayerPlan] {
    let activation = try LayerVocabulary.activation(settings)
    let norm = try LayerVocabulary.normalization(settings, channels: outputs)
    let dropout = try settings.share("dropout", default: 0)
    var layers: [LayerPlan] = [
      .dense(
        inputs: inputs, outputs: outputs,
        weight: try InitializerVocabulary.initializer(
          "init", settings, inputs: inputs, outputs: outputs),
        bias: .constant(try settings.number("bias", default: 0)),
        activation: norm == nil ? activation : .identity)
    ]
    if let norm { layers += [norm, .activation(activation)] }
    if dropout > 0 { layers.append(.dropout(dropout)) }
    return layers
  }
}
