internal import CKernels

/// Cross-entropy of independent yes-or-no answers with its gradients, from their logits.
public struct BinaryCrossEntropy: Sendable {
  /// Mean over all answers of max(a, 0) − a·y + ln(1 + e^−|a|), in nats.
  public let loss: Double
  /// ∂loss/∂a = (σ(a) − y)/n, in the shape of the logits.
  public let dLogits: Tensor

  /// Finite for every finite logit: no exponential of a positive number is taken.
  ///
  /// - Shape: logits and targets equal; targets are usually in 0…1.
  public init(logits: Tensor, targets: Tensor) {
    precondition(
      logits.shape == targets.shape,
      "binary cross-entropy: logits \(logits.shape), targets \(targets.shape)")
    let losses = logits.zipped(targets, "binary cross-entropy") { a, y in
      vm_max(Lanes(), a) - a * y + logOnePlus(vm_exp(-vm_abs(a)))
    }
    loss = losses.mean()
    let scale = Lanes(repeating: 1 / Float(logits.count))
    dLogits = logits.zipped(targets, "binary cross-entropy") { a, y in
      (vm_sigmoid(a) - y) * scale
    }
  }
}

/// ln(1 + x) for x in 0…1 to a few units in the last place: what 1 + x loses of x is put back by the
/// ratio x/((1 + x) − 1).
/// - Source: Goldberg 1991, theorem 4.
@inline(__always)
private func logOnePlus(_ x: Lanes) -> Lanes {
  let sum = x + 1
  let kept = sum - 1
  return vm_where_positive(kept, vm_log(sum) * x / kept, x)
}
