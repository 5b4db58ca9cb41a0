internal import CSupport

/// αⱼ = e^{s·(xⱼ − max x)} / Σ for the first `visible` of `count` places, 0 for the others; all 0
/// where none is visible, so that it is never NaN for finite x. In place.
func attentionSoftmax(
  _ x: UnsafeMutablePointer<Float>, visible: Int, count: Int, scale: Float = 1
) {
  guard visible > 0 else {
    x.initialize(repeating: 0, count: count)
    return
  }
  let (peak, factor) = (vm_splat(peak(visible, x)), vm_splat(scale))
  var sum = Lanes()
  forEachVector(visible) { offset, width in
    store(x + offset, vm_exp((load(x + offset, width) - peak) * factor), width)
    // Read again, so that lanes past the end are 0.
    sum += load(x + offset, width)
  }
  let inverse = vm_splat(1 / vm_sum(sum))
  mapLanes(visible, x, into: x) { $0 * inverse }
  (x + visible).initialize(repeating: 0, count: count - visible)
}

/// Largest of `count` ≥ 1 floats; NaN if any is NaN.
@inline(__always)
private func peak(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
  guard count >= laneCount else { return maximum(count, x) }
  // The last vector ends at the last float and may overlap the one before.
  var lanes = vm_load(x + (count - laneCount))
  for offset in stride(from: 0, to: count - laneCount, by: laneCount) {
    lanes = vm_larger_or_nan(lanes, vm_load(x + offset))
  }
  var result = lanes[0]
  for lane in 1..<laneCount where lanes[lane] > result || lanes[lane].isNaN {
    result = lanes[lane]
  }
  return result
}

/// dx = s·α ⊙ (dα − Σ α·dα) for the first `visible` of `count` places, 0 for the others; in place of
/// dα.
func attentionSoftmaxGradient(
  _ weights: UnsafePointer<Float>, _ dWeights: UnsafeMutablePointer<Float>, visible: Int,
  count: Int, scale: Float = 1
) {
  let mean = vm_splat(rowDot(visible, weights, dWeights))
  let factor = vm_splat(scale)
  mapLanes(visible, weights, dWeights, into: dWeights) { $0 * ($1 - mean) * factor }
  (dWeights + visible).initialize(repeating: 0, count: count - visible)
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
