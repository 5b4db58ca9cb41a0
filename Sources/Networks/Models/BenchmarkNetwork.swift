package import Tensors

/// The twelve networks with which the engine is compared to PyTorch: in speed by `gradlab bench`, in
/// numbers by the tests. Tests/Benchmarks/pytorch_networks.py defines the same in PyTorch.
package enum BenchmarkNetwork: String, CaseIterable, Sendable {
  /// 784-256-256-10, ReLU.
  case mlp
  /// 784, twenty layers of 100 with tanh, 10.
  case deepTanh20 = "deep_tanh20"
  /// 784, fifty layers of 64 with batch normalization and tanh, 10.
  case deepBatchNorm50 = "deep_bn50"
  /// 6 and 16 kernels of 5×5 with ReLU, each before a largest of 2×2; 120, 84, 10.
  case lenet
  /// Three stages of three residual blocks: 16, 32, 64 channels on 3×32×32.
  case resnet20On32 = "resnet20_32"
  /// The same with 8, 16, 32 channels on 1×16×16.
  case resnet20On16 = "resnet20_16"
  /// Characters: vocabulary 64, embedding 32, width 128, 64 steps.
  case rnn
  case lstm
  case gru
  /// GRU encoder and decoder of width 64 with additive attention, 16 steps each.
  case bahdanau
  /// Decoder Transformer: width 64, 4 heads, 2 blocks, 32 tokens.
  case transformer64 = "tf_d64"
  /// Width 128, 4 heads, 4 blocks, 64 tokens.
  case transformer128 = "tf_d128"

  /// What one example looks like to a network.
  private enum Form {
    case numbers([Int])
    /// `inputs` tokens in, a label for each of `outputs` steps.
    case tokens(inputs: Int, outputs: Int)
  }

  private var form: Form {
    switch self {
    case .mlp, .deepTanh20, .deepBatchNorm50: .numbers([784])
    case .lenet: .numbers([1, 28, 28])
    case .resnet20On32: .numbers([3, 32, 32])
    case .resnet20On16: .numbers([1, 16, 16])
    case .rnn, .lstm, .gru, .transformer128: .tokens(inputs: 64, outputs: 64)
    case .bahdanau: .tokens(inputs: 32, outputs: 16)
    case .transformer64: .tokens(inputs: 32, outputs: 32)
    }
  }

  /// Examples a step.
  package var batch: Int {
    switch self {
    case .mlp, .deepTanh20, .deepBatchNorm50: 128
    case .lenet: 64
    case .transformer128: 16
    case .resnet20On32, .resnet20On16, .rnn, .lstm, .gru, .bahdanau, .transformer64: 32
    }
  }

  package var optimizer: any Optimizer {
    switch self {
    case .mlp, .deepTanh20: SGD()
    case .lenet, .resnet20On32, .resnet20On16: SGD(momentum: 0.9)
    case .deepBatchNorm50, .rnn, .lstm, .gru, .bahdanau: Adam()
    case .transformer64, .transformer128: Adam(decay: .decoupled(0.01))
    }
  }

  package var learningRate: Double {
    switch self {
    case .mlp, .deepTanh20, .lenet, .resnet20On32, .resnet20On16: 0.01
    case .deepBatchNorm50, .rnn, .lstm, .gru, .bahdanau, .transformer64, .transformer128: 1e-3
    }
  }

  private static let vocabulary = 64
  private static let classes = 10

  /// A batch of random numbers or tokens, with random labels.
  package func batch(from stream: inout RandomStream) -> Batch {
    switch form {
    case .numbers(let shape):
      let x = stream.normals([batch] + shape)
      return Batch(
        x: x, labels: (0..<batch).map { _ in stream.next(below: BenchmarkNetwork.classes) })
    case .tokens(let inputs, let outputs):
      let vocabulary = BenchmarkNetwork.vocabulary
      let tokens = (0..<batch * inputs).map { _ in Float(stream.next(below: vocabulary)) }
      return Batch(
        x: Tensor(shape: [batch, inputs], scalars: tokens),
        labels: (0..<batch * outputs).map { _ in stream.next(below: vocabulary) })
    }
  }

  package func network() throws(NetworkFault) -> Network {
    switch self {
    case .mlp: try dense([256, 256], .relu)
    case .deepTanh20: try dense(Array(repeating: 100, count: 20), .tanh)
    case .deepBatchNorm50:
      try dense(Array(repeating: 64, count: 50), .tanh, isNormalized: true)
    case .lenet: try leNet()
    case .resnet20On32:
      try .residual(ResidualSettings(widths: [16, 32, 64]), image: [3, 32, 32], batch: batch)
    case .resnet20On16:
      try .residual(ResidualSettings(widths: [8, 16, 32]), image: [1, 16, 16], batch: batch)
    case .rnn: try characters(.simple(.tanh))
    case .lstm: try characters(.lstm)
    case .gru: try characters(.gru(.afterProduct))
    case .bahdanau:
      try .sequenceToSequence(
        SequenceToSequenceSettings(
          sourceVocabulary: BenchmarkNetwork.vocabulary,
          targetVocabulary: BenchmarkNetwork.vocabulary, sourceSteps: 16, embedding: 32,
          width: 64, attentionWidth: 64), targetSteps: 16, batch: batch)
    case .transformer64: try transformer(width: 64, depth: 2, steps: 32)
    case .transformer128: try transformer(width: 128, depth: 4, steps: 64)
    }
  }

  private func characters(_ cell: RecurrentCell) throws(NetworkFault) -> Network {
    try .characters(
      cell, vocabulary: BenchmarkNetwork.vocabulary, embedding: 32, width: 128, steps: 64,
      batch: batch)
  }

  private func transformer(width: Int, depth: Int, steps: Int) throws(NetworkFault) -> Network {
    try .decoderTransformer(
      vocabulary: BenchmarkNetwork.vocabulary, steps: steps, depth: depth,
      TransformerSettings(width: width, heads: 4), batch: batch)
  }

  private func dense(
    _ hidden: [Int], _ activation: Activation, isNormalized: Bool = false
  ) throws(NetworkFault) -> Network {
    try Network(inputShape: [784], batch: batch) { (model) throws(NetworkFault) in
      var layers: [any Layer] = []
      var inputs = 784
      for (index, outputs) in (hidden + [BenchmarkNetwork.classes]).enumerated() {
        let isHidden = index < hidden.count
        layers.append(
          try Dense(
            inputs, outputs, weight: .xavier(fanIn: inputs, fanOut: outputs),
            activation: isHidden && !isNormalized ? activation : .identity,
            name: "layer\(index + 1)", in: &model))
        if isHidden && isNormalized {
          layers.append(
            try BatchNormalization(outputs, name: "norm\(index + 1)", in: &model))
          layers.append(Elementwise.activation(activation))
        }
        inputs = outputs
      }
      return layers
    }
  }

  private func leNet() throws(NetworkFault) -> Network {
    try Network(inputShape: [1, 28, 28], batch: batch) { (model) throws(NetworkFault) in
      let pooling = try Pooling(.max, WindowGeometry(2, stride: 2))
      var layers: [any Layer] = [
        try ConvolutionLayer(
          1, 6, WindowGeometry(5), weight: .he(fanIn: 25), activation: .relu, name: "c1",
          in: &model), pooling,
        try ConvolutionLayer(
          6, 16, WindowGeometry(5), weight: .he(fanIn: 150), activation: .relu, name: "c3",
          in: &model), pooling, Flatten(),
      ]
      let sizes = [256, 120, 84, BenchmarkNetwork.classes]
      for (index, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
        layers.append(
          try Dense(
            inputs, outputs, weight: .he(fanIn: inputs),
            activation: index < 2 ? .relu : .identity, name: "f\(index + 5)", in: &model))
      }
      return layers
    }
  }
}
