internal import Autograd
public import Tensors

/// What training makes small: the mean cross-entropy of the labels that count.
public struct LossRule: Hashable, Sendable {
  /// ε of q = (1 − ε)·onehot(y) + ε/K.
  public var labelSmoothing: Double
  /// The label of what doesn't count, as of padding; nil: all do.
  public var ignored: Int?

  public init(labelSmoothing: Double = 0, ignored: Int? = nil) {
    self.labelSmoothing = labelSmoothing
    self.ignored = ignored
  }

  /// L [] of logits [N, K] and N labels, in nats.
  func callAsFunction(_ logits: Variable, _ labels: [Int]) -> Variable {
    guard labelSmoothing > 0 || ignored != nil else { return logits.softmaxCrossEntropy(labels) }
    return logits.smoothedCrossEntropy(labels, smoothing: labelSmoothing, ignoring: ignored)
  }

  /// How many of the labels count.
  public func count(_ labels: [Int]) -> Int {
    guard let ignored else { return labels.count }
    return labels.reduce(0) { $1 == ignored ? $0 : $0 + 1 }
  }
}

extension Tensor {
  /// Mean cross-entropy without smoothing, in nats, and the share of right answers, both over the
  /// labels that count.
  /// - Shape: [N, K], N labels; 0 and 0 where none counts
  public func evaluation(_ labels: [Int], ignoring ignored: Int?) -> (
    loss: Double, accuracy: Double
  ) {
    guard !labels.isEmpty else { return (0, 0) }
    guard let ignored else {
      return (CrossEntropy(logits: self, labels: labels).loss, accuracy(labels))
    }
    let loss = CrossEntropy(logits: self, labels: labels, smoothing: 0, ignored: ignored).loss
    var (hits, count) = (0, 0)
    for (answer, label) in zip(argmaxRows(), labels) where label != ignored {
      count += 1
      if answer == label { hits += 1 }
    }
    return (loss, Double(hits) / Double(Swift.max(count, 1)))
  }
}
