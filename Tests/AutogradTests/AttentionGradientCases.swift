import Autograd
import Tensors

func attentionCases(_ operation: Operation, _ examples: inout Examples) -> [GradientCase] {
  switch operation {
  case .additiveAttention:
    return [
      additive(&examples, (1, 1, 1, 1)), additive(&examples, (2, 3, 5, 9)),
      additive(&examples, (3, 4, 2, 3), lengths: [4, 1, 0]),
    ]
  case .attentionDecoder:
    return [
      decoder(&examples, (1, 1, 1, 1), steps: 1), decoder(&examples, (2, 3, 2, 3), steps: 3),
      decoder(&examples, (2, 3, 3, 9), steps: 2, lengths: [2, 3]),
      decoder(&examples, (2, 2, 1, 2), steps: 2, tokens: [1, 0, 1, 1]),
    ]
  default:
    return joined(&examples) + separate(&examples)
  }
}

private func joined(_ examples: inout Examples) -> [GradientCase] {
  let settings: [(n: Int, t: Int, d: Int, heads: Int, mask: AttentionMask)] = [
    (1, 1, 1, 1, .none), (2, 3, 2, 2, .none), (1, 5, 9, 1, .causal), (2, 4, 6, 3, .causal),
    (2, 3, 2, 1, AttentionMask(keyLengths: [2, 0])),
    (2, 3, 2, 1, AttentionMask(isCausal: true, keyLengths: [3, 1])),
  ]
  return settings.map { s in
    GradientCase(examples.tensor([s.n, s.t, 3 * s.d])) {
      $0[0].selfAttention(heads: s.heads, mask: s.mask).output
    }
  }
    + [AttentionMask.none, .causal].map { mask in
      GradientCase(examples.tensor([2, 5, 3 * 4])) {
        $0[0].selfAttention(heads: 2, mask: mask, dropout: leftOut([2, 2, 5, 5])).output
      }
    }
}

/// Nothing where a weight is left out, else a number above 1.
func leftOut(_ shape: [Int]) -> Tensor {
  var stream = Seed(7).stream("dropout")
  return stream.mask(shape, keeping: 0.625, as: 1.6)
}

private func separate(_ examples: inout Examples) -> [GradientCase] {
  let settings: [(n: Int, t: Int, s: Int, d: Int, heads: Int, lengths: [Int]?)] = [
    (1, 1, 1, 1, 1, nil), (2, 1, 3, 4, 2, nil), (1, 5, 2, 9, 3, nil), (2, 2, 3, 2, 1, [1, 3]),
  ]
  return settings.map { s in
    let (queries, keys) = ([s.n, s.t, s.d], [s.n, s.s, s.d])
    return GradientCase(
      examples.tensor(queries), examples.tensor(keys), examples.tensor(keys)
    ) {
      $0[0].attention(
        key: $0[1], value: $0[2], heads: s.heads, mask: AttentionMask(keyLengths: s.lengths),
        dropout: s.n == 2 ? leftOut([s.n, s.heads, s.t, s.s]) : nil
      ).output
    }
  }
}

private func additive(
  _ examples: inout Examples, _ extents: (n: Int, s: Int, a: Int, m: Int), lengths: [Int]? = nil
) -> GradientCase {
  let (n, s, a, m) = extents
  return GradientCase(
    examples.tensor([n, a]), examples.tensor([n, s, a]), examples.tensor([n, s, m]),
    examples.tensor([a])
  ) {
    $0[0].additiveAttention(key: $0[1], memory: $0[2], scoreWeight: $0[3], lengths: lengths).output
  }
}

/// Inputs of width 2, attention of width 3.
private func decoder(
  _ examples: inout Examples, _ extents: (n: Int, s: Int, m: Int, h: Int), steps: Int,
  lengths: [Int]? = nil, tokens: [Int]? = nil
) -> GradientCase {
  let (n, s, m, h) = extents
  let input = tokens == nil ? [n, steps, 2] : [3, 2]
  let shapes = [
    [3 * h, 2 + m], [3 * h, h], [3 * h], [3 * h], [h, 3], [3], [n, s, 3], [n, s, m], [n, h], input,
  ]
  // Scores and memories differ enough for the query's gradient to stand above the rounding.
  let inputs = shapes.enumerated().map { index, shape in
    examples.tensor(shape, in: index == 5 || index == 7 ? -2...2 : -1...1)
  }
  return GradientCase(inputs) { v in
    let cell = RecurrentVariables(
      inputWeight: v[0], recurrentWeight: v[1], inputBias: v[2], recurrentBias: v[3])
    return v[0].tape.attentionDecoder(
      tokens.map { .tokens($0, table: v[9]) } ?? .values(v[9]), steps: steps, key: v[6],
      memory: v[7], initialState: v[8],
      AttentionDecoderVariables(cell: cell, query: v[4], score: v[5]), lengths: lengths
    ).output
  }
}

func arrangementCases(
  _ operation: Operation, _ examples: inout Examples
) -> [GradientCase] {
  switch operation {
  case .batchedMatmul:
    return [[1, 1, 1, 1], [3, 2, 5, 4], [2, 1, 9, 17]].map { s in
      GradientCase(examples.tensor([s[0], s[1], s[2]]), examples.tensor([s[0], s[2], s[3]])) {
        $0[0].batchedMatmul($0[1])
      }
    }
  case .permute:
    return [([1], [0]), ([2, 3], [1, 0]), ([2, 3, 4], [2, 0, 1]), ([2, 3, 4], [1, 0, 2])].map {
      shape, axes in GradientCase(examples.tensor(shape)) { $0[0].permuted(axes) }
    }
  case .slice:
    return [([1], 0, 0..<1), ([5], 0, 1..<3), ([3, 4], 1, 0..<3), ([2, 3, 2], 1, 2..<3)].map {
      shape, axis, range in
      GradientCase(examples.tensor(shape)) { $0[0].sliced(range, axis: axis) }
    }
  case .pad:
    return [([1], 0, 0, 0), ([3], 0, 1, 2), ([2, 3], 1, 2, 0), ([2, 1, 3], 1, 0, 1)].map {
      shape, axis, before, after in
      GradientCase(examples.tensor(shape)) {
        $0[0].padded(before: before, after: after, axis: axis)
      }
    }
  case .gather:
    let settings = [
      ([1], 0, [0, 0]), ([5], 0, [4, 1, 4]), ([2, 3], 1, [2]), ([2, 2, 9], 1, [1, 1, 0]),
    ]
    return settings.map { shape, axis, indices in
      GradientCase(examples.tensor(shape)) { $0[0].gathered(indices, axis: axis) }
    }
  default:
    return [([1], [2], 0), ([2, 3], [2, 1], 1), ([1, 2, 3], [4, 2, 3], 0)].map {
      left, right, axis in
      GradientCase(examples.tensor(left), examples.tensor(right)) {
        Variable.concatenated([$0[0], $0[1]], axis: axis)
      }
    }
  }
}
