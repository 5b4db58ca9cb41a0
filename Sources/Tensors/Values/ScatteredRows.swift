extension Tensor {
  /// The transpose of `rows(at:)`: a tensor of zeros with `rowCount` rows, to whose row `indices[i]`
  /// this tensor's row i was added, in order.
  ///
  /// - Shape: [N, …], N indices in 0..<rowCount → [rowCount, …]
  public func scatteredRows(at indices: [Int], rowCount: Int) -> Tensor {
    precondition(
      rank >= 1 && shape[0] == indices.count, "scatteredRows: \(shape), \(indices.count) indices")
    let width = indices.isEmpty ? 0 : count / indices.count
    var result = Tensor(zeros: [rowCount] + shape.dropFirst())
    result.withUnsafeMutableScalars { z in
      withUnsafeScalars { x in
        for (position, index) in indices.enumerated() {
          precondition(index >= 0 && index < rowCount, "scatteredRows: \(index) of \(rowCount)")
          let target = z + index * width
          mapLanes(width, target, x + position * width, into: target) { $0 + $1 }
        }
      }
    }
    return result
  }
}
