internal import CKernels

/// αⱼ = e^{s·(xⱼ − max x)} / Σ for the first `visible` of `count` places, 0 for the others; all 0
/// where none is visible, so that it is never NaN for finite x. In place.
func attentionSoftmax(
  _ x: UnsafeMutablePointer<Float>, visible: Int, count: Int, scale: Float = 1
) {
  guard visible > 0 else {
    x.initialize(repeating: 0, count: count)
    return
  }
  // Whole vectors where the row has room for them: e^−∞ = 0.
  let width = wholeVectors(visible, count)
  (x + visible).initialize(repeating: -.infinity, count: width - visible)
  let (peak, factor) = (vm_splat(peak(width, x)), vm_splat(scale))
  var sum = Lanes()
  forEachVector(width) { offset, width in
    let power = vm_exp((load(x + offset, width) - peak) * factor)
    store(x + offset, power, width)
    // A short last vector is read again, so that lanes past the end are 0.
    sum += width == laneCount ? power : load(x + offset, width)
  }
  let inverse = vm_splat(1 / vm_sum(sum))
  forEachVector(width) { offset, width in
    store(x + offset, load(x + offset, width) * inverse, width)
  }
  (x + width).initialize(repeating: 0, count: count - width)
}

/// `visible`, rounded up to whole vectors if `count` has room for them.
@inline(__always)
private func wholeVectors(_ visible: Int, _ count: Int) -> Int {
  let width = (visible + laneCount - 1) / laneCount * laneCount
  return width <= count ? width : visible
}

/// Largest of `count` ≥ 1 floats; if some are NaN, one of the others or NaN.
@inline(__always)
private func peak(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
  guard count >= laneCount else { return maximum(count, x) }
  // The last vector ends at the last float and may overlap the one before.
  var lanes = vm_load(x + (count - laneCount))
  for offset in stride(from: 0, to: count - laneCount, by: laneCount) {
    lanes = vm_max(lanes, vm_load(x + offset))
  }
  return vm_largest(lanes)
}

/// dx = s·α ⊙ (dα − Σ α·dα) for the first `visible` of `count` places, 0 for the others; in place of
/// dα.
func attentionSoftmaxGradient(
  _ weights: UnsafePointer<Float>, _ dWeights: UnsafeMutablePointer<Float>, visible: Int,
  count: Int, scale: Float = 1
) {
  // Past the visible places α is 0, and dα was perhaps never written.
  (dWeights + visible).initialize(repeating: 0, count: count - visible)
  let width = wholeVectors(visible, count)
  let mean = vm_splat(rowDot(width, weights, dWeights))
  let factor = vm_splat(scale)
  forEachVector(width) { offset, width in
    let slope = load(weights + offset, width) * (load(dWeights + offset, width) - mean)
    store(dWeights + offset, slope * factor, width)
  }
}

/// Σ xᵢ·yᵢ in single precision, two accumulators in a fixed order.
func rowDot(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) -> Float {
  var (a, b) = (Lanes(), Lanes())
  var index = 0
  while index + 2 * laneCount <= count {
    a = vm_fma(vm_load(x + index), vm_load(y + index), a)
    b = vm_fma(vm_load(x + index + laneCount), vm_load(y + index + laneCount), b)
    index += 2 * laneCount
  }
  while index < count {
    let width = min(laneCount, count - index)
    a = vm_fma(load(x + index, width), load(y + index, width), a)
    index += width
  }
  return vm_sum(a + b)
}
