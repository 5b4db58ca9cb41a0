/// Where attention finds queries, keys and values.
public enum AttentionInput: Sendable {
  /// Side by side in one tensor [N, T, 3·D]: queries, keys, values.
  case joined(Tensor)
  /// Queries [N, T, D], keys and values [N, S, D].
  case separate(query: Tensor, key: Tensor, value: Tensor)
}

/// softmax(Q·Kᵀ/√d)·V for every example and every head at once, d = D/heads; a head is a run of d
/// columns, read in place.
/// - Source: Vaswani et al. 2017, eq. 1.
public struct DotProductAttention: Sendable {
  private let operands: (query: AttentionOperand, key: AttentionOperand, value: AttentionOperand)
  private let isJoined: Bool
  private let mask: AttentionMask
  private let heads, examples, queries, keys, width: Int
  /// α [N, heads, T, S]; rows sum to 1, or are all 0 where no key is visible.
  public let weights: Tensor
  /// m, and α ⊙ m, where some weights are left out.
  private let dropped: (mask: Tensor, weights: Tensor)?
  /// [N, T, D].
  public let output: Tensor

  private var headWidth: Int { width / heads }

  /// - Parameter dropout: m [N, heads, T, S], with which α is multiplied before it weighs the values.
  /// - Precondition: shapes agree, and `heads` divides D.
  public init(
    _ input: AttentionInput, heads: Int, mask: AttentionMask = .none, dropout: Tensor? = nil
  ) {
    switch input {
    case .joined(let x):
      precondition(
        x.rank == 3 && x.shape[2] % (3 * heads) == 0, "attention: \(x.shape), \(heads) heads")
      let width = x.shape[2] / 3
      isJoined = true
      operands = (
        AttentionOperand(x, 0), AttentionOperand(x, width), AttentionOperand(x, 2 * width)
      )
      (examples, queries, keys, self.width) = (x.shape[0], x.shape[1], x.shape[1], width)
    case .separate(let query, let key, let value):
      precondition(
        query.rank == 3 && key.rank == 3 && key.shape == value.shape
          && query.shape[0] == key.shape[0] && query.shape[2] == key.shape[2]
          && query.shape[2] % heads == 0,
        "attention: \(query.shape), \(key.shape), \(value.shape), \(heads) heads")
      isJoined = false
      operands = (
        AttentionOperand(query, 0), AttentionOperand(key, 0), AttentionOperand(value, 0)
      )
      (examples, queries, keys, width) = (
        query.shape[0], query.shape[1], key.shape[1], query.shape[2]
      )
    }
    mask.check(examples: examples, keys: keys)
    self.mask = mask
    self.heads = heads
    var weights = Tensor(unwritten: [examples, heads, queries, keys])
    var output = Tensor(unwritten: [examples, queries, width])
    precondition(
      dropout.map { $0.shape == weights.shape } ?? true,
      "attention: dropout \(dropout?.shape ?? []) of weights \(weights.shape)")
    var kept = Tensor(unwritten: dropout == nil ? [0] : weights.shape)
    let plan = AttentionPlan(
      queries: queries, keys: keys, headWidth: width / heads, mask: mask, dropout: dropout)
    let (extents, operands) = ((examples, width), operands)
    withUnsafeMutableScalars(&weights, &output, &kept) { weights, output, kept in
      inParts(extents.0 * heads, cost: plan.cost) { places in
        for place in places {
          let (example, column) = (place / heads, place % heads * plan.headWidth)
          let matrix = place * plan.queries * plan.keys
          plan.forward(
            example, column, operands, matrix: matrix, alpha: weights + matrix,
            kept: dropout == nil ? nil : kept + matrix,
            output: output + example * plan.queries * extents.1 + column, stride: extents.1)
        }
      }
    }
    (self.weights, self.output) = (weights, output)
    dropped = dropout.map { ($0, kept) }
  }

  /// ∂L of what came in, in the same arrangement. With dP = dO·Vᵀ:
  /// dS = α ⊙ (dP − Σ α ⊙ dP)/√d, dQ = dS·K, dK = dSᵀ·Q, dV = αᵀ·dO. With dropout dP = m ⊙ dO·Vᵀ
  /// and dV = (α ⊙ m)ᵀ·dO.
  public func gradients(dOutput: Tensor) -> AttentionInput {
    precondition(dOutput.shape == output.shape, "attention: ∂L/∂output \(dOutput.shape)")
    if isJoined {
      var gradient = Tensor(unwritten: [examples, queries, 3 * width])
      gradient.withUnsafeMutableScalars { g in
        write(
          dOutput, (g, 3 * width), (g + width, 3 * width), (g + 2 * width, 3 * width))
      }
      return .joined(gradient)
    }
    var (query, key, value) = (
      Tensor(unwritten: [examples, queries, width]), Tensor(unwritten: [examples, keys, width]),
      Tensor(unwritten: [examples, keys, width])
    )
    withUnsafeMutableScalars(&query, &key, &value) { query, key, value in
      write(dOutput, (query, width), (key, width), (value, width))
    }
    return .separate(query: query, key: key, value: value)
  }

  /// Where a gradient goes, and from row to row how far.
  fileprivate typealias Target = (start: UnsafeMutablePointer<Float>, stride: Int)

  private func write(_ dOutput: Tensor, _ dQuery: Target, _ dKey: Target, _ dValue: Target) {
    let above = AttentionOperand(dOutput, 0)
    let plan = AttentionPlan(
      queries: queries, keys: keys, headWidth: headWidth, mask: mask, dropout: dropped?.mask)
    weights.withUnsafeScalars { weights in
      inParts(examples * heads, cost: 2 * plan.cost) { places in
        withAlignedScratch(queries * keys) { dScores in
          for place in places {
            writeHead(
              plan, place / heads, place % heads * headWidth, place * queries * keys, weights,
              dScores, above, dQuery, dKey, dValue)
          }
        }
      }
    }
  }

  private func writeHead(
    _ plan: AttentionPlan, _ example: Int, _ column: Int, _ matrix: Int,
    _ weights: UnsafePointer<Float>, _ dScores: UnsafeMutablePointer<Float>,
    _ above: AttentionOperand, _ dQuery: Target, _ dKey: Target, _ dValue: Target
  ) {
    let (d, alpha) = (headWidth, weights + matrix)
    let values = operands.value.packTransposed(example, keys, column, d)
    let keyRows = operands.key.pack(example, keys, column, d)
    let queryTarget = dQuery.start + example * queries * dQuery.stride + column
    plan.forEachQueryBlock(example) { block, visible in
      let rows = dScores + block.lowerBound * keys
      values.multiply(
        block.count, above.at(example, queries, column) + block.lowerBound * above.stride, above,
        into: rows, cStride: keys, columnLimit: visible)
      for row in block {
        plan.drop(
          mask.visible(example, row, of: keys), matrix + row * keys, dScores + row * keys,
          into: dScores + row * keys)
        attentionSoftmaxGradient(
          alpha + row * keys, dScores + row * keys,
          visible: mask.visible(example, row, of: keys), count: keys, scale: plan.scale)
      }
      keyRows.multiply(
        block.count, rows, rowStride: keys,
        into: queryTarget + block.lowerBound * dQuery.stride, cStride: dQuery.stride,
        range: 0..<visible)
    }
    let queryRows = operands.query.pack(example, queries, column, d)
    let aboveRows = above.pack(example, queries, column, d)
    plan.forEachKeyBlock { block, seeing in
      let first = example * keys + block.lowerBound
      queryRows.multiply(
        block.count, dScores + block.lowerBound, rowStride: 1, stepStride: keys,
        into: dKey.start + first * dKey.stride + column, cStride: dKey.stride, range: seeing)
      func weigh(_ alpha: UnsafePointer<Float>) {
        aboveRows.multiply(
          block.count, alpha + block.lowerBound, rowStride: 1, stepStride: keys,
          into: dValue.start + first * dValue.stride + column, cStride: dValue.stride,
          range: seeing)
      }
      if let dropped {
        dropped.weights.withUnsafeScalars { weigh($0 + matrix) }
      } else {
        weigh(alpha)
      }
    }
  }
}

/// How the products of one head are cut, so that what a causal mask hides is not computed.
private struct AttentionPlan {
  let queries, keys, headWidth: Int
  let mask: AttentionMask
  /// m, for all examples and heads.
  let dropout: Tensor?

  /// 1/√d.
  var scale: Float { 1 / Float(headWidth).squareRoot() }

  /// Nanoseconds of one head forward: two products and the softmax.
  var cost: Double {
    Double(queries * keys) * (4 * SharedWork.operationCost * Double(headWidth) + 1)
  }

  /// Rows that are computed together: as many as a tile has where the mask is causal, else all.
  private func blockHeight(_ rows: Int) -> Int { mask.isCausal ? TileCut.height : rows }

  /// Blocks of queries, with the number of keys that the last one of the block sees.
  @inline(__always)
  func forEachQueryBlock(_ example: Int, _ body: (_ block: Range<Int>, _ visible: Int) -> Void) {
    for first in stride(from: 0, to: queries, by: blockHeight(queries)) {
      let block = first..<min(first + blockHeight(queries), queries)
      body(block, mask.visible(example, block.upperBound - 1, of: keys))
    }
  }

  /// Blocks of keys, with the queries that see the first one of the block.
  @inline(__always)
  func forEachKeyBlock(_ body: (_ block: Range<Int>, _ seeing: Range<Int>) -> Void) {
    for first in stride(from: 0, to: keys, by: blockHeight(keys)) {
      let block = first..<min(first + blockHeight(keys), keys)
      body(block, (mask.isCausal ? min(first, queries) : 0)..<queries)
    }
  }

  func forward(
    _ example: Int, _ column: Int,
    _ operands: (query: AttentionOperand, key: AttentionOperand, value: AttentionOperand),
    matrix: Int, alpha: UnsafeMutablePointer<Float>, kept: UnsafeMutablePointer<Float>?,
    output: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let keyColumns = operands.key.packTransposed(example, keys, column, headWidth)
    let values = operands.value.pack(example, keys, column, headWidth)
    let start = operands.query.at(example, queries, column)
    forEachQueryBlock(example) { block, visible in
      let rows = alpha + block.lowerBound * keys
      keyColumns.multiply(
        block.count, start + block.lowerBound * operands.query.stride, operands.query, into: rows,
        cStride: keys, columnLimit: visible)
      for row in block {
        attentionSoftmax(
          alpha + row * keys, visible: mask.visible(example, row, of: keys), count: keys,
          scale: scale)
        if let kept {
          drop(keys, matrix + row * keys, alpha + row * keys, into: kept + row * keys)
        }
      }
      values.multiply(
        block.count, kept.map { $0 + block.lowerBound * keys } ?? rows, rowStride: keys,
        into: output + block.lowerBound * stride, cStride: stride, range: 0..<visible)
    }
  }

  /// z = m ⊙ x for `count` places from `place` of the mask on; without dropout z stays.
  func drop(
    _ count: Int, _ place: Int, _ x: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>
  ) {
    dropout?.withUnsafeScalars { mask in
      forEachVector(count) { offset, width in
        let kept = load(mask + place + offset, width)
        store(z + offset, load(x + offset, width) * kept, width)
      }
    }
  }
}

/// Rows of one operand inside a tensor [N, T, stride].
private struct AttentionOperand: Sendable {
  let tensor: Tensor
  /// Its first column.
  let offset: Int
  var stride: Int { tensor.shape[2] }

  init(_ tensor: Tensor, _ offset: Int) {
    self.tensor = tensor
    self.offset = offset
  }

  /// Scalars before the first one of an example and a head.
  func at(_ example: Int, _ rows: Int, _ column: Int) -> Int {
    example * rows * stride + offset + column
  }

  /// The rows as they are: B[row, column].
  func pack(_ example: Int, _ rows: Int, _ column: Int, _ width: Int) -> PackedMatrix {
    tensor.withUnsafeScalars {
      PackedMatrix($0 + at(example, rows, column), steps: rows, columns: width, stride: stride)
    }
  }

  /// The rows as columns: B[column, row].
  func packTransposed(_ example: Int, _ rows: Int, _ column: Int, _ width: Int) -> PackedMatrix {
    tensor.withUnsafeScalars {
      PackedMatrix(
        transposing: $0 + at(example, rows, column), steps: width, columns: rows, stride: stride)
    }
  }
}

extension PackedMatrix {
  fileprivate func multiply(
    _ rows: Int, _ start: Int, _ left: AttentionOperand, into c: UnsafeMutablePointer<Float>,
    cStride: Int, columnLimit: Int
  ) {
    left.tensor.withUnsafeScalars {
      multiply(
        rows, $0 + start, rowStride: left.stride, into: c, cStride: cStride,
        columnLimit: columnLimit)
    }
  }
}
