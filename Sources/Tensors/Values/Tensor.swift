/// Numbers in a box: a shape and contiguous row-major scalars, a value like `Int`.
///
/// There are no strides and no views: reshaping shares storage (copy on write), transposition is a
/// flag of the matrix product. Two tensors are equal when shape and all scalars are; NaN ≠ NaN.
public struct Tensor: Sendable, Equatable {
  /// Extent of each axis; empty for a scalar.
  public let shape: [Int]
  /// Row-major, `count` of them.
  public private(set) var scalars: [Float]

  /// - Precondition: `scalars.count` is the product of `shape`.
  public init(shape: [Int], scalars: [Float]) {
    precondition(
      Tensor.count(of: shape) == scalars.count,
      "Tensor: shape \(shape) needs \(Tensor.count(of: shape)) scalars, got \(scalars.count)")
    self.shape = shape
    self.scalars = scalars
  }

  public init(zeros shape: [Int]) {
    self.init(repeating: 0, shape: shape)
  }

  public init(repeating value: Float, shape: [Int]) {
    self.shape = shape
    scalars = [Float](repeating: value, count: Tensor.count(of: shape))
  }

  /// A tensor of rank 0.
  public init(_ scalar: Float) {
    shape = []
    scalars = [scalar]
  }

  /// A vector.
  public init(_ vector: [Float]) {
    shape = [vector.count]
    scalars = vector
  }

  /// A tensor whose scalars `initialize` writes, every one of them: memory is not cleared first.
  package init(
    shape: [Int], initialize: (_ scalars: UnsafeMutablePointer<Float>) -> Void
  ) {
    let count = Tensor.count(of: shape)
    self.shape = shape
    scalars = [Float](capacity: count) { buffer, initializedCount in
      if let address = buffer.baseAddress { initialize(address) }
      initializedCount = count
    }
  }

  /// Product of the extents; 1 for a scalar.
  public static func count(of shape: [Int]) -> Int {
    var count = 1
    for extent in shape {
      precondition(extent >= 0, "Tensor: negative extent in shape \(shape)")
      count *= extent
    }
    return count
  }

  public var count: Int { scalars.count }
  public var rank: Int { shape.count }

  /// The only scalar of a tensor that has just one.
  public var item: Float {
    precondition(count == 1, "item: shape \(shape) has \(count) scalars, not one")
    return scalars[0]
  }

  /// The same scalars under another shape; storage is shared. At most one extent may be −1: it is
  /// worked out from the others.
  public func reshaped(_ newShape: [Int]) -> Tensor {
    Tensor(shape: resolved(newShape), scalars: scalars)
  }

  private func resolved(_ newShape: [Int]) -> [Int] {
    guard let unknown = newShape.firstIndex(of: -1) else { return newShape }
    var result = newShape
    result[unknown] = 1
    let known = Tensor.count(of: result)
    precondition(
      known > 0 && count % known == 0, "reshaped: \(shape) can't become \(newShape)")
    result[unknown] = count / known
    return result
  }

  /// One scalar by its indices.
  public subscript(indices: Int...) -> Float {
    get { scalars[offset(of: indices)] }
    set { scalars[offset(of: indices)] = newValue }
  }

  private func offset(of indices: [Int]) -> Int {
    precondition(indices.count == rank, "subscript: \(indices.count) indices for shape \(shape)")
    var offset = 0
    for (index, extent) in zip(indices, shape) {
      precondition(index >= 0 && index < extent, "subscript: \(indices) outside shape \(shape)")
      offset = offset * extent + index
    }
    return offset
  }

  /// Row `index` of a tensor of rank ≥ 1, as its own tensor with the first axis removed.
  public func row(_ index: Int) -> Tensor {
    precondition(rank >= 1, "row: a scalar has no rows")
    precondition(index >= 0 && index < shape[0], "row: \(index) outside shape \(shape)")
    let width = count / shape[0]
    return Tensor(
      shape: Array(shape.dropFirst()),
      scalars: Array(scalars[index * width..<(index + 1) * width]))
  }

  /// Rows, counting all axes but the last, and columns of the last axis: how row kernels see a
  /// tensor of rank ≥ 1.
  package var rowsAndColumns: (rows: Int, columns: Int) {
    guard let columns = shape.last else { return (1, 1) }
    return (columns == 0 ? 0 : count / columns, columns)
  }

  /// Read access for kernels; the pointer is valid inside `body` only.
  @inline(__always)
  package func withUnsafeScalars<Result>(
    _ body: (UnsafePointer<Float>) throws -> Result
  ) rethrows -> Result {
    try scalars.withUnsafeBufferPointer { buffer in
      guard let address = buffer.baseAddress else {
        var nothing: Float = 0
        return try withUnsafePointer(to: &nothing) { try body($0) }
      }
      return try body(address)
    }
  }

  /// Write access for kernels; copies the storage first if it is shared.
  @inline(__always)
  package mutating func withUnsafeMutableScalars<Result>(
    _ body: (UnsafeMutablePointer<Float>) throws -> Result
  ) rethrows -> Result {
    try scalars.withUnsafeMutableBufferPointer { buffer in
      guard let address = buffer.baseAddress else {
        var nothing: Float = 0
        return try withUnsafeMutablePointer(to: &nothing) { try body($0) }
      }
      return try body(address)
    }
  }
}
