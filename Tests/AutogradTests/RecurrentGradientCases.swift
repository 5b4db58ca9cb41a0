import Autograd
import Tensors

/// Sequences forward and backward, short ones among them, from zeros and from given states, as
/// values and as tokens; sizes 1 and 9 (a full vector register and a tail).
func recurrentCases(_ operation: Operation, _ examples: inout Examples) -> [GradientCase] {
  let cells: [RecurrentCell] =
    switch operation {
    case .lstm: [.lstm]
    case .gru: [.gru(.afterProduct), .gru(.beforeProduct)]
    default: [.simple(.tanh), .simple(.identity)]
    }
  return cells.flatMap { cell in
    [
      recurrence(cell, &examples, (1, 1, 1, 1)),
      recurrence(cell, &examples, (2, 3, 2, 3)),
      recurrence(cell, &examples, (1, 2, 3, 9), isReversed: true, hasInitial: true),
      recurrence(cell, &examples, (3, 4, 1, 2), lengths: [4, 0, 2], hasInitial: true),
      recurrence(cell, &examples, (2, 3, 2, 2), isReversed: true, lengths: [1, 3]),
      tokens(cell, &examples, count: 3), tokens(cell, &examples, count: 7),
    ]
  }
}

private func weights(
  _ cell: RecurrentCell, _ examples: inout Examples, _ d: Int, _ h: Int
) -> [Tensor] {
  let g = cell.gateCount * h
  return [[g, d], [g, h], [g], [g]].map { examples.tensor($0, in: -1...1) }
}

private func variables(_ v: ArraySlice<Variable>) -> RecurrentVariables {
  let v = Array(v)
  return RecurrentVariables(
    inputWeight: v[0], recurrentWeight: v[1], inputBias: v[2], recurrentBias: v[3])
}

private func recurrence(
  _ cell: RecurrentCell, _ examples: inout Examples, _ extents: (n: Int, t: Int, d: Int, h: Int),
  isReversed: Bool = false, lengths: [Int]? = nil, hasInitial: Bool = false
) -> GradientCase {
  let layout = SequenceLayout(
    examples: extents.n, steps: extents.t, isReversed: isReversed, lengths: lengths)
  let wantsCell = cell == .lstm && hasInitial
  var inputs = weights(cell, &examples, extents.d, extents.h)
  inputs.append(examples.tensor([extents.n, extents.t, extents.d]))
  if hasInitial { inputs.append(examples.tensor([extents.n, extents.h], in: -1...1)) }
  if wantsCell { inputs.append(examples.tensor([extents.n, extents.h], in: -1...1)) }
  return GradientCase(inputs) { v in
    let initial = InitialVariables(
      state: hasInitial ? v[5] : nil, cell: wantsCell ? v[6] : nil)
    let output = v[0].tape.recurrence(
      cell, .values(v[4]), variables(v[0..<4]), initial: initial, layout: layout,
      returningCell: wantsCell)
    guard let finalCell = output.finalCell else { return output.states }
    return Variable.concatenated([output.states, finalCell.reshaped([extents.n, 1, -1])], axis: 1)
  }
}

/// A table smaller or larger than the number of tokens, with tokens that occur twice.
private func tokens(
  _ cell: RecurrentCell, _ examples: inout Examples, count: Int
) -> GradientCase {
  let tokens = [2, 0, 2, 1, 1, 2]
  let layout = SequenceLayout(examples: 2, steps: 3)
  let inputs = weights(cell, &examples, 2, 2) + [examples.tensor([count, 2])]
  return GradientCase(inputs) { v in
    v[0].tape.recurrence(
      cell, .tokens(tokens, table: v[4]), variables(v[0..<4]), layout: layout
    ).states
  }
}
