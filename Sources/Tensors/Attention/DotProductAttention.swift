internal import Glibc

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
  /// [N, T, D].
  public let output: Tensor

  private var headWidth: Int { width / heads }
  private var scale: Float { 1 / sqrtf(Float(headWidth)) }

  /// - Precondition: shapes agree, and `heads` divides D.
  public init(_ input: AttentionInput, heads: Int, mask: AttentionMask = .none) {
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
    let plan = (examples, queries, keys, width)
    let (headWidth, scale) = (width / heads, 1 / sqrtf(Float(width / heads)))
    let operands = operands
    withUnsafeMutableScalars(&weights, &output) { weights, output in
      for example in 0..<plan.0 {
        for head in 0..<heads {
          let alpha = weights + (example * heads + head) * plan.1 * plan.2
          let column = head * headWidth
          operands.key.packTransposed(example, plan.2, column, headWidth).multiply(
            plan.1, operands.query.at(example, plan.1, column), operands.query, into: alpha,
            cStride: plan.2)
          for row in 0..<plan.1 {
            attentionSoftmax(
              alpha + row * plan.2, visible: mask.visible(example, row, of: plan.2),
              count: plan.2, scale: scale)
          }
          operands.value.pack(example, plan.2, column, headWidth).multiply(
            plan.1, alpha, rowStride: plan.2,
            into: output + example * plan.1 * plan.3 + column, cStride: plan.3)
        }
      }
    }
    (self.weights, self.output) = (weights, output)
  }

  /// ∂L of what came in, in the same arrangement. With dP = dO·Vᵀ:
  /// dS = α ⊙ (dP − Σ α ⊙ dP)/√d, dQ = dS·K, dK = dSᵀ·Q, dV = αᵀ·dO.
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
  private typealias Target = (start: UnsafeMutablePointer<Float>, stride: Int)

  private func write(_ dOutput: Tensor, _ dQuery: Target, _ dKey: Target, _ dValue: Target) {
    let above = AttentionOperand(dOutput, 0)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: queries * keys + 1) { scratch in
      // Never empty, so it has an address.
      guard let dScores = scratch.baseAddress else { return }
      weights.withUnsafeScalars { weights in
        for example in 0..<examples {
          for head in 0..<heads {
            let alpha = weights + (example * heads + head) * queries * keys
            writeHead(example, head * headWidth, alpha, dScores, above, dQuery, dKey, dValue)
          }
        }
      }
    }
  }

  private func writeHead(
    _ example: Int, _ column: Int, _ alpha: UnsafePointer<Float>,
    _ dScores: UnsafeMutablePointer<Float>, _ above: AttentionOperand, _ dQuery: Target,
    _ dKey: Target, _ dValue: Target
  ) {
    let d = headWidth
    operands.value.packTransposed(example, keys, column, d).multiply(
      queries, above.at(example, queries, column), above, into: dScores, cStride: keys)
    for row in 0..<queries {
      attentionSoftmaxGradient(
        alpha + row * keys, dScores + row * keys, count: keys, scale: scale)
    }
    operands.key.pack(example, keys, column, d).multiply(
      queries, dScores, rowStride: keys,
      into: dQuery.start + example * queries * dQuery.stride + column, cStride: dQuery.stride)
    operands.query.pack(example, queries, column, d).multiply(
      keys, dScores, rowStride: 1, stepStride: keys,
      into: dKey.start + example * keys * dKey.stride + column, cStride: dKey.stride)
    above.pack(example, queries, column, d).multiply(
      keys, alpha, rowStride: 1, stepStride: keys,
      into: dValue.start + example * keys * dValue.stride + column, cStride: dValue.stride)
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
    cStride: Int
  ) {
    left.tensor.withUnsafeScalars {
      multiply(rows, $0 + start, rowStride: left.stride, into: c, cStride: cStride)
    }
  }
}
