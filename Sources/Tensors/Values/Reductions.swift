internal import CKernels

/// Sums and extremes, of everything or along one axis. Sums of everything are accumulated in double
/// precision, so that squares of tiny numbers don't vanish; always in the same order.
extension Tensor {
  public func sum() -> Double { accumulated { $0 } }

  /// Mean of all scalars; NaN for an empty tensor.
  public func mean() -> Double { sum() / Double(count) }

  /// Σ x².
  public func sumOfSquares() -> Double { accumulated { $0 * $0 } }

  /// √(Σ x²).
  public func norm() -> Double { sumOfSquares().squareRoot() }

  /// Σ xᵢ·yᵢ; shapes equal.
  public func dot(_ other: Tensor) -> Double {
    precondition(shape == other.shape, "dot: shapes \(shape) and \(other.shape) differ")
    return withUnsafeScalars { x in
      other.withUnsafeScalars { y in
        sumDoubles(count) {
          vm_load_doubles(x + $0) * vm_load_doubles(y + $0)
        } tail: {
          Double(x[$0]) * Double(y[$0])
        }
      }
    }
  }

  /// Whether no scalar is NaN or infinite: 0·x is 0 for finite numbers only.
  public var isFinite: Bool { accumulated { $0 * 0 } == 0 }

  /// Mean and variance (divided by the count, not the count − 1); two passes.
  public func meanAndVariance() -> (mean: Double, variance: Double) {
    let mean = mean()
    let center = vm_doubles(repeating: mean)
    let squares = withUnsafeScalars { x in
      sumDoubles(count) {
        let deviation = vm_load_doubles(x + $0) - center
        return deviation * deviation
      } tail: {
        (Double(x[$0]) - mean) * (Double(x[$0]) - mean)
      }
    }
    return (mean, squares / Double(count))
  }

  /// Largest scalar; NaN if any is NaN, −∞ for an empty tensor.
  public func max() -> Float { withUnsafeScalars { maximum(count, $0) } }

  /// Smallest scalar; NaN if any is NaN, +∞ for an empty tensor.
  public func min() -> Float { -(-self).max() }

  /// Sum along `axis`, which disappears or stays with extent 1.
  public func sum(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    reduced(axis: axis, keepingDimensions, "sum", rowSum) { $0 + $1 }
  }

  public func mean(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    sum(axis: axis, keepingDimensions: keepingDimensions) / Float(shape[axis])
  }

  /// Largest along `axis`; the extent of the axis is at least 1. NaN if any is NaN.
  public func max(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    precondition(axis >= 0 && axis < rank && shape[axis] > 0, "max: axis \(axis) of \(shape)")
    return reduced(axis: axis, keepingDimensions, "max", maximum) { largerOrNaN($0, $1) }
  }

  /// Column of the largest scalar in every row of the last axis; the first of equals. NaN is never
  /// the largest.
  public func argmaxRows() -> [Int] {
    let (rows, columns) = rowsAndColumns
    return withUnsafeScalars { x in
      (0..<rows).map { row in
        var best = 0
        for column in 1..<Swift.max(columns, 1)
        where x[row * columns + column] > x[row * columns + best]
          || x[row * columns + best].isNaN
        {
          best = column
        }
        return best
      }
    }
  }

  @inline(__always)
  private func accumulated(_ term: (vm_doubles) -> vm_doubles) -> Double {
    withUnsafeScalars { x in
      sumDoubles(count) {
        term(vm_load_doubles(x + $0))
      } tail: {
        term(vm_doubles(repeating: Double(x[$0])))[0]
      }
    }
  }

  /// One pass over [outer, axis, inner]: whole rows when inner is 1, else rows combined lane by lane.
  @inline(__always)
  private func reduced(
    axis: Int, _ keepingDimensions: Bool, _ name: StaticString,
    _ ofRow: (Int, UnsafePointer<Float>) -> Float, _ combine: (Lanes, Lanes) -> Lanes
  ) -> Tensor {
    precondition(axis >= 0 && axis < rank, "\(name): axis \(axis) of shape \(shape)")
    let outer = Tensor.count(of: Array(shape[..<axis]))
    let inner = Tensor.count(of: Array(shape[(axis + 1)...]))
    let extent = shape[axis]
    var resultShape = shape
    if keepingDimensions { resultShape[axis] = 1 } else { resultShape.remove(at: axis) }
    return Tensor(shape: resultShape) { z in
      withUnsafeScalars { x in
        for block in 0..<outer {
          let source = x + block * extent * inner
          if inner == 1 {
            z[block] = ofRow(extent, source)
          } else {
            combineRows(extent, inner, source, into: z + block * inner, combine)
          }
        }
      }
    }
  }
}
