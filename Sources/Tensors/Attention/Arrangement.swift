/// Operations that move numbers and compute nothing.
extension Tensor {
  /// Axis k of the result is axis `axes[k]` of this tensor.
  public func permuted(_ axes: [Int]) -> Tensor {
    precondition(
      axes.sorted() == Array(0..<rank), "permuted: axes \(axes) of a tensor of shape \(shape)")
    let strides = rowMajorStrides
    let (target, moves) = (axes.map { shape[$0] }, axes.map { strides[$0] })
    guard let runLength = target.last, let runStride = moves.last, count > 0 else {
      return reshaped(target)
    }
    return Tensor(shape: target) { z in
      withUnsafeScalars { x in
        var position = [Int](repeating: 0, count: target.count)
        var source = 0
        for run in 0..<count / runLength {
          let row = z + run * runLength
          if runStride == 1 {
            row.initialize(from: x + source, count: runLength)
          } else {
            for index in 0..<runLength { row[index] = x[source + index * runStride] }
          }
          // Odometer over the axes before the last.
          var axis = target.count - 2
          while axis >= 0 {
            position[axis] += 1
            source += moves[axis]
            if position[axis] < target[axis] { break }
            source -= moves[axis] * target[axis]
            position[axis] = 0
            axis -= 1
          }
        }
      }
    }
  }

  private var rowMajorStrides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    return strides
  }

  /// The part of `axis` in `range`.
  public func sliced(_ range: Range<Int>, axis: Int) -> Tensor {
    let view = AxisView(shape, axis, "sliced")
    precondition(
      range.lowerBound >= 0 && range.upperBound <= view.extent,
      "sliced: \(range) of axis \(axis) of shape \(shape)")
    return Tensor(shape: view.shape(extent: range.count)) { z in
      withUnsafeScalars { x in
        let run = range.count * view.inner
        for block in 0..<view.outer {
          (z + block * run).initialize(
            from: x + (block * view.extent + range.lowerBound) * view.inner, count: run)
        }
      }
    }
  }

  /// `before` zeros in front of `axis` and `after` behind it.
  public func padded(before: Int, after: Int, axis: Int) -> Tensor {
    let view = AxisView(shape, axis, "padded")
    precondition(before >= 0 && after >= 0, "padded: \(before) before and \(after) after")
    return Tensor(shape: view.shape(extent: before + view.extent + after)) { z in
      withUnsafeScalars { x in
        let run = view.extent * view.inner
        var target = z
        for block in 0..<view.outer {
          target.initialize(repeating: 0, count: before * view.inner)
          target += before * view.inner
          target.initialize(from: x + block * run, count: run)
          target += run
          target.initialize(repeating: 0, count: after * view.inner)
          target += after * view.inner
        }
      }
    }
  }

  /// Tensors one behind the other along `axis`; all other extents are equal.
  public static func concatenated(_ parts: [Tensor], axis: Int) -> Tensor {
    precondition(!parts.isEmpty, "concatenated: nothing")
    let views = parts.map { AxisView($0.shape, axis, "concatenated") }
    precondition(
      views.allSatisfy { $0.shape(extent: 0) == views[0].shape(extent: 0) },
      "concatenated: shapes \(parts.map(\.shape)) differ beside axis \(axis)")
    let extent = views.reduce(0) { $0 + $1.extent }
    return Tensor(shape: views[0].shape(extent: extent)) { z in
      var column = 0
      for (part, view) in zip(parts, views) {
        let run = view.extent * view.inner
        part.withUnsafeScalars { x in
          for block in 0..<view.outer {
            let target = z + (block * extent + column) * view.inner
            target.initialize(from: x + block * run, count: run)
          }
        }
        column += view.extent
      }
    }
  }

  /// The entries of `axis` at `indices`, in that order.
  public func gathered(_ indices: [Int], axis: Int) -> Tensor {
    let view = AxisView(shape, axis, "gathered")
    checkIndices(indices, view, "gathered")
    return Tensor(shape: view.shape(extent: indices.count)) { z in
      withUnsafeScalars { x in
        var target = z
        for block in 0..<view.outer {
          for index in indices {
            let source = x + (block * view.extent + index) * view.inner
            target.initialize(from: source, count: view.inner)
            target += view.inner
          }
        }
      }
    }
  }

  /// The transpose of `gathered`: zeros, to whose entry `indices[i]` entry i was added, in order.
  public func scattered(_ indices: [Int], axis: Int, extent: Int) -> Tensor {
    let view = AxisView(shape, axis, "scattered")
    let target = AxisView(view.shape(extent: extent), axis, "scattered")
    precondition(indices.count == view.extent, "scattered: \(indices.count) indices, \(shape)")
    checkIndices(indices, target, "scattered")
    var result = Tensor(zeros: view.shape(extent: extent))
    result.withUnsafeMutableScalars { z in
      withUnsafeScalars { x in
        for block in 0..<view.outer {
          for (position, index) in indices.enumerated() {
            let sum = z + (block * extent + index) * view.inner
            let part = x + (block * view.extent + position) * view.inner
            mapLanes(view.inner, sum, part, into: sum) { $0 + $1 }
          }
        }
      }
    }
    return result
  }

  private func checkIndices(_ indices: [Int], _ view: AxisView, _ name: StaticString) {
    precondition(
      indices.allSatisfy { $0 >= 0 && $0 < view.extent },
      "\(name): an index is outside 0..<\(view.extent)")
  }
}

/// A shape seen from one axis: [outer, extent, inner].
private struct AxisView {
  private let shape: [Int]
  private let axis: Int
  let outer, extent, inner: Int

  init(_ shape: [Int], _ axis: Int, _ name: StaticString) {
    precondition(shape.indices.contains(axis), "\(name): axis \(axis) of shape \(shape)")
    (self.shape, self.axis) = (shape, axis)
    outer = Tensor.count(of: Array(shape[..<axis]))
    extent = shape[axis]
    inner = Tensor.count(of: Array(shape[(axis + 1)...]))
  }

  func shape(extent: Int) -> [Int] {
    var result = shape
    result[axis] = extent
    return result
  }
}
