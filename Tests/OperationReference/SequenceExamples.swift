internal import Autograd
internal import Tensors

extension OperationExample {
  /// Weights, biases, inputs or a table, then h₀ and c₀; an LSTM's last cell is one more time.
  func recurrence(_ cell: RecurrentCell, _ x: [Variable]) -> Variable {
    let examples = x[5].shape[0]
    let steps = lists["tokens"] == nil ? x[4].shape[1] : integer("steps")
    let output = x[0].tape.recurrence(
      cell, lists["tokens"].map { .tokens($0, table: x[4]) } ?? .values(x[4]), weights(x),
      initial: InitialVariables(state: x[5], cell: cell == .lstm ? x[6] : nil),
      layout: SequenceLayout(examples: examples, steps: steps, lengths: lists["lengths"]),
      returningCell: cell == .lstm)
    guard let finalCell = output.finalCell else { return output.states }
    return .concatenated([output.states, finalCell.reshaped([examples, 1, -1])], axis: 1)
  }

  private func weights(_ x: [Variable]) -> RecurrentVariables {
    RecurrentVariables(
      inputWeight: x[0], recurrentWeight: x[1], inputBias: x[2], recurrentBias: x[3])
  }

  /// Queries, keys and values, or all three side by side.
  func attention(_ x: [Variable]) -> Variable {
    let mask = AttentionMask(isCausal: integer("causal") == 1, keyLengths: lists["lengths"])
    let heads = integer("heads")
    return x.count == 1
      ? x[0].selfAttention(heads: heads, mask: mask).output
      : x[0].attention(key: x[1], value: x[2], heads: heads, mask: mask).output
  }

  /// The cell's weights and biases, the query's and the score's weights, keys, memory, first state
  /// and inputs.
  func attentionDecoder(_ x: [Variable]) -> Variable {
    x[0].tape.attentionDecoder(
      .values(x[9]), steps: x[9].shape[1], key: x[6], memory: x[7], initialState: x[8],
      AttentionDecoderVariables(cell: weights(x), query: x[4], score: x[5]),
      lengths: lists["lengths"]
    ).output
  }
}
