import FoundationEssentials
import Networks
import Tensors
import Testing

@Suite("Training of sequences against PyTorch in float64") struct RecurrentTrainingTests {
  /// A network at full size, with its parameters in the order of PyTorch's.
  private struct Example {
    let network: Network
    let parameters: [String]
    let batch, inputs, outputs: Int
  }

  private static let weights = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]

  private func example(_ name: String) throws -> Example? {
    switch name {
    case "rnn": try characters(.simple(.tanh))
    case "lstm": try characters(.lstm)
    case "gru": try characters(.gru(.afterProduct))
    case "bahdanau":
      Example(
        network: try .sequenceToSequence(
          SequenceToSequenceSettings(
            sourceVocabulary: 64, targetVocabulary: 64, sourceSteps: 16, embedding: 32, width: 64,
            attentionWidth: 64), targetSteps: 16),
        parameters: ["source/table", "target/table"] + Self.weights.map { "encoder/\($0)" }
          + Self.weights.map { "decoder/\($0)" } + [
            "attention/key/weight", "attention/query/weight", "attention/score/weight",
            "output/weight", "output/bias",
          ], batch: 32, inputs: 32, outputs: 16)
    case "tf_d64": try transformer(width: 64, depth: 2, steps: 32, batch: 32)
    case "tf_d128": try transformer(width: 128, depth: 4, steps: 64, batch: 16)
    default: nil
    }
  }

  private func characters(_ cell: RecurrentCell) throws -> Example {
    Example(
      network: try .characters(cell, vocabulary: 64, embedding: 32, width: 128, steps: 64),
      parameters: ["embedding/table"] + Self.weights.map { "recurrent/\($0)" } + [
        "output/weight", "output/bias",
      ], batch: 32, inputs: 64, outputs: 64)
  }

  private func transformer(width: Int, depth: Int, steps: Int, batch: Int) throws -> Example {
    let parts = [
      "norm1/scale", "norm1/shift", "norm2/scale", "norm2/shift", "attention/qkv/weight",
      "attention/qkv/bias", "attention/output/weight", "attention/output/bias",
      "feedforward/first/weight", "feedforward/first/bias", "feedforward/second/weight",
      "feedforward/second/bias",
    ]
    let blocks = (0..<depth).flatMap { block in parts.map { "blocks/\(block)/\($0)" } }
    return Example(
      network: try .decoderTransformer(
        vocabulary: 64, steps: steps, depth: depth, TransformerSettings(width: width, heads: 4)),
      parameters: ["positions/table", "embedding/table"] + blocks + [
        "norm/scale", "norm/shift", "output/weight", "output/bias",
      ], batch: batch, inputs: steps, outputs: steps)
  }

  /// The formula of make_sequence_training.py, in PyTorch's layout: linear weights are transposed.
  private func value(_ parameter: Parameter, _ place: Int) -> Tensor {
    let isLinear = parameter.shape.count == 2 && parameter.name.hasSuffix("/weight")
    let shape = isLinear ? parameter.shape.reversed() : parameter.shape
    let isBias = parameter.name.contains("bias") || parameter.name.hasSuffix("/shift")
    let scalars = (0..<parameter.count).map { i -> Float in
      let unit = Double((i * i * 7919 + i * 31 + place * 104_729) % 2003 - 1001) / 1001
      if isBias { return Float(unit * 0.1) }
      if parameter.name.hasSuffix("/scale") { return Float(1 + 0.1 * unit) }
      return Float(unit * (1 / Double(shape[shape.count - 1]).squareRoot()))
    }
    let tensor = Tensor(shape: shape, scalars: scalars)
    return isLinear ? tensor.transposed() : tensor
  }

  private struct Reference: Decodable {
    let losses: [String: [Double]]
  }

  private func reference() throws -> Reference {
    let folder = "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/")
    let url = URL(filePath: "/\(folder)/Reference/sequence_training.json")
    return try JSONDecoder().decode(Reference.self, from: try Data(contentsOf: url))
  }

  @Test(
    "20 steps have PyTorch's losses, on one thread and on two",
    arguments: ["rnn", "lstm", "gru", "bahdanau", "tf_d64", "tf_d128"])
  func losses(_ name: String) throws {
    let expected = try #require(try reference().losses[name])
    let example = try #require(try example(name))
    let places = Dictionary(
      uniqueKeysWithValues: example.parameters.enumerated().map { ($0.element, $0.offset) })
    let weights = Weights(
      tensors: try example.network.parameters.map { parameter in
        value(parameter, try #require(places[parameter.name], "\(parameter.name)"))
      })
    let tokens = (0..<example.batch * example.inputs).map { (i: Int) -> Float in
      Float((i * i * 31 + i * 17 + 5) % 61)
    }
    let x = Tensor(shape: [example.batch, example.inputs], scalars: tokens)
    let labels = (0..<example.batch * example.outputs).map { (i: Int) -> Int in
      (i * i * 13 + i * 7 + 3) % 59
    }
    let half = example.batch / 2
    let halves = [0..<half, half..<example.batch].map { range in
      Batch(
        x: x.sliced(range, axis: 0),
        labels: Array(
          labels[range.lowerBound * example.outputs..<range.upperBound * example.outputs]))
    }
    var (whole, split) = (
      Trainer(example.network, weights: weights, optimizer: SGD(momentum: 0.9)),
      Trainer(example.network, weights: weights, optimizer: SGD(momentum: 0.9))
    )
    let companion = try #require(Companion())
    for (step, loss) in expected.enumerated() {
      let found = [
        whole.train(x, labels, learningRate: 0.05),
        split.train(halves[0], halves[1], with: companion, learningRate: 0.05),
      ]
      for loss in zip(found, [loss, loss]) {
        #expect(abs(loss.0 - loss.1) < 1e-5 * loss.1, "\(name), step \(step)")
      }
    }
  }
}
