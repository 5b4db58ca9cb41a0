/// How two shapes combine element by element (NumPy's rules): shapes are aligned at their last axis,
/// missing axes count as 1, and an extent of 1 repeats.
struct Broadcast {
  /// The result's shape.
  let shape: [Int]
  /// Per axis of the result, how far each operand moves in its scalars; 0 where it repeats.
  let strides: (left: [Int], right: [Int])

  init(_ left: [Int], _ right: [Int], _ name: StaticString) {
    let rank = max(left.count, right.count)
    let a = [Int](repeating: 1, count: rank - left.count) + left
    let b = [Int](repeating: 1, count: rank - right.count) + right
    shape = zip(a, b).map { x, y in
      precondition(x == y || x == 1 || y == 1, "\(name): shapes \(left), \(right) don't broadcast")
      return x == 1 ? y : x
    }
    strides = (Broadcast.strides(of: a), Broadcast.strides(of: b))
  }

  private static func strides(of shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 0, count: shape.count)
    var step = 1
    for axis in shape.indices.reversed() {
      strides[axis] = shape[axis] == 1 ? 0 : step
      step *= shape[axis]
    }
    return strides
  }

  /// Calls `body` for every run along the last axis with the offsets of both operands and of the
  /// result, in row-major order.
  @inline(__always)
  func forEachRow(_ body: (_ left: Int, _ right: Int, _ result: Int) -> Void) {
    let columns = shape.last ?? 1
    let rows = columns == 0 ? 0 : Tensor.count(of: shape) / columns
    var position = [Int](repeating: 0, count: shape.count)
    var (left, right) = (0, 0)
    for row in 0..<rows {
      body(left, right, row * columns)
      // Odometer over the axes before the last.
      var axis = shape.count - 2
      while axis >= 0 {
        position[axis] += 1
        left += strides.left[axis]
        right += strides.right[axis]
        if position[axis] < shape[axis] { break }
        left -= strides.left[axis] * shape[axis]
        right -= strides.right[axis] * shape[axis]
        position[axis] = 0
        axis -= 1
      }
    }
  }
}

extension Tensor {
  /// `function` of both tensors, broadcast against each other.
  @inline(__always)
  func combined(
    _ other: Tensor, _ name: StaticString, _ function: (Lanes, Lanes) -> Lanes
  ) -> Tensor {
    shape == other.shape
      ? zipped(other, name, function)
      : broadcast(other, Broadcast(shape, other.shape, name), function)
  }

  @inline(__always)
  private func broadcast(
    _ other: Tensor, _ plan: Broadcast, _ function: (Lanes, Lanes) -> Lanes
  ) -> Tensor {
    let columns = plan.shape.last ?? 1
    let (repeatsLeft, repeatsRight) = (plan.strides.left.last == 0, plan.strides.right.last == 0)
    return Tensor(shape: plan.shape) { z in
      withUnsafeScalars { x in
        other.withUnsafeScalars { y in
          plan.forEachRow { left, right, result in
            if repeatsLeft {
              let constant = Lanes(repeating: x[left])
              mapLanes(columns, y + right, into: z + result) { function(constant, $0) }
            } else if repeatsRight {
              let constant = Lanes(repeating: y[right])
              mapLanes(columns, x + left, into: z + result) { function($0, constant) }
            } else {
              mapLanes(columns, x + left, y + right, into: z + result, function)
            }
          }
        }
      }
    }
  }

  /// The gradient of broadcasting: adds up the axes along which `target` was repeated.
  ///
  /// - Precondition: `target` broadcasts to this tensor's shape.
  public func summed(to target: [Int]) -> Tensor {
    if target == shape { return self }
    precondition(target.count <= rank, "summed: \(shape) to the longer shape \(target)")
    let leading = rank - target.count
    var result = self
    if leading > 0 {
      let outer = Tensor.count(of: Array(shape.prefix(leading)))
      result = reshaped([outer] + shape.dropFirst(leading)).sum(axis: 0)
    }
    for (axis, extent) in target.enumerated() where extent != result.shape[axis] {
      precondition(extent == 1, "summed: \(shape) was not broadcast from \(target)")
      result = result.sum(axis: axis, keepingDimensions: true)
    }
    return result
  }
}
