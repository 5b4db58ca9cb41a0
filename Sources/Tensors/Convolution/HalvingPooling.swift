internal import CKernels

/// Windows of 2×2 pixels that don't overlap: the pooling that halves images, a vector of outputs at a time.
struct HalvingPooling {
  private let planes, height, width: Int

  /// - Returns: nil for other windows.
  init?(_ windows: ImageWindows) {
    let geometry = windows.geometry
    guard
      geometry.height == 2, geometry.width == 2, geometry.stride == 2, geometry.padding == 0
    else { return nil }
    planes = windows.batch * windows.channels
    (height, width) = (windows.height, windows.width)
  }

  /// The pixels of a vector of windows.
  private struct Corners {
    var topLeft, topRight, bottomLeft, bottomRight: Lanes
  }

  /// z = the largest of each window, choices = which one it was, 0…3 row by row: the first of equals,
  /// the last of NaNs.
  func largest(
    _ x: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>,
    choices: UnsafeMutablePointer<Float>
  ) {
    forEachVector(x) { corners, place, count in
      var (best, choice) = (corners.topLeft, Lanes())
      func compare(_ pixel: Lanes, _ number: Float) {
        let isLarger = vm_exceeds(pixel, best)
        best = vm_select(isLarger, pixel, best)
        choice = vm_select(isLarger, vm_splat(number), choice)
      }
      compare(corners.topRight, 1)
      compare(corners.bottomLeft, 2)
      compare(corners.bottomRight, 3)
      store(z + place, best, count)
      store(choices + place, choice, count)
    }
  }

  /// Gives each window's gradient to the pixel that was chosen, and 0 to the others.
  func scatter(
    _ dz: UnsafePointer<Float>, choices: UnsafePointer<Float>,
    into dx: UnsafeMutablePointer<Float>
  ) {
    forEachVector(writing: dx) { place, count in
      let (slope, choice) = (load(dz + place, count), load(choices + place, count))
      func share(_ number: Float) -> Lanes {
        vm_select(vm_equals(choice, vm_splat(number)), slope, Lanes())
      }
      return Corners(
        topLeft: share(0), topRight: share(1), bottomLeft: share(2), bottomRight: share(3))
    }
  }

  /// z = the mean of each window.
  func mean(_ x: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>) {
    let quarter = vm_splat(0.25)
    forEachVector(x) { corners, place, count in
      let sum = corners.topLeft + corners.topRight + corners.bottomLeft + corners.bottomRight
      store(z + place, sum * quarter, count)
    }
  }

  /// Gives a quarter of each window's gradient to each of its pixels.
  func spread(_ dz: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>) {
    let quarter = vm_splat(0.25)
    forEachVector(writing: dx) { place, count in
      let share = load(dz + place, count) * quarter
      return Corners(topLeft: share, topRight: share, bottomLeft: share, bottomRight: share)
    }
  }
}

extension HalvingPooling {
  /// Calls `body` for every vector of outputs: its number of pixels may be less than a full one's.
  @inline(__always)
  private func forEachVector(
    _ x: UnsafePointer<Float>, _ body: (_ corners: Corners, _ place: Int, _ count: Int) -> Void
  ) {
    forEachPlace { top, place, count in
      let rest = 2 * count - laneCount
      func pair(_ row: UnsafePointer<Float>) -> (Lanes, Lanes) {
        guard count < laneCount else { return (vm_load(row), vm_load(row + laneCount)) }
        return rest > 0
          ? (vm_load(row), vm_load_partial(row + laneCount, rest))
          : (load(row, 2 * count), Lanes())
      }
      let (upper, lower) = (pair(x + top), pair(x + top + width))
      body(
        Corners(
          topLeft: vm_even(upper.0, upper.1), topRight: vm_odd(upper.0, upper.1),
          bottomLeft: vm_even(lower.0, lower.1), bottomRight: vm_odd(lower.0, lower.1)),
        place, count)
    }
  }

  /// Writes the pixels of every window; an odd last row or column belongs to none and becomes 0.
  @inline(__always)
  private func forEachVector(
    writing x: UnsafeMutablePointer<Float>, _ corners: (_ place: Int, _ count: Int) -> Corners
  ) {
    if height % 2 != 0 || width % 2 != 0 {
      x.initialize(repeating: 0, count: planes * height * width)
    }
    forEachPlace { top, place, count in
      let corners = corners(place, count)
      func write(_ left: Lanes, _ right: Lanes, _ row: UnsafeMutablePointer<Float>) {
        let (low, high) = (vm_interleave_low(left, right), vm_interleave_high(left, right))
        store(row, low, min(laneCount, 2 * count))
        if 2 * count > laneCount { store(row + laneCount, high, 2 * count - laneCount) }
      }
      write(corners.topLeft, corners.topRight, x + top)
      write(corners.bottomLeft, corners.bottomRight, x + top + width)
    }
  }

  /// Where the upper left pixel of every vector's first window is, and where its output.
  @inline(__always)
  private func forEachPlace(_ body: (_ top: Int, _ place: Int, _ count: Int) -> Void) {
    let (rows, columns) = (height / 2, width / 2)
    inParts(planes, cost: 0.3 * Double(height * width)) { planes in
      for line in planes.lowerBound * rows..<planes.upperBound * rows {
        let (plane, row) = (line / rows, line % rows)
        let (top, place) = ((plane * height + 2 * row) * width, line * columns)
        Tensors.forEachVector(columns) { column, count in
          body(top + 2 * column, place + column, count)
        }
      }
    }
  }
}
