internal import CKernels

/// Σ termᵢ over `count` places in double precision, four accumulators in a fixed order.
@inline(__always)
func sumDoubles(
  _ count: Int, _ term: (Int) -> vm_doubles, tail: (Int) -> Double
) -> Double {
  let width = laneCount / 2
  var (a, b, c, d) = (vm_doubles(), vm_doubles(), vm_doubles(), vm_doubles())
  var index = 0
  while index + 4 * width <= count {
    a += term(index)
    b += term(index + width)
    c += term(index + 2 * width)
    d += term(index + 3 * width)
    index += 4 * width
  }
  while index + width <= count {
    a += term(index)
    index += width
  }
  var sum = vm_sum_doubles((a + b) + (c + d))
  while index < count {
    sum += tail(index)
    index += 1
  }
  return sum
}

/// Σ xᵢ in single precision, four accumulators in a fixed order.
func rowSum(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
  var (a, b, c, d) = (Lanes(), Lanes(), Lanes(), Lanes())
  var index = 0
  while index + 4 * laneCount <= count {
    a += vm_load(x + index)
    b += vm_load(x + index + laneCount)
    c += vm_load(x + index + 2 * laneCount)
    d += vm_load(x + index + 3 * laneCount)
    index += 4 * laneCount
  }
  while index + laneCount <= count {
    a += vm_load(x + index)
    index += laneCount
  }
  if index < count { b += vm_load_partial(x + index, count - index) }
  return vm_sum((a + b) + (c + d))
}

/// The larger of each pair of lanes, NaN where either is NaN.
@inline(__always)
func largerOrNaN(_ a: Lanes, _ b: Lanes) -> Lanes { vm_larger_or_nan(a, b) }

/// Largest of `count` floats; NaN if any is NaN, −∞ of none.
func maximum(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
  var result = -Float.infinity
  var index = 0
  if count >= laneCount {
    var lanes = vm_load(x)
    index = laneCount
    while index + laneCount <= count {
      lanes = largerOrNaN(lanes, vm_load(x + index))
      index += laneCount
    }
    for lane in 0..<laneCount { result = larger(result, lanes[lane]) }
  }
  while index < count {
    result = larger(result, x[index])
    index += 1
  }
  return result
}

@inline(__always)
private func larger(_ a: Float, _ b: Float) -> Float {
  a > b || a.isNaN ? a : b
}

/// zⱼ = x₀ⱼ ∘ x₁ⱼ ∘ … over `rows` rows of `columns`; zeros when there are no rows.
@inline(__always)
func combineRows(
  _ rows: Int, _ columns: Int, _ x: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>,
  _ combine: (Lanes, Lanes) -> Lanes
) {
  guard rows > 0 else {
    z.initialize(repeating: 0, count: columns)
    return
  }
  inParts(columns, of: 4 * laneCount, cost: 0.1 * Double(rows)) { part in
    var column = part.lowerBound
    // Four vectors side by side, or each sum would wait for its own last addition.
    while column + 4 * laneCount <= part.upperBound {
      var address = x + column
      var sums = InlineArray<4, Lanes> { vm_load(address + $0 &* laneCount) }
      for _ in 1..<rows {
        address += columns
        for part in 0..<4 {
          sums[part] = combine(sums[part], vm_load(address + part &* laneCount))
        }
      }
      for part in 0..<4 { vm_store(z + column + part &* laneCount, sums[part]) }
      column += 4 * laneCount
    }
    forEachVector(part.upperBound - column) { offset, width in
      var address = x + column + offset
      var sum = load(address, width)
      for _ in 1..<rows {
        address += columns
        sum = combine(sum, load(address, width))
      }
      store(z + column + offset, sum, width)
    }
  }
}
