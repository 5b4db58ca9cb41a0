internal import Arithmetic
internal import CKernels

extension CrossEntropy {
  /// Cross-entropy against softened labels, with rows that don't count:
  /// q = (1 − ε)·onehot(y) + ε/K, loss = −(1/n) Σᵢ Σⱼ qᵢⱼ ln softmax(aᵢ)ⱼ over the n rows whose
  /// label is not `ignored`; their losses and gradients are 0, and so is the loss of no rows at all.
  ///
  /// Finite for every finite logit of size up to 10³⁶.
  /// - Source: Szegedy et al. 2016, section 7; for ε = 0 the plain cross-entropy.
  /// - Shape: logits [N, K], labels N values in 0..<K or `ignored`
  public init(logits: Tensor, labels: [Int], smoothing: Double, ignored: Int? = nil) {
    precondition(
      logits.rank == 2 && logits.shape[0] == labels.count,
      "cross-entropy: logits \(logits.shape) for \(labels.count) labels")
    precondition((0...1).contains(smoothing), "cross-entropy: smoothing \(smoothing)")
    let (rows, columns) = (logits.shape[0], logits.shape[1])
    precondition(
      labels.allSatisfy { $0 == ignored || ($0 >= 0 && $0 < columns) },
      "cross-entropy: a label is outside 0..<\(columns)")
    let counted = labels.reduce(0) { $1 == ignored ? $0 : $0 + 1 }
    let scale = 1 / Float(max(counted, 1))
    let share = smoothing / Double(columns)
    var losses = [Float](repeating: 0, count: rows)
    let gradient = Tensor(shape: logits.shape) { gradient in
      logits.withUnsafeScalars { x in
        for row in 0..<rows {
          let (source, target) = (x + row * columns, gradient + row * columns)
          guard labels[row] != ignored else {
            target.update(repeating: 0, count: columns)
            continue
          }
          let (peak, sum) = exponentials(columns, source, into: target)
          let depth = Double(peak) - Double(source[labels[row]])
          var loss = Double(sum).log() + (1 - smoothing) * depth
          if smoothing > 0 { loss += share * totalDepth(columns, source, below: peak) }
          losses[row] = Float(loss)
          let (factor, shift) = (
            Lanes(repeating: scale / sum), Lanes(repeating: -Float(share) * scale)
          )
          mapLanes(columns, target, into: target) { vm_fma($0, factor, shift) }
          target[labels[row]] -= Float(1 - smoothing) * scale
        }
      }
    }
    let total = losses.reduce(0.0) { $0 + Double($1) }
    self.init(loss: total / Double(max(counted, 1)), rowLosses: losses, dLogits: gradient)
  }
}

/// Σⱼ (peak − xⱼ).
private func totalDepth(_ count: Int, _ x: UnsafePointer<Float>, below peak: Float) -> Double {
  let start = Double(peak)
  let peaks = vm_doubles(repeating: start)
  return sumDoubles(count) {
    peaks - vm_load_doubles(x + $0)
  } tail: {
    start - Double(x[$0])
  }
}
