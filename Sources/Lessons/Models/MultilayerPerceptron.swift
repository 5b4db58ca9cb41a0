internal import Datasets
internal import Networks

extension ModelKind {
  /// `kind: mlp`: `depth` hidden layers of `width` units, then a linear layer, the head, with one
  /// output a class.
  ///
  /// `init` draws the hidden weights and `head` those of the last layer; both default to
  /// N(0, 1/fan_in). `bias` is the constant that the hidden biases start from.
  static let multilayerPerceptron = ModelKind(
    name: "mlp",
    fields: [
      SettingField("width", .number, isRequired: true),
      SettingField("depth", .number, isRequired: true),
      SettingField("activation", .word(Activation.allCases.map(\.rawValue)), isRequired: true),
      SettingField("bias", .number),
    ] + InitializerVocabulary.fields(of: "init") + InitializerVocabulary.fields(of: "head"),
    variables: InitializerVocabulary.variables,
    build: { settings, dataset throws(PlanFault) in
      let width = try settings.whole("width", in: 1...65_536, default: 64)
      let depth = try settings.whole("depth", in: 0...1_000, default: 1)
      let word = try settings.word(
        "activation", among: Activation.allCases.map(\.rawValue), default: "relu")
      let activation = Activation(rawValue: word) ?? .relu
      let bias = Initializer.constant(try settings.number("bias", default: 0))
      var layers: [LayerPlan] = []
      var inputs = dataset.featureCount
      for _ in 0..<depth {
        let weight = try InitializerVocabulary.initializer(
          "init", settings, inputs: inputs, outputs: width)
        layers.append(
          .dense(
            inputs: inputs, outputs: width, weight: weight, bias: bias, activation: activation))
        inputs = width
      }
      let weight = try InitializerVocabulary.initializer(
        "head", settings, inputs: inputs, outputs: dataset.classCount)
      layers.append(
        .dense(
          inputs: inputs, outputs: dataset.classCount, weight: weight, bias: .constant(0),
          activation: .identity))
      return NetworkPlan(layers: layers)
    })
}
