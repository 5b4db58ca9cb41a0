public import Tensors

extension Variable {
  /// softmax(Q·Kᵀ/√d)·V for all heads, of queries, keys and values side by side.
  /// - Parameter dropout: numbers that the weights are multiplied with [N, heads, T, T]. The weights
  ///   that are returned are those before.
  /// - Shape: [N, T, 3·D] → output [N, T, D], weights [N, heads, T, T]
  /// - Source: Vaswani et al. 2017, eq. 1.
  public func selfAttention(
    heads: Int, mask: AttentionMask = .none, dropout: Tensor? = nil
  ) -> (output: Variable, weights: Tensor) {
    let attention = DotProductAttention(
      .joined(value), heads: heads, mask: mask, dropout: dropout)
    let output = tape.record(
      .attention, attention.output,
      from: (
        self,
        { dz in
          guard case .joined(let gradient) = attention.gradients(dOutput: dz) else {
            preconditionFailure("attention: gradients in another arrangement")
          }
          return gradient
        }
      ))
    return (output, attention.weights)
  }

  /// softmax(Q·Kᵀ/√d)·V for all heads; this variable holds the queries.
  /// - Parameter dropout: numbers that the weights are multiplied with [N, heads, T, S]. The weights
  ///   that are returned are those before.
  /// - Shape: queries [N, T, D], key and value [N, S, D] → output [N, T, D], weights
  ///   [N, heads, T, S]
  public func attention(
    key: Variable, value: Variable, heads: Int, mask: AttentionMask = .none,
    dropout: Tensor? = nil
  ) -> (output: Variable, weights: Tensor) {
    let attention = DotProductAttention(
      .separate(query: self.value, key: key.value, value: value.value), heads: heads, mask: mask,
      dropout: dropout)
    let shared = SharedPullback { dz in
      guard case .separate(let q, let k, let v) = attention.gradients(dOutput: dz) else {
        preconditionFailure("attention: gradients in another arrangement")
      }
      return [q, k, v]
    }
    let output = tape.record(
      .attention, attention.output, from: shared.sources([self, key, value]))
    return (output, attention.weights)
  }

  /// context = Σ αₛ·mₛ with α = softmax(vᵀ·tanh(k + q)); this variable holds a query an example.
  /// - Shape: q [N, A], key [N, S, A], memory [N, S, M], scoreWeight v [A] → output [N, M],
  ///   weights [N, S]
  /// - Source: Bahdanau, Cho, Bengio 2014.
  public func additiveAttention(
    key: Variable, memory: Variable, scoreWeight: Variable, lengths: [Int]? = nil
  ) -> (output: Variable, weights: Tensor) {
    let attention = AdditiveAttention(
      query: value, key: key.value, memory: memory.value, scoreWeight: scoreWeight.value,
      lengths: lengths)
    let shared = SharedPullback { dz in attention.gradients(dContext: dz) }
    let output = tape.record(
      .additiveAttention, attention.context,
      from: shared.sources([self, key, memory, scoreWeight]))
    return (output, attention.weights)
  }
}

/// The trained numbers of an attention decoder, on a tape; see `AttentionDecoderWeights`.
public struct AttentionDecoderVariables {
  public var cell: RecurrentVariables
  public var query, score: Variable

  public init(cell: RecurrentVariables, query: Variable, score: Variable) {
    self.cell = cell
    self.query = query
    self.score = score
  }
}

extension Tape {
  /// A GRU decoder that looks at a memory before every step, with given inputs, one operation.
  /// - Shape: N·T inputs of width E; key [N, S, A]; memory [N, S, M]; initialState [N, H] → output
  ///   [N, T, H + M]: state and context; weights [N, T, S]
  public func attentionDecoder(
    _ input: SequenceVariable, steps: Int, key: Variable, memory: Variable,
    initialState: Variable, _ variables: AttentionDecoderVariables, lengths: [Int]? = nil
  ) -> (output: Variable, weights: Tensor) {
    let weights = AttentionDecoderWeights(
      cell: variables.cell.values, query: variables.query.value, score: variables.score.value)
    let decoder = AttentionDecoder(
      input.input, steps: steps, key: key.value, memory: memory.value,
      initialState: initialState.value, weights, lengths: lengths)
    let wantsInput = input.variable.isTracked
    let shared = SharedPullback { dz in
      let found = decoder.gradients(dOutput: dz, wantsInput: wantsInput)
      let cell = found.weights.cell
      return [
        cell.inputWeight, cell.recurrentWeight, cell.inputBias, cell.recurrentBias,
        found.weights.query, found.weights.score, found.key, found.memory, found.initialState,
        found.input,
      ]
    }
    let sources =
      variables.cell.all + [
        variables.query, variables.score, key, memory, initialState, input.variable,
      ]
    let output = record(.attentionDecoder, decoder.output, from: shared.sources(sources))
    return (output, decoder.attention)
  }
}
