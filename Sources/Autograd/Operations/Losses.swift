internal import Tensors

extension Variable {
  /// L = −(1/N) Σᵢ ln softmax(aᵢ)[yᵢ], in nats.  ∂L/∂a = (softmax(a) − onehot(y)) / N.
  /// - Shape: a [N, K], labels N values in 0..<K → [].
  public func softmaxCrossEntropy(_ labels: [Int]) -> Variable {
    let result = CrossEntropy(logits: value, labels: labels)
    return tape.record(
      .softmaxCrossEntropy, Tensor(Float(result.loss)),
      from: (self, { dL in result.dLogits * dL.item }))
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
