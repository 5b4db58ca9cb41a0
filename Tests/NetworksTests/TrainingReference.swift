import Networks
import Tensors

/// What make_training.py wrote: losses of 20 steps by the name of the network.
struct TrainingReference: Decodable {
  let source: String
  /// With the optimizer of `BenchmarkNetwork`.
  let own: [String: [Double]]
  /// With SGD, rate 0.05, momentum 0.9.
  let momentum: [String: [Double]]
  /// Greatest relative error of PyTorch's own losses in single precision, for `own`.
  let single: [String: Double]

  /// - Throws: when the file is missing or malformed.
  static func read() throws -> TrainingReference { try ReferenceFile.read("training.json") }
}

/// Weights and data of a benchmark's network by the formulas of make_training.py.
struct TrainingStart {
  let network: Network
  let weights: Weights
  let batch: Batch

  init(_ net: BenchmarkNetwork) throws {
    network = try net.network()
    let places = TrainingStart.places(net, network)
    // Embeddings and recurrent weights are as PyTorch draws them, deep networks a little larger.
    let gain = net.isSequence ? 1 : 3.0.squareRoot()
    weights = Weights(
      tensors: network.parameters.map { parameter in
        places[parameter.name].map {
          TrainingStart.tensor(parameter, $0, gain: gain, isSmall: net.isBatchNormalized)
        }
          ?? parameter.initializer.constantTensor(parameter.shape)
      })
    var stream = Seed(0).stream("shape")
    let shape = net.batch(from: &stream)
    batch = Batch(
      x: TrainingStart.inputs(shape.x.shape, isTokens: net.isSequence),
      labels: (0..<shape.labels.count).map { (i: Int) -> Int in
        (i * i * 13 + i * 7 + 3) % (net.isSequence ? 59 : 10)
      })
  }

  /// The parameters' places in PyTorch's order, which is GradLab's for networks of numbers.
  private static func places(_ net: BenchmarkNetwork, _ network: Network) -> [String: Int] {
    let trained = network.parameters.filter(\.isTrained).map(\.name)
    let names: [String] =
      switch net {
      case .bahdanau:
        ["source/table", "target/table"] + recurrentWeights.map { "encoder/\($0)" }
          + recurrentWeights.map { "decoder/\($0)" }
          + ["key/weight", "query/weight", "score/weight"].map { "attention/\($0)" }
          + ["output/weight", "output/bias"]
      case .rnn, .lstm, .gru:
        ["embedding/table"] + recurrentWeights.map { "recurrent/\($0)" }
          + ["output/weight", "output/bias"]
      case .transformer64, .transformer128:
        ["positions/table", "embedding/table"]
          + (0..<(net == .transformer64 ? 2 : 4)).flatMap { block in
            blockWeights.map { "blocks/\(block)/\($0)" }
          } + ["norm/scale", "norm/shift", "output/weight", "output/bias"]
      default: trained
      }
    precondition(Set(names) == Set(trained), "\(net): \(trained)")
    return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
  }

  private static let recurrentWeights = [
    "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0",
  ]

  private static let blockWeights = [
    "norm1/scale", "norm1/shift", "norm2/scale", "norm2/shift", "attention/qkv/weight",
    "attention/qkv/bias", "attention/output/weight", "attention/output/bias",
    "feedforward/first/weight", "feedforward/first/bias", "feedforward/second/weight",
    "feedforward/second/bias",
  ]

  /// ((i²·7919 + i·31 + place·104729) mod 2003 − 1001)/1001.
  private static func unit(_ i: Int, _ place: Int) -> Double {
    let residue: Int = (i * i * 7919 + i * 31 + place * 104_729) % 2003
    return Double(residue - 1001) / 1001
  }

  /// In PyTorch's layout: matrices of dense layers are transposed. `isSmall`: batch normalization
  /// begins with small scales, because with scales around 1 deep networks are chaotic.
  private static func tensor(_ parameter: Parameter, _ place: Int, gain: Double, isSmall: Bool)
    -> Tensor
  {
    let isDense = parameter.shape.count == 2 && parameter.name.hasSuffix("/weight")
    let shape = isDense ? parameter.shape.reversed() : parameter.shape
    let isShift = parameter.name.hasSuffix("/shift")
    let isBias = parameter.name.contains("bias") || isShift
    let isScale = parameter.name.hasSuffix("/scale")
    let fanIn = shape.count == 1 ? shape[0] : shape.dropFirst().reduce(1, *)
    let scalars = (0..<parameter.count).map { i -> Float in
      let unit = unit(i, place)
      if isBias { return Float((isSmall && isShift ? 0.2 : 0) + 0.1 * unit) }
      if isScale { return Float((isSmall ? 0.2 : 1) * (1 + 0.1 * unit)) }
      return Float(unit * (gain * (1 / Double(fanIn).squareRoot())))
    }
    let tensor = Tensor(shape: shape, scalars: scalars)
    return isDense ? tensor.transposed() : tensor
  }

  private static func inputs(_ shape: [Int], isTokens: Bool) -> Tensor {
    let scalars = (0..<shape.reduce(1, *)).map { (i: Int) -> Float in
      isTokens ? Float((i * i * 31 + i * 17 + 5) % 61) : Float(unit(i, 0) * 3.0.squareRoot())
    }
    return Tensor(shape: shape, scalars: scalars)
  }
}

extension BenchmarkNetwork {
  var isBatchNormalized: Bool {
    switch self {
    case .deepBatchNorm50, .resnet20On32, .resnet20On16: true
    default: false
    }
  }

  var isSequence: Bool {
    switch self {
    case .rnn, .lstm, .gru, .bahdanau, .transformer64, .transformer128: true
    case .mlp, .deepTanh20, .deepBatchNorm50, .lenet, .resnet20On32, .resnet20On16: false
    }
  }
}

extension Initializer {
  /// The running averages' start.
  fileprivate func constantTensor(_ shape: [Int]) -> Tensor {
    guard case .constant(let value) = self else {
      preconditionFailure("\(self) is not a constant")
    }
    return Tensor(repeating: Float(value), shape: shape)
  }
}
