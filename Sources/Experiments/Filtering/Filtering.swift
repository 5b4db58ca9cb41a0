internal import Datasets
internal import Tensors

/// Pictures, and what a filter makes of them.
struct Filtering: Process {
  let plan: FilterPlan
  /// Brightness of the first picture by row, 0 … 1, shifted as the plan says.
  let input: PixelMap
  /// What the filter makes of it, with its first kernel.
  let output: PixelMap
  /// Red, green and blue of the picture, shifted alike; empty where it is gray.
  let colors: [[Float]]
  /// ‖f(Sx) − S f(x)‖/‖f(x)‖ where S shifts, over the places that both have: 0 where the filter
  /// doesn't care where a thing stands; NaN without a shift.
  let shiftError: Double
  /// ‖f(Sx) − f(x)‖/‖f(x)‖ over all places.
  let mapChange: Double
  let isFinite = true

  /// - Parameters:
  ///   - pictures: unshifted; the errors are taken over all of them.
  ///   - colors: of the first one, unshifted; none where it is gray.
  init(_ plan: FilterPlan, _ pictures: [PixelMap], colors: [PixelMap] = [], seed: UInt64) {
    self.plan = plan
    func shifted(_ map: PixelMap) -> PixelMap {
      map.rolled(right: plan.shift[0], down: plan.shift[1])
    }
    let layer = FilterLayer(plan, Seed(seed))
    input = shifted(pictures[0])
    var (first, error, change) = ([PixelMap](), PixelDistance(), PixelDistance())
    for picture in pictures {
      let (moved, plain) = (layer.maps(of: shifted(picture)), layer.maps(of: picture))
      if first.isEmpty { first = moved }
      for (a, b) in zip(moved, plain) {
        change.add(a, b, margin: 0)
        Self.add(a, b, plan, to: &error)
      }
    }
    output = first[0]
    self.colors = colors.map { shifted($0).values.map(Float.init) }
    shiftError = plan.shift == [0, 0] ? .nan : error.relative
    mapChange = change.relative
  }

  mutating func advance() {}
  mutating func retune(_ plan: FilterPlan) {}

  /// Adds the distance of the map of the shifted picture from the shifted map.
  private static func add(
    _ ofShifted: PixelMap, _ plain: PixelMap, _ plan: FilterPlan, to distance: inout PixelDistance
  ) {
    // Coarser maps can only be shifted by whole places of theirs.
    let coarse = (plan.layer == .dense ? 1 : plan.stride) * (plan.pool?.window ?? 1)
    let (right, down) = (
      Int((Double(plan.shift[0]) / Double(coarse)).rounded()),
      Int((Double(plan.shift[1]) / Double(coarse)).rounded())
    )
    // The border sees zeros, or what came in from the other side: it is left out.
    let window = max(plan.windowSize.rows, plan.windowSize.columns)
    let reach = window == 0 ? 0 : window + plan.padding
    let margin = (reach + plan.shift.map(abs).reduce(0, max) + coarse - 1) / coarse
    distance.add(ofShifted, plain.rolled(right: right, down: down), margin: margin)
  }
}

/// The weights of a filter.
private struct FilterLayer {
  private let plan: FilterPlan
  /// Of kernels, or of each output in its turn; empty where the plan has the only one.
  private var weights: [KnobMatrix] = []

  init(_ plan: FilterPlan, _ seed: Seed) {
    self.plan = plan
    switch plan.layer {
    case .kernel: break
    case .random(let size, let count):
      weights = Self.draw(count, size.rows, size.columns, seed.stream("kernel/weight"))
    case .local(let size):
      let outputs = plan.mapSize.rows * plan.mapSize.columns
      weights = Self.draw(outputs, size.rows, size.columns, seed.stream("local/weight"))
    case .dense:
      weights = Self.draw(
        plan.size * plan.size, plan.size, plan.size, seed.stream("dense/weight"))
    }
  }

  /// Weights of N(0, 1/n), n in each matrix.
  private static func draw(
    _ count: Int, _ rows: Int, _ columns: Int, _ stream: RandomStream
  ) -> [KnobMatrix] {
    var stream = stream
    let scale = 1 / Double(rows * columns).squareRoot()
    return (0..<count).map { _ in
      KnobMatrix(
        columns: columns,
        values: (0..<rows * columns).map { _ in Double(Float(stream.nextNormal() * scale)) })
    }
  }

  /// A map a kernel.
  func maps(of input: PixelMap) -> [PixelMap] {
    func correlated(_ kernel: KnobMatrix, divide: Double = 1) -> PixelMap {
      input.correlated(kernel, divide: divide, stride: plan.stride, padding: plan.padding)
    }
    var maps: [PixelMap]
    switch plan.layer {
    case .kernel(let kernel, let divide, let isFlipped):
      maps = [correlated(isFlipped ? kernel.turned : kernel, divide: divide)]
    case .random: maps = weights.map { correlated($0) }
    case .local: maps = [local(input)]
    case .dense:
      maps = [PixelMap(columns: input.columns, values: weights.map { $0.values.dot(input.values) })]
    }
    if plan.isRectified { maps = maps.map { $0.mapped { max(0, $0) } } }
    return plan.pool.map { pool in maps.map { $0.pooled(pool) } } ?? maps
  }

  /// Each place of the map with weights of its own.
  private func local(_ input: PixelMap) -> PixelMap {
    let columns = plan.mapSize.columns
    return PixelMap(
      columns: columns,
      values: weights.enumerated().map { place, weights in
        let window = input.window(
          row: place / columns * plan.stride - plan.padding,
          column: place % columns * plan.stride - plan.padding, like: weights)
        return weights.values.dot(window)
      })
  }
}

/// ‖a − b‖/‖b‖ over pairs of maps.
private struct PixelDistance {
  private var difference = 0.0
  private var size = 0.0

  /// - Parameter margin: places at each side that are left out.
  mutating func add(_ a: PixelMap, _ b: PixelMap, margin: Int) {
    for row in margin..<max(margin, b.rows - margin) {
      for column in margin..<max(margin, b.columns - margin) {
        let (a, b) = (a[row, column], b[row, column])
        difference += (a - b) * (a - b)
        size += b * b
      }
    }
  }

  /// NaN where there was nothing.
  var relative: Double { size > 0 ? (difference / size).squareRoot() : .nan }
}

extension [Double] {
  /// Σ aᵢ·bᵢ, from the first to the last.
  fileprivate func dot(_ other: [Double]) -> Double {
    var sum = 0.0
    for index in indices { sum += self[index] * other[index] }
    return sum
  }
}

extension KnobMatrix {
  /// Turned by half a circle, as true convolution has its kernel.
  var turned: KnobMatrix { KnobMatrix(columns: columns, values: values.reversed()) }
}
