public import Tensors

/// The map x ↦ (x − mean) / deviation, one mean and deviation for each feature.
public struct Standardization: Hashable, Sendable {
  /// One for each feature.
  public let means: [Double]
  /// One for each feature; 1 where the feature is constant, so that it becomes 0 and not NaN.
  public let deviations: [Double]
  /// The features that have one value only.
  public let constantFeatures: [Int]

  /// Mean and deviation of each of some columns, in double precision.
  /// - Precondition: no column is empty
  public init(fitting columns: [[Double]]) {
    precondition(columns.allSatisfy { !$0.isEmpty }, "Standardization: a column without numbers")
    let means = columns.map { column in
      // Of equal numbers a sum may round to another mean, and its distance look like a spread.
      column.allSatisfy { $0 == column[0] }
        ? column[0] : column.reduce(0, +) / Double(column.count)
    }
    // σ² = Σ (x − mean)² / N
    let deviations = zip(columns, means).map { column, mean in
      let squares = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(column.count)).squareRoot()
    }
    self.init(means: means, deviations: deviations)
  }

  /// Given numbers; a deviation of 0 (or one that isn't finite) marks a constant feature.
  public init(means: [Double], deviations: [Double]) {
    precondition(means.count == deviations.count, "Standardization: counts differ")
    let constant = deviations.indices.filter { !(deviations[$0].isFinite && deviations[$0] > 0) }
    self.means = means
    self.deviations = deviations.map { $0.isFinite && $0 > 0 ? $0 : 1 }
    constantFeatures = constant
  }

  /// The inverse: the number in its own units that a standardized one stands for.
  public func undone(_ x: Double, feature: Int) -> Double {
    x * deviations[feature] + means[feature]
  }

  /// - Shape: D columns of N numbers → [N, D]
  public func callAsFunction(_ columns: [[Double]]) -> Tensor {
    precondition(
      columns.count == means.count && Set(columns.map(\.count)).count <= 1,
      "Standardization of \(means.count) features: columns of \(columns.map(\.count))")
    let count = columns.first?.count ?? 0
    let scalars = (0..<count).flatMap { row in
      columns.indices.map { Float((columns[$0][row] - means[$0]) / deviations[$0]) }
    }
    return Tensor(shape: [count, columns.count], scalars: scalars)
  }
}
