import Autograd
import Tensors
import Testing

/// Fused sequences and attention against the same written out in small operations.
@Suite("Fused sequences") struct RecurrentCompositionTests {
  private func normals(_ name: String, _ shapes: [[Int]]) -> [Tensor] {
    var stream = Seed(12).stream(name)
    return shapes.map { stream.normals($0, standardDeviation: 0.5) }
  }

  /// Values and gradients agree within rounding.
  private func compare(
    _ inputs: [Tensor], _ fused: @escaping ([Variable]) -> Variable,
    _ composed: @escaping ([Variable]) -> Variable
  ) {
    let results = [fused, composed].map { function in
      let tape = Tape()
      let v = inputs.map { tape.variable($0) }
      let y = function(v)
      var stream = Seed(1).stream("weights")
      let weights = tape.constant(stream.uniforms(y.shape, in: 0.5..<1.5))
      let gradients = tape.gradients(of: (y * weights).sum())
      return [y.value] + v.map { gradients[$0] }
    }
    for (index, (found, expected)) in zip(results[0], results[1]).enumerated() {
      #expect(relativeError(found, expected) < 5e-6, "part \(index), \(found.shape)")
    }
  }

  private func time(_ x: Variable, _ step: Int) -> Variable {
    x.sliced(step..<step + 1, axis: 1).reshaped([x.shape[0], x.shape[2]])
  }

  private func gates(_ v: [Variable], _ x: Variable, _ h: Variable) -> [Variable] {
    let input = x.affine(v[0].permuted([1, 0]), v[2])
    let recurrent = h.affine(v[1].permuted([1, 0]), v[3])
    let width = h.shape[1]
    return [input, recurrent].flatMap { sums in
      stride(from: 0, to: sums.shape[1], by: width).map {
        sums.sliced($0..<$0 + width, axis: 1)
      }
    }
  }

  /// One step: from h and c (that of an LSTM) to the next ones.
  private func step(
    _ cell: RecurrentCell, _ v: [Variable], _ x: Variable, _ h: Variable, _ c: Variable
  ) -> (h: Variable, c: Variable) {
    let a = gates(v, x, h)
    switch cell {
    case .simple: return ((a[0] + a[1]).tanh(), c)
    case .lstm:
      let sums = (0..<4).map { a[$0] + a[$0 + 4] }
      let next = sums[1].sigmoid() * c + sums[0].sigmoid() * sums[2].tanh()
      return (sums[3].sigmoid() * next.tanh(), next)
    case .gru(let placement):
      let (r, z) = ((a[0] + a[3]).sigmoid(), (a[1] + a[4]).sigmoid())
      var candidate = a[5]
      if placement == .beforeProduct { candidate = gates(v, x, r * h)[5] }
      let n = (a[2] + (placement == .afterProduct ? r * candidate : candidate)).tanh()
      return (n + z * (h - n), c)
    }
  }

  @Test("a recurrence is its cell, step by step", arguments: [0, 1, 2, 3], [false, true])
  func recurrence(_ index: Int, _ isReversed: Bool) {
    let cell: RecurrentCell = [
      .simple(.tanh), .lstm, .gru(.afterProduct), .gru(.beforeProduct),
    ][index]
    let (n, t, d, h) = (5, 6, 7, 19)
    let g = cell.gateCount * h
    let inputs = normals("recurrence", [[g, d], [g, h], [g], [g], [n, t, d], [n, h], [n, h]])
    compare(inputs) { v in
      v[0].tape.recurrence(
        cell, .values(v[4]),
        RecurrentVariables(
          inputWeight: v[0], recurrentWeight: v[1], inputBias: v[2], recurrentBias: v[3]),
        initial: InitialVariables(state: v[5], cell: cell == .lstm ? v[6] : nil),
        layout: SequenceLayout(examples: n, steps: t, isReversed: isReversed)
      ).states + 0 * v[6].sum()
    } _: { v in
      var (state, memory) = (v[5], v[6])
      var rows: [Variable] = []
      for place in isReversed ? (0..<t).reversed() : Array(0..<t) {
        (state, memory) = step(cell, v, time(v[4], place), state, memory)
        rows.append(state.reshaped([n, 1, h]))
      }
      return Variable.concatenated(isReversed ? rows.reversed() : rows, axis: 1)
        + 0 * v[6].sum()
    }
  }

  @Test("tokens are rows of the table", arguments: [4, 40])
  func tokens(_ vocabulary: Int) {
    var stream = Seed(3).stream("tokens")
    let tokens = (0..<3 * 7).map { _ in stream.next(below: vocabulary) }
    let layout = SequenceLayout(examples: 3, steps: 7, lengths: [7, 2, 5])
    let inputs = normals("tokens", [[36, 5], [36, 9], [36], [36], [vocabulary, 5]])
    func run(_ v: [Variable], _ input: SequenceVariable) -> Variable {
      v[0].tape.recurrence(
        .lstm, input,
        RecurrentVariables(
          inputWeight: v[0], recurrentWeight: v[1], inputBias: v[2], recurrentBias: v[3]),
        layout: layout
      ).states
    }
    compare(inputs) { v in
      run(v, .tokens(tokens, table: v[4]))
    } _: { v in
      run(v, .values(v[4].embedding(tokens).reshaped([3, 7, 5])))
    }
  }

  @Test("dot-product attention is two batched products around a softmax")
  func attention() {
    let (n, t, d, heads) = (3, 5, 12, 3)
    compare(normals("attention", [[n, t, 3 * d]])) { v in
      v[0].selfAttention(heads: heads).output
    } _: { v in
      let parts = v[0].reshaped([n, t, 3, heads, d / heads]).permuted([2, 0, 3, 1, 4])
      let (q, k, v) = (
        parts.sliced(0..<1, axis: 0).reshaped([n, heads, t, d / heads]),
        parts.sliced(1..<2, axis: 0).reshaped([n, heads, t, d / heads]),
        parts.sliced(2..<3, axis: 0).reshaped([n, heads, t, d / heads])
      )
      let scores = 0.5 * q.batchedMatmul(k.permuted([0, 1, 3, 2]))
      return scores.softmax().batchedMatmul(v).permuted([0, 2, 1, 3]).reshaped([n, t, d])
    }
  }

  @Test("additive attention is a tanh, a product, a softmax and an average")
  func additive() {
    let (n, s, a, m) = (3, 6, 10, 4)
    compare(normals("additive", [[n, a], [n, s, a], [n, s, m], [a]])) { v in
      v[0].additiveAttention(key: v[1], memory: v[2], scoreWeight: v[3]).output
    } _: { v in
      let sums = (v[1] + v[0].reshaped([n, 1, a])).tanh().reshaped([n * s, a])
      let scores = sums.matmul(v[3].reshaped([a, 1])).reshaped([n, s])
      return scores.softmax().reshaped([n, 1, s]).batchedMatmul(v[2]).reshaped([n, m])
    }
  }

  @Test("the attention decoder is attention and a GRU cell, step by step")
  func decoder() {
    let (n, s, t, e, h, a, m) = (3, 5, 4, 2, 9, 6, 7)
    let inputs = normals(
      "decoder",
      [
        [3 * h, e + m], [3 * h, h], [3 * h], [3 * h], [h, a], [a], [n, s, a], [n, s, m], [n, h],
        [n, t, e],
      ])
    compare(inputs) { v in
      let cell = RecurrentVariables(
        inputWeight: v[0], recurrentWeight: v[1], inputBias: v[2], recurrentBias: v[3])
      return v[0].tape.attentionDecoder(
        .values(v[9]), steps: t, key: v[6], memory: v[7], initialState: v[8],
        AttentionDecoderVariables(cell: cell, query: v[4], score: v[5])
      ).output
    } _: { v in
      var state = v[8]
      let rows = (0..<t).map { place in
        let context = state.matmul(v[4]).additiveAttention(
          key: v[6], memory: v[7], scoreWeight: v[5]
        ).output
        let x = Variable.concatenated([time(v[9], place), context], axis: 1)
        state = step(.gru(.afterProduct), v, x, state, state).h
        return Variable.concatenated([state, context], axis: 1).reshaped([n, 1, h + m])
      }
      return Variable.concatenated(rows, axis: 1)
    }
  }

  @Test("where nothing may be looked at, attention gives zeros, not NaN")
  func nothingVisible() {
    let x = normals("nothing", [[2, 3, 12]])[0]
    let mask = AttentionMask(isCausal: true, keyLengths: [0, 2])
    let attention = DotProductAttention(.joined(x), heads: 2, mask: mask)
    #expect(attention.output.row(0) == Tensor(zeros: [3, 4]))
    #expect(attention.output.isFinite && attention.weights.row(0).absolute().max() == 0)
    guard case .joined(let gradient) = attention.gradients(dOutput: attention.output) else {
      Issue.record("gradients in another arrangement")
      return
    }
    #expect(gradient.isFinite && gradient.row(0).absolute().max() == 0)
  }

  @Test("logits of ±1000 leave attention finite")
  func hugeScores() {
    let x = normals("huge", [[1, 4, 6]])[0] * 2000
    #expect(DotProductAttention(.joined(x), heads: 1, mask: .causal).output.isFinite)
  }
}
