internal import Datasets
internal import Networks
internal import Tensors

/// Which classes a network takes for which.
extension Measure {
  /// A row a class, a column an answer: the share of the class's test examples that are answered so, of 500
  /// test examples at most.
  public static let confusion = Measure(
    "confusion", "which classes are taken for which",
    .picture { taker, _, _ in taker.confusion() },
    where: { subject in
      guard let data = subject.data, (2...Confusion.classLimit).contains(data.classCount) else {
        return false
      }
      switch data.form {
      case .images, .points: return true
      case .sequence, .pairs: return false
      }
    })
}

/// What a confusion matrix is taken of.
enum Confusion {
  /// The test examples, from the first.
  static let exampleLimit = 500
  /// More rows than that nobody can read.
  static let classLimit = 30
}

extension PictureTaker {
  /// - Shape: [K, K] shares; a row is 0 where the examples have none of its class
  func confusion() -> [Picture] {
    let names = set.classNames
    var counts = [[Double]](
      repeating: [Double](repeating: 0, count: names.count), count: names.count)
    for rows in chunks(of: min(set.count, Confusion.exampleLimit), size: network.evaluationBatch) {
      let (x, labels) = network.examples(rows, of: set)
      for (label, answer) in zip(labels, network(x, weights).argmaxRows())
      where names.indices.contains(label) && names.indices.contains(answer) {
        counts[label][answer] += 1
      }
    }
    let shares = counts.map { row in
      let sum = max(row.reduce(0, +), 1)
      return row.map { $0 / sum }
    }
    return [
      Picture(values: shares, rowLabels: names, columnLabels: names, range: 0...1)
    ]
  }
}
