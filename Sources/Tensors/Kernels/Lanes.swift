internal import CKernels

/// One logical vector of floats: as many lanes on every processor, in as many registers as it takes.
typealias Lanes = vm_floats

/// Number of floats in `Lanes`.
let laneCount = Int(VM_WIDTH)

/// Calls `body` with the offset and the width of every vector of a row: `laneCount` wide, the last
/// one what is left.
///
/// In two rounds, first of whole vectors, then of the rest: `body` stands at one place, so that it is
/// always inlined, and the optimizer makes a loop of its own of each round.
@inline(__always)
func forEachVector(_ count: Int, _ body: (_ offset: Int, _ width: Int) -> Void) {
  var offset = 0
  for round in 0..<2 {
    let end = round == 0 ? count - laneCount : count - 1
    while offset <= end {
      body(offset, round == 0 ? laneCount : count - offset)
      offset += laneCount
    }
  }
}

/// The first `width` floats at an address, the other lanes zero.
@inline(__always)
func load(_ address: UnsafePointer<Float>, _ width: Int) -> Lanes {
  width == laneCount ? vm_load(address) : vm_load_partial(address, width)
}

@inline(__always)
func load(_ address: UnsafeMutablePointer<Float>, _ width: Int) -> Lanes {
  load(UnsafePointer(address), width)
}

/// Writes the first `width` lanes.
@inline(__always)
func store(_ address: UnsafeMutablePointer<Float>, _ lanes: Lanes, _ width: Int) {
  if width == laneCount {
    vm_store(address, lanes)
  } else {
    vm_store_partial(address, lanes, width)
  }
}

/// zᵢ = f(xᵢ). The tail goes through the same vector code, so a value never depends on its place.
@inline(__always)
func mapLanes(
  _ count: Int, _ x: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>,
  _ function: (Lanes) -> Lanes
) {
  forEachVector(count) { offset, width in
    store(z + offset, function(load(x + offset, width)), width)
  }
}

/// zᵢ = f(xᵢ, yᵢ).
@inline(__always)
func mapLanes(
  _ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
  into z: UnsafeMutablePointer<Float>, _ function: (Lanes, Lanes) -> Lanes
) {
  forEachVector(count) { offset, width in
    store(z + offset, function(load(x + offset, width), load(y + offset, width)), width)
  }
}

/// Parts of a loop over `count` floats for several threads, each with its offset and number.
@inline(__always)
func inLaneParts(_ count: Int, _ body: (_ offset: Int, _ count: Int) -> Void) {
  inParts(count, of: laneCount, cost: 0.25) { body($0.lowerBound, $0.count) }
}

extension Tensor {
  /// A tensor of the same shape with `function` of every scalar.
  @inline(__always)
  func mapped(_ function: (Lanes) -> Lanes) -> Tensor {
    Tensor(shape: shape) { z in
      withUnsafeScalars { x in
        inLaneParts(count) { offset, count in
          mapLanes(count, x + offset, into: z + offset, function)
        }
      }
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
        other.withUnsafeScalars { y in
          inLaneParts(count) { offset, count in
            mapLanes(count, x + offset, y + offset, into: z + offset, function)
          }
        }
      }
    }
  }
}

extension Tensor {
  /// xᵢ ← f(xᵢ): in place, unless someone else holds the storage.
  @inline(__always)
  mutating func apply(_ function: (Lanes) -> Lanes) {
    let count = count
    withUnsafeMutableScalars { x in
      inLaneParts(count) { offset, count in
        mapLanes(count, x + offset, into: x + offset, function)
      }
    }
  }

  /// xᵢ ← f(xᵢ, yᵢ): in place, unless someone else holds the storage.
  @inline(__always)
  mutating func combine(
    _ other: Tensor, _ name: StaticString, _ function: (Lanes, Lanes) -> Lanes
  ) {
    precondition(shape == other.shape, "\(name): shapes \(shape) and \(other.shape) differ")
    let count = count
    withUnsafeMutableScalars { x in
      other.withUnsafeScalars { y in
        inLaneParts(count) { offset, count in
          mapLanes(count, x + offset, y + offset, into: x + offset, function)
        }
      }
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
  forEachVector(count) { offset, width in
    var kept = load(state + offset, width)
    store(
      z + offset, function(load(x + offset, width), load(y + offset, width), &kept), width)
    store(state + offset, kept, width)
  }
}

/// zᵢ = f(xᵢ, yᵢ, two states), where f may change both states at every place.
@inline(__always)
func mapLanes(
  _ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
  into z: UnsafeMutablePointer<Float>, updating first: UnsafeMutablePointer<Float>,
  _ second: UnsafeMutablePointer<Float>,
  _ function: (Lanes, Lanes, inout Lanes, inout Lanes) -> Lanes
) {
  forEachVector(count) { offset, width in
    var (a, b) = (load(first + offset, width), load(second + offset, width))
    store(
      z + offset, function(load(x + offset, width), load(y + offset, width), &a, &b), width)
    store(first + offset, a, width)
    store(second + offset, b, width)
  }
}
