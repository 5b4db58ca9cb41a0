public import Tensors

/// The map x ↦ (x − mean) / deviation, one mean and deviation for each feature.
public struct Standardization: Hashable, Sendable {
  /// One for each feature.
  public let means: [Double]
  /// One for each feature; 1 where the feature is constant, so that it becomes 0 and not NaN.
  public let deviations: [Double]
  /// The features that have one value only.
  public let constantFeatures: [Int]

  /// Mean and deviation of each column of `x` over its rows, in double precision.
  /// - Shape: x [N, D], N ≥ 1
  public init(fitting x: Tensor) {
    precondition(x.rank == 2 && x.shape[0] > 0, "Standardization: shape \(x.shape)")
    let (rows, columns) = (x.shape[0], x.shape[1])
    var means = [Double](repeating: 0, count: columns)
    var squares = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      for column in 0..<columns { means[column] += Double(x.scalars[row * columns + column]) }
    }
    for column in 0..<columns { means[column] /= Double(rows) }
    // σ² = Σ (x − mean)² / N
    for row in 0..<rows {
      for column in 0..<columns {
        let distance = Double(x.scalars[row * columns + column]) - means[column]
        squares[column] += distance * distance
      }
    }
    self.init(
      means: means, deviations: squares.map { ($0 / Double(rows)).squareRoot() })
  }

  /// Given numbers; a deviation of 0 (or one that isn't finite) marks a constant feature.
  public init(means: [Double], deviations: [Double]) {
    precondition(means.count == deviations.count, "Standardization: counts differ")
    let constant = deviations.indices.filter { !(deviations[$0].isFinite && deviations[$0] > 0) }
    self.means = means
    self.deviations = deviations.map { $0.isFinite && $0 > 0 ? $0 : 1 }
    constantFeatures = constant
  }

  /// - Shape: x [N, D] → [N, D]
  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(
      x.rank == 2 && x.shape[1] == means.count,
      "Standardization of \(means.count) features: shape \(x.shape)")
    let columns = means.count
    let scalars = x.scalars.indices.map { index in
      let column = index % columns
      return Float((Double(x.scalars[index]) - means[column]) / deviations[column])
    }
    return Tensor(shape: x.shape, scalars: scalars)
  }
}
