internal import Tensors

extension Variable {
  /// L = −(1/N) Σᵢ ln softmax(aᵢ)[yᵢ], in nats.  ∂L/∂a = (softmax(a) − onehot(y)) / N.
  /// - Shape: a [N, K], labels N values in 0..<K → [].
  public func softmaxCrossEntropy(_ labels: [Int]) -> Variable {
    let result = CrossEntropy(logits: value, labels: labels)
    return tape.record(
      .softmaxCrossEntropy, Tensor(Float(result.loss)),
      from: (self, { dL in result.dLogits.scaled(by: dL) }))
  }

  /// L = −(1/n) Σᵢ Σⱼ qᵢⱼ ln softmax(aᵢ)ⱼ with q = (1 − ε)·onehot(y) + ε/K, in nats, over the n rows
  /// whose label is not `ignored`; 0 where there are none.  ∂L/∂aᵢ = (softmax(aᵢ) − qᵢ)/n, or 0.
  /// - Source: Szegedy et al. 2016, section 7.
  /// - Shape: a [N, K], labels N values in 0..<K or `ignored` → [].
  public func smoothedCrossEntropy(
    _ labels: [Int], smoothing: Double = 0, ignoring ignored: Int? = nil
  ) -> Variable {
    let result = CrossEntropy(
      logits: value, labels: labels, smoothing: smoothing, ignored: ignored)
    return tape.record(
      .smoothedCrossEntropy, Tensor(Float(result.loss)),
      from: (self, { dL in result.dLogits.scaled(by: dL) }))
  }

  /// L = (1/n) Σ max(a, 0) − a·y + ln(1 + e^−|a|): the cross-entropy of σ(a) with y, in nats.
  /// Shapes equal.  ∂L/∂a = (σ(a) − y)/n,  ∂L/∂y = −a/n.
  public func binaryCrossEntropy(_ target: Variable) -> Variable {
    precondition(
      shape == target.shape, "binaryCrossEntropy: shapes \(shape) and \(target.shape)")
    let result = BinaryCrossEntropy(logits: value, targets: target.value)
    let logits = value
    return tape.record(
      .binaryCrossEntropy, Tensor(Float(result.loss)),
      from: (self, { dL in result.dLogits.scaled(by: dL) }),
      (target, { dL in logits * (-dL.item / Float(logits.count)) }))
  }

  /// L = (1/n) Σ (a − y)² over all n scalars.  Shapes equal.  ∂L/∂a = 2(a − y)/n = −∂L/∂y.
  public func squaredError(_ target: Variable) -> Variable {
    precondition(shape == target.shape, "squaredError: shapes \(shape) and \(target.shape)")
    let difference = value - target.value
    let scale = 2 / Float(difference.count)
    let loss = difference.sumOfSquares() / Double(difference.count)
    return tape.record(
      .squaredError, Tensor(Float(loss)),
      from: (self, { dL in difference * (scale * dL.item) }),
      (target, { dL in difference * (-scale * dL.item) }))
  }
}

extension Tensor {
  /// This tensor times the gradient of a number; itself where that is 1, as it is of a loss.
  fileprivate func scaled(by gradient: Tensor) -> Tensor {
    gradient.item == 1 ? self : self * gradient.item
  }
}
