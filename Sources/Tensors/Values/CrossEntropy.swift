internal import Arithmetic
internal import CKernels

/// Softmax cross-entropy of a batch with its gradient, from one pass over the logits.
public struct CrossEntropy: Sendable {
  /// Mean over the batch of −log softmax(logits)[label], in nats.
  public let loss: Double
  /// The loss of each row, N of them.
  public let rowLosses: [Float]
  /// ∂loss/∂logits = (softmax(logits) − one-hot(label)) / N, [N, K].
  public let dLogits: Tensor

  init(loss: Double, rowLosses: [Float], dLogits: Tensor) {
    self.loss = loss
    self.rowLosses = rowLosses
    self.dLogits = dLogits
  }

  /// Finite for every finite logit: the largest of a row is subtracted before the exponential.
  ///
  /// - Shape: logits [N, K], labels N values in 0..<K
  public init(logits: Tensor, labels: [Int]) {
    precondition(
      logits.rank == 2 && logits.shape[0] == labels.count,
      "cross-entropy: logits \(logits.shape) for \(labels.count) labels")
    let (rows, columns) = (logits.shape[0], logits.shape[1])
    precondition(
      labels.allSatisfy { $0 >= 0 && $0 < columns },
      "cross-entropy: a label is outside 0..<\(columns)")
    var losses = [Float](repeating: 0, count: rows)
    let scale = 1 / Float(rows)
    dLogits = Tensor(shape: logits.shape) { gradient in
      logits.withUnsafeScalars { x in
        for row in 0..<rows {
          let (source, target) = (x + row * columns, gradient + row * columns)
          let (peak, sum) = exponentials(columns, source, into: target)
          losses[row] = Float(Double(sum).log()) - (source[labels[row]] - peak)
          let factor = Lanes(repeating: scale / sum)
          mapLanes(columns, target, into: target) { $0 * factor }
          target[labels[row]] -= scale
        }
      }
    }
    rowLosses = losses
    loss = losses.reduce(0.0) { $0 + Double($1) } / Double(rows)
  }
}

extension Tensor {
  /// softmax(x)ⱼ = eˣⱼ / Σₖ eˣₖ along the last axis.
  public func softmaxRows() -> Tensor {
    let (rows, columns) = rowsAndColumns
    return Tensor(shape: shape) { z in
      withUnsafeScalars { x in
        inParts(rows, cost: Double(columns)) { rows in
          for row in rows {
            let target = z + row * columns
            let (_, sum) = exponentials(columns, x + row * columns, into: target)
            let factor = Lanes(repeating: 1 / sum)
            mapLanes(columns, target, into: target) { $0 * factor }
          }
        }
      }
    }
  }
}

/// zⱼ = e^(xⱼ − max x); returns the maximum and Σ zⱼ.
func exponentials(
  _ count: Int, _ x: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>
) -> (peak: Float, sum: Float) {
  let peak = maximum(count, x)
  let shift = Lanes(repeating: peak)
  mapLanes(count, x, into: z) { vm_exp($0 - shift) }
  return (peak, rowSum(count, z))
}
