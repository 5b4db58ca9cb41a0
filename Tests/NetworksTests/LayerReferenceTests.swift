import Autograd
import Networks
import Tensors
import Testing

@Suite("Layers against PyTorch in float64") struct LayerReferenceTests {
  @Test("values and gradients of x and of every parameter")
  func layers() throws {
    let cases = try LayerReference.read().layers
    #expect(cases.count == 50)
    for (number, example) in cases.enumerated() {
      var model = ModelBuilder()
      let found = try layer(example, in: &model)
      let layer = try #require(found, "no layer \(example.name)")
      let trained = model.parameters.filter(\.isTrained)
      try #require(trained.map(\.shape) == example.inputs.dropFirst().map(\.shape))
      var values = example.inputs.dropFirst().map(\.tensor).makeIterator()
      let tensors = model.parameters.map { parameter in
        (parameter.isTrained ? values.next() : nil) ?? Tensor(zeros: parameter.shape)
      }
      let pass = Pass(Weights(tensors: tensors), mode: .training)
      let x = pass.tape.variable(example.inputs[0].tensor)
      let output = layer(x, in: pass)
      #expect(example.value.excess(output.value) <= 1, "\(example.name), case \(number)")
      var cost = Cost()
      #expect(try layer.estimate(x.shape, into: &cost) == output.shape, "\(example.name)")
      #expect(cost.parameters == trained.reduce(0) { $0 + $1.count }, "\(example.name)")
      let loss = (output * pass.tape.constant(example.weights.tensor)).sum()
      let gradients = pass.tape.gradients(of: loss)
      for (input, expected) in zip([x] + trained.map { pass[$0] }, example.gradients) {
        #expect(
          expected.excess(gradients[input]) <= 1,
          "\(example.name), case \(number), gradient of shape \(input.shape)")
      }
    }
  }

  private func layer(
    _ example: Reference.OperationCase, in model: inout ModelBuilder
  ) throws -> (any Layer)? {
    let shapes = example.inputs.map(\.shape)
    let settings = example.settings ?? []
    let any = Initializer.constant(0)
    switch example.name {
    case "group_normalization", "instance_normalization":
      return try GroupNormalization(shapes[0][1], groups: settings[0], name: "l", in: &model)
    case "rms_normalization":
      return try RootMeanSquareNormalization(settings[0], name: "l", in: &model)
    case "residual_identity", "residual_projection": return try block(settings, in: &model)
    case "padded_shortcut": return try PaddedShortcut(settings[0], stride: settings[1])
    case "sparse_convolution":
      return try SparseConvolution(
        6, SparseConvolution.table, extent: 5, weight: any, name: "l", in: &model)
    case "trainable_subsampling":
      return try TrainableSubsampling(settings[0], weight: any, name: "l", in: &model)
    case "scaled_tanh": return ScaledTanh()
    case "stopped_batch_normalization":
      return try BatchNormalization(shapes[0][1], gradient: .stopped, name: "l", in: &model)
    case "gelu", "gelu_tanh", "silu":
      return Activation.named(example.name).map { Elementwise.activation($0) }
    default: return try windowed(example, in: &model)
    }
  }

  private func windowed(
    _ example: Reference.OperationCase, in model: inout ModelBuilder
  ) throws -> (any Layer)? {
    let shapes = example.inputs.map(\.shape)
    let settings = example.settings ?? []
    let line = WindowGeometry(
      line: settings[0], stride: settings[1], padding: settings[2], dilation: settings[3])
    let square = WindowGeometry(
      settings[0], stride: settings[1], padding: settings[2], dilation: settings[3])
    let any = Initializer.constant(0)
    switch example.name {
    case "convolution_1d":
      return try ConvolutionLayer(
        shapes[0][1], shapes[1][0], line, groups: settings[4], weight: any, name: "l", in: &model)
    case "max_pooling_1d": return try Pooling(.max, line)
    case "average_pooling_1d": return try Pooling(.average, line)
    case "global_average_pooling": return GlobalPooling(.average)
    case "global_max_pooling": return GlobalPooling(.max)
    case "locally_connected":
      return try LocallyConnectedLayer(
        Array(shapes[0].dropFirst()), shapes[1][2], square, weight: any, name: "l", in: &model)
    default: return nil
    }
  }

  /// Two convolutions with batch normalization; settings: channels, stride, 8·scale.
  private func block(_ settings: [Int], in model: inout ModelBuilder) throws -> ResidualBlock {
    let (inputs, outputs, stride) = (settings[0], settings[1], settings[2])
    func convolution(_ c: Int, _ window: WindowGeometry, _ name: String) throws -> [any Layer] {
      [
        try ConvolutionLayer(
          c, outputs, window, weight: .constant(0), bias: nil, name: name, in: &model),
        try BatchNormalization(outputs, name: "\(name)/norm", in: &model),
      ]
    }
    let first = try convolution(inputs, WindowGeometry(3, stride: stride, padding: 1), "a")
    let second = try convolution(outputs, WindowGeometry(3, padding: 1), "b")
    let projects = stride > 1 || inputs != outputs
    let shortcut = projects ? try convolution(inputs, WindowGeometry(1, stride: stride), "c") : []
    return try ResidualBlock(
      first + [Elementwise.activation(.relu)] + second, shortcut: shortcut,
      scale: Double(settings[3]) / 8, name: "block")
  }
}
