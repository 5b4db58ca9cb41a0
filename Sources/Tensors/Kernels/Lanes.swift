internal import CSupport

/// One vector register of floats: 8 lanes, 16 with AVX-512.
typealias Lanes = vm_floats

/// Number of floats in `Lanes`.
let laneCount = Int(VM_WIDTH)

/// zᵢ = f(xᵢ). The tail goes through the same vector code, so a value never depends on its place.
@inline(__always)
func mapLanes(
  _ count: Int, _ x: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>,
  _ function: (Lanes) -> Lanes
) {
  var index = 0
  while index + laneCount <= count {
    vm_store(z + index, function(vm_load(x + index)))
    index += laneCount
  }
  if index < count {
    vm_store_partial(z + index, function(vm_load_partial(x + index, count - index)), count - index)
  }
}

/// zᵢ = f(xᵢ, yᵢ).
@inline(__always)
func mapLanes(
  _ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
  into z: UnsafeMutablePointer<Float>, _ function: (Lanes, Lanes) -> Lanes
) {
  var index = 0
  while index + laneCount <= count {
    vm_store(z + index, function(vm_load(x + index), vm_load(y + index)))
    index += laneCount
  }
  if index < count {
    let rest = count - index
    let result = function(vm_load_partial(x + index, rest), vm_load_partial(y + index, rest))
    vm_store_partial(z + index, result, rest)
  }
}

extension Tensor {
  /// A tensor of the same shape with `function` of every scalar.
  @inline(__always)
  func mapped(_ function: (Lanes) -> Lanes) -> Tensor {
    Tensor(shape: shape) { z in
      withUnsafeScalars { x in mapLanes(count, x, into: z, function) }
    }
  }

  /// A tensor of the same shape with `function` of both scalars at every place.
  @inline(__always)
  func zipped(_ other: Tensor, _ name: StaticString, _ function: (Lanes, Lanes) -> Lanes)
    -> Tensor
  {
    precondition(shape == other.shape, "\(name): shapes \(shape) and \(other.shape) differ")
    return Tensor(shape: shape) { z in
      withUnsafeScalars { x in
        other.withUnsafeScalars { y in mapLanes(count, x, y, into: z, function) }
      }
    }
  }
}

extension Tensor {
  /// xᵢ ← f(xᵢ, yᵢ): in place, unless someone else holds the storage.
  @inline(__always)
  mutating func combine(
    _ other: Tensor, _ name: StaticString, _ function: (Lanes, Lanes) -> Lanes
  ) {
    precondition(shape == other.shape, "\(name): shapes \(shape) and \(other.shape) differ")
    let count = count
    withUnsafeMutableScalars { x in
      other.withUnsafeScalars { y in mapLanes(count, x, y, into: x, function) }
    }
  }

  /// x ⊙ y for an x that nobody needs any more: written over it where nobody else holds it.
  public consuming func multiplied(by other: Tensor) -> Tensor {
    var result = self
    result.combine(other, "multiplied") { $0 * $1 }
    return result
  }

  /// x·c for an x that nobody needs any more.
  public consuming func multiplied(by scale: Float) -> Tensor {
    var result = self
    result.scale(by: scale)
    return result
  }
}

/// zᵢ = f(xᵢ, yᵢ, state), where f may change its own state at every place.
@inline(__always)
func mapLanes(
  _ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
  into z: UnsafeMutablePointer<Float>, updating state: UnsafeMutablePointer<Float>,
  _ function: (Lanes, Lanes, inout Lanes) -> Lanes
) {
  var index = 0
  while index + laneCount <= count {
    var kept = vm_load(state + index)
    vm_store(z + index, function(vm_load(x + index), vm_load(y + index), &kept))
    vm_store(state + index, kept)
    index += laneCount
  }
  if index < count {
    let rest = count - index
    var kept = vm_load_partial(state + index, rest)
    let result = function(vm_load_partial(x + index, rest), vm_load_partial(y + index, rest), &kept)
    vm_store_partial(z + index, result, rest)
    vm_store_partial(state + index, kept, rest)
  }
}
