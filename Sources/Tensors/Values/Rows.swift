extension Tensor {
  /// The rows (along the first axis) at `indices`, in that order: how a batch is taken from a data
  /// set.
  ///
  /// - Shape: [M, …], N indices in 0..<M → [N, …]
  public func rows(at indices: [Int]) -> Tensor {
    precondition(rank >= 1, "rows: a scalar has no rows")
    let rowCount = shape[0]
    let width = rowCount == 0 ? 0 : count / rowCount
    var resultShape = shape
    resultShape[0] = indices.count
    return Tensor(shape: resultShape) { z in
      withUnsafeScalars { x in
        for (position, index) in indices.enumerated() {
          precondition(index >= 0 && index < rowCount, "rows: index \(index) of \(rowCount) rows")
          (z + position * width).initialize(from: x + index * width, count: width)
        }
      }
    }
  }

  /// A matrix with rows and columns exchanged: [M, N] → [N, M].
  public func transposed() -> Tensor {
    precondition(rank == 2, "transposed: shape \(shape) is not a matrix")
    let (rows, columns) = (shape[0], shape[1])
    return Tensor(shape: [columns, rows]) { z in
      withUnsafeScalars { x in
        for row in 0..<rows {
          for column in 0..<columns { z[column * rows + row] = x[row * columns + column] }
        }
      }
    }
  }
}
