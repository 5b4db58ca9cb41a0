internal import Autograd
public import Tensors

// The two halves of the network, and what it says when nobody tells it the words before.
extension SequenceToSequence {
  /// What the encoder leaves to the decoder.
  struct Memory {
    /// [N, S, M].
    let states: Variable
    /// K·m [N, S, A]; nil without attention.
    let key: Variable?
    /// The decoder's first state [N, H].
    let first: Variable
    /// Source tokens of each example that count; nil: all.
    let lengths: [Int]?
  }

  func encode(_ source: Tensor, in pass: Pass) -> Memory {
    let (examples, steps) = (source.shape[0], source.shape[1])
    let lengths = lengths(source)
    let input = SequenceVariable.tokens(source.tokens, table: pass[sourceEmbedding.table])
    let states: Variable
    let last: Variable
    switch encoder {
    case .forward(let layer):
      states =
        layer.run(
          input, examples: examples, steps: steps, lengths: lengths, in: pass
        ).states
      last = states.finalStates(lengths: lengths)
    case .bidirectional(let layer):
      (states, last) = layer.run(
        input, examples: examples, steps: steps, lengths: lengths, in: pass)
    }
    let key = attention.map { parameters in
      states.reshaped([-1, states.shape[2]]).matmul(pass[parameters.key])
        .reshaped([examples, steps, settings.attentionWidth])
    }
    return Memory(
      states: states, key: key, first: bridge.map { $0(last, in: pass) } ?? last,
      lengths: lengths)
  }

  /// Tokens before the first one that only fills up.
  private func lengths(_ source: Tensor) -> [Int]? {
    guard let padding = settings.padding else { return nil }
    let (tokens, steps) = (source.tokens, source.shape[1])
    return (0..<source.shape[0]).map { example in
      tokens[example * steps..<(example + 1) * steps].firstIndex(of: padding)
        .map { $0 - example * steps } ?? steps
    }
  }

  /// - Returns: state and context, or the state alone [N, T, M′]; α [N, T, S] with attention.
  func decode(
    _ tokens: [Int], steps: Int, from state: Variable, _ memory: Memory, in pass: Pass
  ) -> (features: Variable, weights: Tensor?) {
    let input = SequenceVariable.tokens(tokens, table: pass[targetEmbedding.table])
    guard let attention, let key = memory.key else {
      let output = decoder.run(
        input, examples: state.shape[0], steps: steps, initial: InitialVariables(state: state),
        in: pass)
      return (output.states, nil)
    }
    let variables = AttentionDecoderVariables(
      cell: decoder.variables(in: pass), query: pass[attention.query],
      score: pass[attention.score])
    let (output, weights) = pass.tape.attentionDecoder(
      input, steps: steps, key: key, memory: memory.states, initialState: state, variables,
      lengths: memory.lengths)
    return (output, weights)
  }

  /// The most probable next token, again and again (greedy decoding).
  /// - Shape: source [N, S]
  /// - Returns: `steps` tokens an example, and α [N, steps, S] where there is attention.
  public func translate(
    _ source: Tensor, start: Int, steps: Int, _ weights: Weights
  ) -> (tokens: [[Int]], weights: Tensor?) {
    let pass = Pass(weights, mode: .inference)
    let memory = encode(source, in: pass)
    let examples = source.shape[0]
    var (state, tokens) = (memory.first, [Int](repeating: start, count: examples))
    var result = [[Int]](repeating: [], count: examples)
    var rows: [Tensor] = []
    for _ in 0..<steps {
      let (features, alpha) = decode(tokens, steps: 1, from: state, memory, in: pass)
      let logits = logits(features.reshaped([examples, output.inputs]), in: pass)
      state = features.sliced(0..<settings.width, axis: 2).reshaped([examples, settings.width])
      tokens = logits.value.argmaxRows()
      for (example, token) in tokens.enumerated() { result[example].append(token) }
      if let alpha { rows.append(alpha) }
    }
    return (result, rows.isEmpty ? nil : .concatenated(rows, axis: 1))
  }
}

extension Network {
  /// A network from sequence to sequence: with vocabularies of 64, E 32, H = A = 64 and 16 steps the
  /// `bahdanau` of the benchmarks.
  public static func sequenceToSequence(
    _ settings: SequenceToSequenceSettings, targetSteps: Int, batch: Int = 1
  ) throws(NetworkFault) -> Network {
    try Network(inputShape: [settings.sourceSteps + targetSteps], batch: batch) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      [try SequenceToSequence(settings, in: &model)]
    }
  }
}
