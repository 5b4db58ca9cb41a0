internal import Experiments
internal import Networks

extension ModelKind {
  /// `kind: cnn`: a convolution for each number in `channels`, each with its normalization,
  /// activation and pooling, then a linear layer with one output a class.
  ///
  /// `padding` defaults to half of the kernel, which keeps the image as large as the stride allows.
  /// With `patch` the first convolution cuts the image into patches of that side instead: its kernel
  /// and stride are the patch's, and nothing is padded.
  /// `pooling` after each convolution takes windows of `window` (2). `readout: mean` averages each
  /// channel before the last layer, `flatten` keeps every pixel.
  static let convolutional = ModelKind(
    name: "cnn",
    fields: [
      SettingField("channels", .numbers, isRequired: true),
      SettingField("kernel", .number),
      SettingField("stride", .number),
      SettingField("padding", .number),
      SettingField("patch", .number),
    ] + LayerVocabulary.activationFields() + [
      SettingField("pooling", .word(LayerVocabulary.poolings + ["none"])),
      SettingField("window", .number),
      SettingField("readout", .word(["flatten", "mean"])),
      SettingField("dropout", .number),
    ] + LayerVocabulary.normalizationFields
      + InitializerVocabulary.fields(of: "init") + InitializerVocabulary.fields(of: "head"),
    variables: InitializerVocabulary.variables,
    build: { settings, input throws(PlanFault) in
      let image = try input.image()
      let stack = try ConvolutionStack(settings)
      var shape = [image.channels, image.height, image.width]
      var layers: [LayerPlan] = []
      for outputs in try settings.wholes("channels", in: 1...4_096) {
        let window = layers.isEmpty ? stack.first : stack.window
        layers += try stack.layers(&shape, outputs: outputs, window)
      }
      let isMean =
        try settings.word("readout", among: ["flatten", "mean"], default: "flatten") == "mean"
      layers.append(isMean ? .globalAverage : .flatten)
      let features = isMean ? shape[0] : shape.reduce(1, *)
      if stack.dropout > 0 { layers.append(.dropout(stack.dropout)) }
      let weight = try InitializerVocabulary.initializer(
        "head", settings, inputs: features, outputs: input.classCount)
      layers.append(
        .dense(
          inputs: features, outputs: input.classCount, weight: weight, bias: .constant(0),
          activation: .identity))
      return NetworkPlan(
        inputShape: [image.channels, image.height, image.width], layers: layers)
    })
}

/// What all convolutions of a `cnn` have in common.
private struct ConvolutionStack {
  /// Pixels across, from place to place, and of zeros around the image.
  typealias Window = (kernel: Int, stride: Int, padding: Int)

  let settings: SettingResolver
  /// Of all convolutions, and of the first one.
  let window, first: Window
  let activation: Activation
  let pooling: LayerPlan?
  let poolingWindow: Int
  let dropout: Double

  init(_ settings: SettingResolver) throws(PlanFault) {
    self.settings = settings
    let kernel = try settings.whole("kernel", in: 1...1_024, default: 3)
    window = (
      kernel, try settings.whole("stride", in: 1...1_024, default: 1),
      try settings.whole("padding", in: 0...1_024, default: kernel / 2)
    )
    let patch = try settings.whole("patch", in: 1...1_024, default: 1)
    first = settings.has("patch") ? (patch, patch, 0) : window
    activation = try LayerVocabulary.activation(settings)
    poolingWindow = try settings.whole("window", in: 1...1_024, default: 2)
    dropout = try settings.share("dropout", default: 0)
    switch try settings.word(
      "pooling", among: LayerVocabulary.poolings + ["none"], default: "none")
    {
    case "max": pooling = .pooling(.max, window: poolingWindow, stride: poolingWindow)
    case "average": pooling = .pooling(.average, window: poolingWindow, stride: poolingWindow)
    default: pooling = nil
    }
  }

  /// - Parameter shape: [C, H, W], moved on to that of the result.
  func layers(
    _ shape: inout [Int], outputs: Int, _ window: Window
  ) throws(PlanFault) -> [LayerPlan] {
    let norm = try LayerVocabulary.normalization(settings, channels: outputs)
    let area = window.kernel * window.kernel
    let weight = try InitializerVocabulary.initializer(
      "init", settings, inputs: area * shape[0], outputs: area * outputs,
      gain: LayerVocabulary.gain(activation))
    var layers: [LayerPlan] = [
      .convolution(
        inputs: shape[0], outputs: outputs, kernel: window.kernel, stride: window.stride,
        padding: window.padding,
        weight: weight, bias: norm == nil ? .constant(0) : nil,
        activation: norm == nil ? activation : .identity)
    ]
    if let norm { layers += [norm, .activation(activation)] }
    if let pooling { layers.append(pooling) }
    // Where the window doesn't fit, the network says so; the extents only have to stay positive.
    func extent(_ pixels: Int) -> Int {
      let seen = max(1, (pixels + 2 * window.padding - window.kernel) / window.stride + 1)
      return pooling == nil ? seen : max(1, (seen - poolingWindow) / poolingWindow + 1)
    }
    shape = [outputs, extent(shape[1]), extent(shape[2])]
    return layers
  }
}
