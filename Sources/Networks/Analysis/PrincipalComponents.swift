public import Tensors

/// The directions in which a cloud of points is widest, widest first: the right singular vectors of
/// the centered matrix, in double precision.
///
/// Signs are free; they are fixed so that the coordinate of largest size is positive, the first
/// such where several are equal.
/// - Source: Pearson 1901; Jolliffe, Principal Component Analysis, section 3.5.
public struct PrincipalComponents: Sendable {
  /// [D].
  public let mean: [Double]
  /// Unit vectors [count][D], orthogonal to each other.
  public let directions: [[Double]]
  /// Variance along each, with N − 1 in the denominator.
  public let variances: [Double]
  /// Share of each in the whole variance; zeros where there is none.
  public let shares: [Double]

  /// - Shape: points [N, D]; at most min(N, D) components
  /// - Returns: nil for fewer than two points, no coordinates, or numbers that are not finite.
  public init?(_ points: Tensor, count: Int) {
    precondition(points.rank == 2, "PrincipalComponents: shape \(points.shape) is not [N, D]")
    let (n, d) = (points.shape[0], points.shape[1])
    guard n > 1, d > 0, count > 0 else { return nil }
    var centered = points.scalars.map(Double.init)
    var mean = [Double](repeating: 0, count: d)
    for index in centered.indices { mean[index % d] += centered[index] / Double(n) }
    for index in centered.indices { centered[index] -= mean[index % d] }
    guard let found = rightSingularVectors(of: centered, rows: n, columns: d) else { return nil }
    let all = found.values.map { $0 * $0 / Double(n - 1) }
    let total = all.reduce(0, +)
    let kept = min(count, all.count)
    self.mean = mean
    variances = Array(all.prefix(kept))
    shares = variances.map { total > 0 ? $0 / total : 0 }
    directions = (0..<kept).map { component in
      let vector = Array(found.vectors[component * d..<(component + 1) * d])
      return PrincipalComponents.signed(vector)
    }
  }

  private static func signed(_ vector: [Double]) -> [Double] {
    // Rounding must not decide between coordinates of equal size.
    let largest = vector.reduce(0) { max($0, abs($1)) } * (1 - 1e-9)
    let first = vector.first { abs($0) >= largest } ?? 0
    return first < 0 ? vector.map { -$0 } : vector
  }

  /// Coordinates of points along the components.
  /// - Shape: [N, D] → [N, count]
  public func project(_ points: Tensor) -> Tensor {
    precondition(
      points.rank == 2 && points.shape[1] == mean.count,
      "project: shape \(points.shape), expected [N, \(mean.count)]")
    let d = mean.count
    var result: [Float] = []
    for row in 0..<points.shape[0] {
      let point = (0..<d).map { Double(points.scalars[row * d + $0]) - mean[$0] }
      for direction in directions {
        result.append(Float(zip(point, direction).reduce(0) { $0 + $1.0 * $1.1 }))
      }
    }
    return Tensor(shape: [points.shape[0], directions.count], scalars: result)
  }
}
