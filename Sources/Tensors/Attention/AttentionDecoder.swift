/// What trained numbers an attention decoder has.
public struct AttentionDecoderWeights: Sendable {
  /// The GRU cell, fed with [input, context]: inputWeight [3·H, E + M], recurrentWeight [3·H, H].
  public var cell: RecurrentWeights
  /// From state to query [H, A].
  public var query: Tensor
  /// v [A].
  public var score: Tensor

  public init(cell: RecurrentWeights, query: Tensor, score: Tensor) {
    self.cell = cell
    self.query = query
    self.score = score
  }
}

/// ∂L of everything that entered an attention decoder.
public struct AttentionDecoderGradients: Sendable {
  /// Of the inputs [N, T, E], or of their table [V, E].
  public var input: Tensor?
  public var key, memory, initialState: Tensor
  public var weights: AttentionDecoderWeights
}

/// A GRU that looks at a memory before every step, a whole batch of sequences at once, with given
/// inputs (teacher forcing):
///
///     q = s·Q,  α = softmax(vᵀ·tanh(k + q)),  context = Σ α·m,  s′ = GRU([x, context], s).
///
/// The inputs are projected in one product for all times, all weights are packed once a run, and
/// going back every weight's gradient is one product over T·N rows.
/// - Source: Bahdanau, Cho, Bengio 2014, with PyTorch's GRU cell.
public struct AttentionDecoder: Sendable {
  let extents: StepExtents
  let scores: AdditiveScores
  let lengths: [Int]?
  let projection: InputProjection
  /// Of the context: [3·H, M].
  let contextWeight: Tensor
  let weights: AttentionDecoderWeights
  let key, memory: Tensor
  /// Step-major: σ(r), σ(z), n [T·N, 3·H]; Uₙ·h + cₙ [T·N, H]; states [(T + 1)·N, H]; contexts
  /// [T·N, M]; tanh(k + q) [T·N, S, A]; α [T·N, S].
  let gates, hidden, states, contexts, squashed, alignments: Tensor
  /// State and context side by side [N, T, H + M].
  public let output: Tensor

  /// α [N, T, S].
  public var attention: Tensor { extents.layout.exampleMajor(alignments) }

  /// - Shape: N·T inputs of width E; key [N, S, A]; memory [N, S, M]; initialState [N, H].
  /// - Parameter lengths: keys of each example that count; nil: all.
  public init(
    _ input: SequenceInput, steps: Int, key: Tensor, memory: Tensor, initialState: Tensor,
    _ weights: AttentionDecoderWeights, lengths: [Int]? = nil
  ) {
    let (examples, width) = (initialState.shape[0], initialState.shape[1])
    let (keys, memoryWidth) = (memory.shape[1], memory.shape[2])
    precondition(
      key.shape == [examples, keys, weights.score.count] && memory.shape[0] == examples
        && weights.query.shape == [width, weights.score.count]
        && weights.cell.recurrentWeight.shape == [3 * width, width]
        && weights.cell.inputWeight.shape[1] > memoryWidth,
      """
      attention decoder: key \(key.shape), memory \(memory.shape), state \(initialState.shape), \
      query \(weights.query.shape), cell \(weights.cell.inputWeight.shape)
      """)
    AttentionMask(keyLengths: lengths).check(examples: examples, keys: keys)
    let layout = SequenceLayout(examples: examples, steps: steps)
    let inputWidth = weights.cell.inputWeight.shape[1] - memoryWidth
    (self.key, self.memory, self.weights, self.lengths) = (key, memory, weights, lengths)
    extents = StepExtents(layout: layout, width: width)
    scores = AdditiveScores(
      keys: keys, width: weights.score.count, memoryWidth: memoryWidth)
    contextWeight = weights.cell.inputWeight.sliced(
      inputWidth..<inputWidth + memoryWidth, axis: 1)
    projection = InputProjection(
      input, weight: weights.cell.inputWeight.sliced(0..<inputWidth, axis: 1), layout: layout)
    let bias = GRURun.biasBeforeReset(weights.cell.inputBias, weights.cell.recurrentBias)
    var buffers = Buffers(extents, scores, gates: projection(bias: bias), initialState)
    buffers.run(extents, scores, lengths, contextWeight, weights, key, memory)
    (gates, hidden, states) = (buffers.gates, buffers.hidden, buffers.states)
    (contexts, squashed, alignments) = (buffers.contexts, buffers.squashed, buffers.alignments)
    output = buffers.output
  }
}

/// What a forward run writes.
private struct Buffers {
  var gates, hidden, states, contexts, squashed, alignments, queries, output: Tensor

  init(_ extents: StepExtents, _ scores: AdditiveScores, gates: Tensor, _ initialState: Tensor) {
    let (steps, examples) = (extents.layout.steps, extents.examples)
    let rows = steps * examples
    self.gates = gates
    hidden = Tensor(unwritten: [rows, extents.width])
    states = extents.makeStates(initialState)
    contexts = Tensor(unwritten: [rows, scores.memoryWidth])
    squashed = Tensor(unwritten: [rows, scores.keys, scores.width])
    alignments = Tensor(unwritten: [rows, scores.keys])
    queries = Tensor(unwritten: [examples, scores.width])
    output = Tensor(unwritten: [examples, steps, extents.width + scores.memoryWidth])
  }

  mutating func run(
    _ extents: StepExtents, _ scores: AdditiveScores, _ lengths: [Int]?, _ contextWeight: Tensor,
    _ weights: AttentionDecoderWeights, _ key: Tensor, _ memory: Tensor
  ) {
    let width = extents.width
    let cell = GRUStep.pack(weights.cell.recurrentWeight)
    let context = contextWeight.withUnsafeScalars {
      PackedMatrix(
        transposing: $0, steps: scores.memoryWidth, columns: 3 * width, stride: scores.memoryWidth)
    }
    let query = weights.query.withUnsafeScalars {
      PackedMatrix($0, steps: width, columns: scores.width, stride: scores.width)
    }
    for step in 0..<extents.layout.steps {
      let place = step * extents.stateCount
      states.withUnsafeScalars { states in
        queries.withUnsafeMutableScalars {
          query.multiply(
            extents.examples, states + place, rowStride: width, into: $0, cStride: scores.width)
        }
      }
      attend(step, extents, scores, lengths, weights.score, key, memory)
      withUnsafeMutableScalars(&gates, &hidden, &states, &contexts) {
        gates, hidden, states, contexts in
        let examples = extents.examples
        cell.gates.multiply(
          examples, states + place, rowStride: width, into: gates + 3 * place,
          cStride: 3 * width, start: .accumulated)
        context.multiply(
          examples, contexts + step * examples * scores.memoryWidth,
          rowStride: scores.memoryWidth, into: gates + 3 * place, cStride: 3 * width,
          start: .accumulated)
        weights.cell.recurrentBias.withUnsafeScalars {
          cell.candidate.multiply(
            examples, states + place, rowStride: width, into: hidden + place, cStride: width,
            start: .bias($0 + 2 * width))
        }
      }
      update(step, extents, scores)
    }
  }

  private mutating func attend(
    _ step: Int, _ extents: StepExtents, _ scores: AdditiveScores, _ lengths: [Int]?,
    _ score: Tensor, _ key: Tensor, _ memory: Tensor
  ) {
    let (keys, keyCount) = (scores.keys, scores.keys * scores.width)
    withUnsafeMutableScalars(&squashed, &alignments, &contexts) { squashed, alignments, contexts in
      queries.withUnsafeScalars { q in
        key.withUnsafeScalars { k in
          memory.withUnsafeScalars { m in
            score.withUnsafeScalars { v in
              inParts(extents.examples, cost: scores.cost) { examples in
                for example in examples {
                  let row = step * extents.examples + example
                  scores.forward(
                    lengths?[example] ?? keys, query: q + example * scores.width,
                    key: k + example * keyCount, memory: m + example * keys * scores.memoryWidth,
                    scoreWeight: v, squashed: squashed + row * keyCount,
                    weights: alignments + row * keys, context: contexts + row * scores.memoryWidth)
                }
              }
            }
          }
        }
      }
    }
  }

  /// The gates' arithmetic, and both halves of the output.
  private mutating func update(_ step: Int, _ extents: StepExtents, _ scores: AdditiveScores) {
    let (width, total) = (extents.width, extents.width + scores.memoryWidth)
    withUnsafeMutableScalars(&gates, &hidden, &states, &output) { gates, hidden, states, output in
      contexts.withUnsafeScalars { contexts in
        for example in 0..<extents.examples {
          let row = step * extents.examples + example
          let old = states + row * width
          let target = output + extents.layout.row(example, at: step) * total
          GRUStep.forward(
            width, gates + 3 * row * width, hidden + row * width, old, old + extents.stateCount,
            target)
          (target + width).initialize(
            from: contexts + row * scores.memoryWidth, count: scores.memoryWidth)
        }
      }
    }
  }
}
