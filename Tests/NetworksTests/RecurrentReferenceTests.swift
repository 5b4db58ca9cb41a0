import Autograd
import Networks
import Tensors
import Testing

@Suite("Recurrent networks and attention against PyTorch in float64")
struct RecurrentReferenceTests {
  private let reference: SequenceReference

  init() throws {
    reference = try SequenceReference.read()
  }

  @Test("recurrences, attention and the attention decoder: values and gradients")
  func operations() throws {
    let examples = reference.cases.filter { $0.names == nil }
    #expect(examples.count > 35)
    for (number, example) in examples.enumerated() {
      let tape = Tape()
      let inputs = example.inputs.map { tape.variable($0.tensor) }
      let output = try #require(result(example, inputs), "no operation \(example.name)")
      let loss = (output * tape.constant(example.weights.tensor)).sum()
      let gradients = tape.gradients(of: loss)
      #expect(example.value.excess(output.value) <= 1, "\(example.name), case \(number)")
      for (index, (input, expected)) in zip(inputs, example.gradients).enumerated() {
        let excess = expected.excess(gradients[input])
        #expect(excess <= 1, "\(example.name), case \(number), gradient \(index) \(input.shape)")
      }
    }
  }

  private func result(_ example: SequenceReference.Case, _ v: [Variable]) -> Variable? {
    let lengths = example.lengths.isEmpty ? nil : example.lengths
    switch example.name {
    case "rnn": return recurrence(.simple(.tanh), v, lengths)
    case "lstm": return recurrence(.lstm, v, lengths)
    case "gru": return recurrence(.gru(.afterProduct), v, lengths)
    case "gru_reset_first": return recurrence(.gru(.beforeProduct), v, lengths)
    case "rnn_bidirectional": return bidirectional(.simple(.tanh), v, lengths)
    case "lstm_bidirectional": return bidirectional(.lstm, v, lengths)
    case "gru_bidirectional": return bidirectional(.gru(.afterProduct), v, lengths)
    case "additive_attention":
      return v[0].additiveAttention(
        key: v[1], memory: v[2], scoreWeight: v[3], lengths: lengths
      ).output
    case "attention_decoder":
      let decoder = AttentionDecoderVariables(
        cell: weights(v[0..<4]), query: v[4], score: v[5])
      return v[0].tape.attentionDecoder(
        .values(v[9]), steps: v[9].shape[1], key: v[6], memory: v[7], initialState: v[8],
        decoder, lengths: lengths
      ).output
    case "attention":
      let mask = AttentionMask(isCausal: example.causal ?? false, keyLengths: lengths)
      return v[0].attention(
        key: v[1], value: v[2], heads: example.heads ?? 1, mask: mask
      ).output
    default: return nil
    }
  }

  private func weights(_ v: ArraySlice<Variable>) -> RecurrentVariables {
    let v = Array(v)
    return RecurrentVariables(
      inputWeight: v[0], recurrentWeight: v[1], inputBias: v[2], recurrentBias: v[3])
  }

  private func recurrence(
    _ cell: RecurrentCell, _ v: [Variable], _ lengths: [Int]?
  ) -> Variable {
    let (examples, steps) = (v[4].shape[0], v[4].shape[1])
    let output = v[0].tape.recurrence(
      cell, .values(v[4]), weights(v[0..<4]),
      initial: InitialVariables(state: v[5], cell: cell == .lstm ? v[6] : nil),
      layout: SequenceLayout(examples: examples, steps: steps, lengths: lengths),
      returningCell: cell == .lstm)
    guard let finalCell = output.finalCell else { return output.states }
    return .concatenated([output.states, finalCell.reshaped([examples, 1, -1])], axis: 1)
  }

  private func bidirectional(
    _ cell: RecurrentCell, _ v: [Variable], _ lengths: [Int]?
  ) -> Variable {
    let halves = [false, true].map { isReversed in
      v[0].tape.recurrence(
        cell, .values(v[8]), weights(isReversed ? v[4..<8] : v[0..<4]),
        layout: SequenceLayout(
          examples: v[8].shape[0], steps: v[8].shape[1], isReversed: isReversed,
          lengths: lengths)
      ).states
    }
    return .concatenated(halves, axis: 2)
  }

  @Test("Transformer blocks with PyTorch's weights: values and gradients")
  func blocks() throws {
    let examples = reference.cases.filter { $0.names != nil }
    #expect(examples.count == 6)
    for (number, example) in examples.enumerated() {
      let block = try TransformerExample(example)
      let pass = Pass(block.weights, mode: .training)
      let x = pass.tape.variable(block.x)
      let memory = block.memory.map { pass.tape.variable($0) }
      let output = block.run(x, memory, pass)
      let loss = (output * pass.tape.constant(example.weights.tensor)).sum()
      let gradients = pass.tape.gradients(of: loss)
      #expect(example.value.excess(output.value) <= 1, "block \(number)")
      let inputs = [x] + (memory.map { [$0] } ?? [])
      for (input, expected) in zip(inputs.reversed(), example.gradients.reversed()) {
        #expect(expected.excess(gradients[input]) <= 1, "block \(number), gradient of an input")
      }
      let names = try #require(example.names)
      for (name, expected) in zip(names, example.gradients) {
        let found = block.merged(name) { gradients[pass[$0]] }
        #expect(expected.excess(found) <= 1, "block \(number), gradient of \(name)")
      }
    }
  }
}

/// PyTorch's encoder or decoder layer, translated.
private struct TransformerExample {
  let weights: Weights
  let x: Tensor
  let memory: Tensor?
  private let parameters: [String: Parameter]
  private let encoder: TransformerBlock?
  private let decoder: TransformerDecoderBlock?

  init(_ example: SequenceReference.Case) throws {
    let names = example.names ?? []
    let tensors = example.inputs.map(\.tensor)
    let torch = Dictionary(uniqueKeysWithValues: zip(names, tensors))
    let isDecoder = example.name == "decoder_block"
    x = tensors[names.count]
    memory = isDecoder ? tensors[names.count + 1] : nil
    let hidden = try #require(torch["linear1.bias"]).count
    let settings = TransformerSettings(
      width: x.shape[2], heads: example.heads ?? 1, hidden: hidden,
      placement: example.normFirst == true ? .before : .after)
    var model = ModelBuilder()
    encoder =
      isDecoder ? nil : try TransformerBlock(settings, name: "block", in: &model)
    decoder =
      isDecoder ? try TransformerDecoderBlock(settings, name: "block", in: &model) : nil
    parameters = Dictionary(uniqueKeysWithValues: model.parameters.map { ($0.name, $0) })
    weights = Weights(
      tensors: try model.parameters.map { parameter in
        try #require(TransformerExample.value(parameter, torch))
      })
  }

  func run(_ x: Variable, _ memory: Variable?, _ pass: Pass) -> Variable {
    if let encoder { return encoder(x, in: pass) }
    guard let decoder, let memory else { return x }
    return decoder(x, memory: memory, in: pass).output
  }

  /// PyTorch's name of each part, and which rows of its joined projection a part is.
  private static let parts: [(ours: String, torch: String, row: Int?)] = [
    ("attention/qkv", "self_attn.in_proj_", nil), ("attention/output", "self_attn.out_proj.", nil),
    ("cross/query", "multihead_attn.in_proj_", 0), ("cross/key", "multihead_attn.in_proj_", 1),
    ("cross/value", "multihead_attn.in_proj_", 2),
    ("cross/output", "multihead_attn.out_proj.", nil),
    ("feedforward/first", "linear1.", nil), ("feedforward/second", "linear2.", nil),
    ("norm1", "norm1.", nil), ("norm2", "norm2.", nil), ("norm3", "norm3.", nil),
  ]

  private static let suffixes = [
    "weight": "weight", "bias": "bias", "scale": "weight", "shift": "bias",
  ]

  /// The numbers of one of our parameters: matrices are transposed, joined ones cut.
  private static func value(_ parameter: Parameter, _ torch: [String: Tensor]) -> Tensor? {
    let path = parameter.name.split(separator: "/").map(String.init)
    let key = path.dropFirst().dropLast().joined(separator: "/")
    guard
      let part = parts.first(where: { $0.ours == key }),
      let suffix = suffixes[path[path.count - 1]], var value = torch[part.torch + suffix]
    else { return nil }
    if let row = part.row {
      let extent = value.shape[0] / 3
      value = value.sliced(row * extent..<(row + 1) * extent, axis: 0)
    }
    return value.rank == 2 ? value.transposed() : value
  }

  /// A gradient in PyTorch's arrangement.
  func merged(_ name: String, _ gradient: (Parameter) -> Tensor) -> Tensor {
    let found = TransformerExample.parts.filter { name.hasPrefix($0.torch) }.flatMap { part in
      TransformerExample.suffixes.keys.sorted().compactMap { suffix -> Tensor? in
        guard
          part.torch + (TransformerExample.suffixes[suffix] ?? "") == name,
          let parameter = parameters["block/\(part.ours)/\(suffix)"]
        else { return nil }
        let value = gradient(parameter)
        return value.rank == 2 ? value.transposed() : value
      }
    }
    return .concatenated(found, axis: 0)
  }
}
