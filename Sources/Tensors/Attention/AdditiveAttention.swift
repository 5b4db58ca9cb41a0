internal import CKernels

/// The arithmetic of additive attention for one query an example:
/// eₛ = vᵀ·tanh(kₛ + q), α = softmax(e) over the keys that count, context = Σ αₛ·mₛ.
/// - Source: Bahdanau, Cho, Bengio 2014, section 3.1.
struct AdditiveScores: Sendable {
  /// S.
  let keys: Int
  /// A, width of keys and queries.
  let width: Int
  /// M, width of the memory that is averaged.
  let memoryWidth: Int

  /// Nanoseconds of one example, roughly.
  var cost: Double { 0.5 * Double(keys * (width + memoryWidth)) }

  /// One example. Writes t = tanh(k + q) [S, A], α [S] and the context [M].
  func forward(
    _ length: Int, query: UnsafePointer<Float>, key: UnsafePointer<Float>,
    memory: UnsafePointer<Float>, scoreWeight: UnsafePointer<Float>,
    squashed: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>,
    context: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<length {
      let (source, target) = (key + index * width, squashed + index * width)
      var sum = Lanes()
      forEachVector(width) { offset, count in
        let t = vm_tanh(load(source + offset, count) + load(query + offset, count))
        store(target + offset, t, count)
        sum = vm_fma(t, load(scoreWeight + offset, count), sum)
      }
      weights[index] = vm_sum(sum)
    }
    attentionSoftmax(weights, visible: length, count: keys)
    forEachVector(memoryWidth) { offset, count in
      var sum = Lanes()
      for index in 0..<length {
        let lanes = load(memory + index * memoryWidth + offset, count)
        sum = vm_fma(vm_splat(weights[index]), lanes, sum)
      }
      store(context + offset, sum, count)
    }
  }

  /// One example, from ∂L/∂context. Adds to dKey, dMemory and dScoreWeight, writes dQuery; `scores`
  /// is room for S numbers.
  ///
  /// dαₛ = mₛ·dcontext, dmₛ += αₛ·dcontext, de = α ⊙ (dα − Σ α·dα),
  /// d(k + q)ₛ = deₛ·v ⊙ (1 − t²), dv += Σ deₛ·tₛ.
  func backward(
    _ length: Int, dContext: UnsafePointer<Float>, memory: UnsafePointer<Float>,
    scoreWeight: UnsafePointer<Float>, squashed: UnsafePointer<Float>,
    weights: UnsafePointer<Float>, scores: UnsafeMutablePointer<Float>,
    dQuery: UnsafeMutablePointer<Float>, dKey: UnsafeMutablePointer<Float>,
    dMemory: UnsafeMutablePointer<Float>, dScoreWeight: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<length {
      let (row, target) = (memory + index * memoryWidth, dMemory + index * memoryWidth)
      let alpha = vm_splat(weights[index])
      var sum = Lanes()
      forEachVector(memoryWidth) { offset, count in
        let above = load(dContext + offset, count)
        sum = vm_fma(load(row + offset, count), above, sum)
        store(target + offset, vm_fma(alpha, above, load(target + offset, count)), count)
      }
      scores[index] = vm_sum(sum)
    }
    attentionSoftmaxGradient(weights, scores, visible: length, count: length)
    let one = vm_splat(1)
    forEachVector(width) { offset, count in
      let v = load(scoreWeight + offset, count)
      var (query, weight) = (Lanes(), load(dScoreWeight + offset, count))
      for index in 0..<length {
        let place = index * width + offset
        let t = load(squashed + place, count)
        let de = vm_splat(scores[index])
        let sum = de * v * vm_fma(-t, t, one)
        query += sum
        weight = vm_fma(de, t, weight)
        store(dKey + place, load(dKey + place, count) + sum, count)
      }
      store(dQuery + offset, query, count)
      store(dScoreWeight + offset, weight, count)
    }
  }
}

/// Additive attention of one query an example over a memory.
public struct AdditiveAttention: Sendable {
  private let scores: AdditiveScores
  private let memory, scoreWeight: Tensor
  private let lengths: [Int]?
  /// tanh(k + q) [N, S, A].
  private let squashed: Tensor
  /// α [N, S]; rows sum to 1, or are all 0 for an empty memory.
  public let weights: Tensor
  /// [N, M].
  public let context: Tensor

  /// - Shape: query [N, A], key [N, S, A], scoreWeight v [A], memory [N, S, M]; N lengths in 0...S.
  public init(
    query: Tensor, key: Tensor, memory: Tensor, scoreWeight: Tensor, lengths: [Int]? = nil
  ) {
    precondition(
      query.rank == 2 && key.rank == 3 && memory.rank == 3
        && key.shape == [query.shape[0], memory.shape[1], query.shape[1]]
        && memory.shape[0] == query.shape[0] && scoreWeight.shape == [query.shape[1]],
      """
      additive attention: query \(query.shape), key \(key.shape), memory \(memory.shape), \
      v \(scoreWeight.shape)
      """)
    let (examples, keys) = (memory.shape[0], memory.shape[1])
    AttentionMask(keyLengths: lengths).check(examples: examples, keys: keys)
    let scores = AdditiveScores(keys: keys, width: query.shape[1], memoryWidth: memory.shape[2])
    (self.scores, self.memory, self.scoreWeight) = (scores, memory, scoreWeight)
    self.lengths = lengths
    var squashed = Tensor(unwritten: key.shape)
    var weights = Tensor(unwritten: [examples, keys])
    var context = Tensor(unwritten: [examples, memory.shape[2]])
    withUnsafeMutableScalars(&squashed, &weights, &context) { squashed, weights, context in
      for example in 0..<examples {
        query.withUnsafeScalars { q in
          key.withUnsafeScalars { k in
            memory.withUnsafeScalars { m in
              scoreWeight.withUnsafeScalars { v in
                scores.forward(
                  lengths?[example] ?? keys, query: q + example * scores.width,
                  key: k + example * keys * scores.width,
                  memory: m + example * keys * scores.memoryWidth, scoreWeight: v,
                  squashed: squashed + example * keys * scores.width,
                  weights: weights + example * keys,
                  context: context + example * scores.memoryWidth)
              }
            }
          }
        }
      }
    }
    (self.squashed, self.weights, self.context) = (squashed, weights, context)
  }

  /// ∂L of query, key, memory and v.
  public func gradients(dContext: Tensor) -> [Tensor] {
    let (examples, keys) = (memory.shape[0], memory.shape[1])
    var dQuery = Tensor(unwritten: [examples, scores.width])
    var dKey = Tensor(zeros: [examples, keys, scores.width])
    var dMemory = Tensor(zeros: memory.shape)
    var dScoreWeight = Tensor(zeros: [scores.width])
    var room = Tensor(zeros: [keys])
    withUnsafeMutableScalars(&dQuery, &dKey, &dMemory, &dScoreWeight) { dQuery, dKey, dMemory, dV in
      room.withUnsafeMutableScalars { room in
        for example in 0..<examples {
          memory.withUnsafeScalars { m in
            scoreWeight.withUnsafeScalars { v in
              squashed.withUnsafeScalars { t in
                weights.withUnsafeScalars { alpha in
                  dContext.withUnsafeScalars { above in
                    scores.backward(
                      lengths?[example] ?? keys, dContext: above + example * scores.memoryWidth,
                      memory: m + example * keys * scores.memoryWidth, scoreWeight: v,
                      squashed: t + example * keys * scores.width,
                      weights: alpha + example * keys, scores: room,
                      dQuery: dQuery + example * scores.width,
                      dKey: dKey + example * keys * scores.width,
                      dMemory: dMemory + example * keys * scores.memoryWidth, dScoreWeight: dV)
                  }
                }
              }
            }
          }
        }
      }
    }
    return [dQuery, dKey, dMemory, dScoreWeight]
  }
}
