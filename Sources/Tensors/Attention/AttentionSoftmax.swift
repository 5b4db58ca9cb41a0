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
  let (peak, factor) = (vm_splat(maximum(visible, x)), vm_splat(scale))
  mapLanes(visible, x, into: x) { vm_exp(($0 - peak) * factor) }
  let inverse = vm_splat(1 / rowSum(visible, x))
  mapLanes(visible, x, into: x) { $0 * inverse }
  (x + visible).initialize(repeating: 0, count: count - visible)
}

/// dx = s·α ⊙ (dα − Σ α·dα), in place of dα.
func attentionSoftmaxGradient(
  _ weights: UnsafePointer<Float>, _ dWeights: UnsafeMutablePointer<Float>, count: Int,
  scale: Float = 1
) {
  let mean = vm_splat(rowDot(count, weights, dWeights))
  let factor = vm_splat(scale)
  mapLanes(count, weights, dWeights, into: dWeights) { $0 * ($1 - mean) * factor }
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
