/// Back through time.
extension AttentionDecoder {
  /// - Parameter dOutput: ∂L/∂[state, context] [N, T, H + M].
  public func gradients(dOutput: Tensor, wantsInput: Bool = true) -> AttentionDecoderGradients {
    precondition(dOutput.shape == output.shape, "attention decoder: ∂L/∂output \(dOutput.shape)")
    var run = BackwardRun(self)
    let packed = PackedForGradients(self)
    for step in (0..<extents.layout.steps).reversed() {
      run.backward(self, step, dOutput, packed)
    }
    let (dInput, dInputWeight, dInputBias) = projection.gradients(
      run.dGates, wantsInput: wantsInput)
    let dContextWeight = matmul(run.dGates, transposeA: true, contexts)
    return AttentionDecoderGradients(
      input: dInput, key: run.dKey, memory: run.dMemory, initialState: run.dState,
      weights: AttentionDecoderWeights(
        cell: RecurrentWeights(
          inputWeight: .concatenated([dInputWeight, dContextWeight], axis: 1),
          recurrentWeight: extents.weightGradient(run.dRecurrent, states),
          inputBias: dInputBias, recurrentBias: run.dRecurrent.sum(axis: 0)),
        query: extents.weightGradient(run.dQueries, states).transposed(), score: run.dScore))
  }
}

/// Weights as the way back needs them.
private struct PackedForGradients {
  let cell, context, query: PackedMatrix

  init(_ decoder: AttentionDecoder) {
    let (width, scores) = (decoder.extents.width, decoder.scores)
    cell = decoder.weights.cell.recurrentWeight.withUnsafeScalars {
      PackedMatrix($0, steps: 3 * width, columns: width, stride: width)
    }
    context = decoder.contextWeight.withUnsafeScalars {
      PackedMatrix(
        $0, steps: 3 * width, columns: scores.memoryWidth, stride: scores.memoryWidth)
    }
    query = decoder.weights.query.withUnsafeScalars {
      PackedMatrix(transposing: $0, steps: scores.width, columns: width, stride: scores.width)
    }
  }
}

/// What the way back writes.
private struct BackwardRun {
  var dGates, dRecurrent, dQueries: Tensor
  var dKey, dMemory, dScore, dState: Tensor
  /// ∂L/∂context of one step [N, M], and room for the scores of one example.
  private var dContext, room: Tensor

  init(_ decoder: AttentionDecoder) {
    let (extents, scores) = (decoder.extents, decoder.scores)
    let rows = extents.layout.steps * extents.examples
    dGates = Tensor(unwritten: [rows, 3 * extents.width])
    dRecurrent = Tensor(unwritten: [rows, 3 * extents.width])
    dQueries = Tensor(unwritten: [rows, scores.width])
    dKey = Tensor(zeros: decoder.key.shape)
    dMemory = Tensor(zeros: decoder.memory.shape)
    dScore = Tensor(zeros: [scores.width])
    dState = Tensor(zeros: [extents.examples, extents.width])
    dContext = Tensor(unwritten: [extents.examples, scores.memoryWidth])
    room = Tensor(zeros: [scores.keys])
  }

  mutating func backward(
    _ decoder: AttentionDecoder, _ step: Int, _ dOutput: Tensor, _ packed: PackedForGradients
  ) {
    let (extents, width) = (decoder.extents, decoder.extents.width)
    let (examples, memoryWidth) = (extents.examples, decoder.scores.memoryWidth)
    splitOutputGradient(decoder, step, dOutput)
    backwardCell(decoder, step)
    let rows = step * examples
    withUnsafeMutableScalars(&dGates, &dRecurrent, &dState, &dContext) {
      dGates, dRecurrent, dState, dContext in
      packed.cell.multiply(
        examples, dRecurrent + 3 * rows * width, rowStride: 3 * width, into: dState,
        cStride: width, start: .accumulated)
      packed.context.multiply(
        examples, dGates + 3 * rows * width, rowStride: 3 * width, into: dContext,
        cStride: memoryWidth, start: .accumulated)
    }
    backwardAttention(decoder, step)
    let queryWidth = decoder.scores.width
    withUnsafeMutableScalars(&dQueries, &dState) { dQueries, dState in
      packed.query.multiply(
        examples, dQueries + rows * queryWidth, rowStride: queryWidth, into: dState,
        cStride: width, start: .accumulated)
    }
  }

  /// Adds the state's half to what comes from later steps; the context's half is all there is.
  private mutating func splitOutputGradient(
    _ decoder: AttentionDecoder, _ step: Int, _ dOutput: Tensor
  ) {
    let (extents, width) = (decoder.extents, decoder.extents.width)
    let memoryWidth = decoder.scores.memoryWidth
    withUnsafeMutableScalars(&dState, &dContext) { dState, dContext in
      dOutput.withUnsafeScalars { dOutput in
        for example in 0..<extents.examples {
          let above = dOutput + extents.layout.row(example, at: step) * (width + memoryWidth)
          let state = dState + example * width
          mapLanes(width, state, above, into: state) { $0 + $1 }
          (dContext + example * memoryWidth).initialize(from: above + width, count: memoryWidth)
        }
      }
    }
  }

  private mutating func backwardCell(_ decoder: AttentionDecoder, _ step: Int) {
    let (extents, width) = (decoder.extents, decoder.extents.width)
    withUnsafeMutableScalars(&dGates, &dRecurrent, &dState) { dGates, dRecurrent, dState in
      decoder.gates.withUnsafeScalars { gates in
        decoder.hidden.withUnsafeScalars { hidden in
          decoder.states.withUnsafeScalars { states in
            for example in 0..<extents.examples {
              let row = (step * extents.examples + example) * width
              GRUStep.backward(
                width, gates + 3 * row, hidden + row, states + row, dGates + 3 * row,
                dRecurrent + 3 * row, dState + example * width)
            }
          }
        }
      }
    }
  }

  private mutating func backwardAttention(_ decoder: AttentionDecoder, _ step: Int) {
    let scores = decoder.scores
    let (keys, keyCount) = (scores.keys, scores.keys * scores.width)
    let memoryCount = keys * scores.memoryWidth
    let examples = decoder.extents.examples
    withUnsafeMutableScalars(&dQueries, &dKey, &dMemory, &dScore) { dQueries, dKey, dMemory, dV in
      withUnsafeMutableScalars(&dContext, &room) { dContext, room in
        decoder.memory.withUnsafeScalars { m in
          decoder.weights.score.withUnsafeScalars { v in
            decoder.squashed.withUnsafeScalars { t in
              decoder.alignments.withUnsafeScalars { alpha in
                for example in 0..<examples {
                  let row = step * examples + example
                  scores.backward(
                    decoder.lengths?[example] ?? keys,
                    dContext: dContext + example * scores.memoryWidth,
                    memory: m + example * memoryCount, scoreWeight: v,
                    squashed: t + row * keyCount, weights: alpha + row * keys, scores: room,
                    dQuery: dQueries + row * scores.width, dKey: dKey + example * keyCount,
                    dMemory: dMemory + example * memoryCount, dScoreWeight: dV)
                }
              }
            }
          }
        }
      }
    }
  }
}
