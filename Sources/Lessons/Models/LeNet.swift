internal import Experiments
internal import Networks

extension ModelKind {
  /// `kind: lenet`: LeNet-5 with every plane connected: 5×5 convolutions to 6 and 16 maps, each
  /// before 2×2 pooling, then 120, 84 and one output a class. 61,706 parameters on MNIST.
  ///
  /// Images of 28×28 get a margin of 2. Weights default to N(0, gain/fan_in) with gain 2 for
  /// rectifiers and 1 for the others, those of the output to N(0, 1/fan_in).
  /// - Source: LeCun et al. 1998, simplified.
  static let leNet = ModelKind(
    name: "lenet",
    fields: LayerVocabulary.activationFields() + [
      SettingField("pooling", .word(LayerVocabulary.poolings))
    ] + InitializerVocabulary.fields(of: "init") + InitializerVocabulary.fields(of: "head"),
    variables: InitializerVocabulary.variables,
    build: { settings, input throws(PlanFault) in
      let image = try input.image()
      let activation = try LayerVocabulary.activation(settings)
      let pool = LayerPlan.pooling(
        try LayerVocabulary.pooling(settings), window: 2, stride: 2)
      let margin = image.height == 28 && image.width == 28 ? 2 : 0
      func initializer(
        _ inputs: Int, _ outputs: Int, isHead: Bool = false
      ) throws(PlanFault) -> Initializer {
        try InitializerVocabulary.initializer(
          isHead ? "head" : "init", settings, inputs: inputs, outputs: outputs,
          gain: isHead ? 1 : LayerVocabulary.gain(activation))
      }
      func convolution(
        _ inputs: Int, _ outputs: Int, padding: Int
      ) throws(PlanFault) -> LayerPlan {
        .convolution(
          inputs: inputs, outputs: outputs, kernel: 5, stride: 1, padding: padding,
          weight: try initializer(25 * inputs, 25 * outputs), bias: .constant(0),
          activation: activation)
      }
      func dense(_ inputs: Int, _ outputs: Int) throws(PlanFault) -> LayerPlan {
        .dense(
          inputs: inputs, outputs: outputs, weight: try initializer(inputs, outputs),
          bias: .constant(0), activation: activation)
      }
      let shape = [image.channels, image.height, image.width]
      // Where the image is too small, the convolution says so.
      func extent(_ pixels: Int) -> Int { max(1, ((pixels + 2 * margin - 4) / 2 - 4) / 2) }
      let features = 16 * extent(image.height) * extent(image.width)
      return NetworkPlan(
        inputShape: shape,
        layers: [
          try convolution(image.channels, 6, padding: margin), pool,
          try convolution(6, 16, padding: 0), pool, .flatten,
          try dense(features, 120), try dense(120, 84),
          .dense(
            inputs: 84, outputs: input.classCount,
            weight: try initializer(84, input.classCount, isHead: true), bias: .constant(0),
            activation: .identity),
        ], names: ["c1", "s2", "c3", "s4", "flatten", "c5", "f6", "output"])
    })
}
