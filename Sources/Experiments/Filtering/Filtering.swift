internal import Datasets
internal import Tensors

/// A picture, and what a filter makes of it.
struct Filtering: Process {
  let plan: FilterPlan
  /// Brightness by row, 0 … 1, shifted as the plan says.
  let input: PixelMap
  let output: PixelMap
  /// Red, green and blue of the picture, shifted alike; empty where it is gray.
  let colors: [[Float]]
  /// ‖f(Sx) − S f(x)‖/‖f(x)‖ where S shifts, over the places that both have: 0 where the filter
  /// doesn't care where a thing stands; NaN without a shift.
  let shiftError: Double
  let isFinite = true

  init(_ plan: FilterPlan, picture: PNGPicture, seed: UInt64) {
    self.plan = plan
    let whole = PixelMap(picture, side: plan.size)
    let weights = plan.layer == .dense ? Self.denseWeights(plan.size, Seed(seed)) : []
    input = whole.rolled(right: plan.shift[0], down: plan.shift[1])
    output = Self.output(of: input, plan, weights)
    colors =
      picture.channels == 3
      ? (0..<3).map { channel in
        PixelMap(picture, side: plan.size, channel: channel)
          .rolled(right: plan.shift[0], down: plan.shift[1]).values.map(Float.init)
      } : []
    shiftError = Self.shiftError(output, Self.output(of: whole, plan, weights), plan)
  }

  mutating func advance() {}
  mutating func retune(_ plan: FilterPlan) {}

  private static func denseWeights(_ side: Int, _ seed: Seed) -> [Float] {
    let count = side * side
    var stream = seed.stream("dense/weight")
    let scale = 1 / Double(count).squareRoot()
    return (0..<count * count).map { _ in Float(stream.nextNormal() * scale) }
  }

  private static func output(
    of input: PixelMap, _ plan: FilterPlan, _ weights: [Float]
  ) -> PixelMap {
    var map: PixelMap
    switch plan.layer {
    case .kernel(let kernel, let divide, let isFlipped):
      map = input.correlated(
        isFlipped ? kernel.turned : kernel, divide: divide, stride: plan.stride,
        padding: plan.padding)
    case .dense:
      let x = input.values
      map = PixelMap(
        columns: input.columns,
        values: x.indices.map { row in
          var sum = 0.0
          for column in x.indices { sum += Double(weights[row * x.count + column]) * x[column] }
          return sum
        })
    }
    if let pool = plan.pool { map = map.pooled(pool) }
    return map
  }

  private static func shiftError(
    _ ofShifted: PixelMap, _ plain: PixelMap, _ plan: FilterPlan
  ) -> Double {
    guard plan.shift != [0, 0] else { return .nan }
    // Coarser maps can only be shifted by whole places of theirs.
    let coarse = (plan.layer == .dense ? 1 : plan.stride) * (plan.pool?.window ?? 1)
    let (right, down) = (
      Int((Double(plan.shift[0]) / Double(coarse)).rounded()),
      Int((Double(plan.shift[1]) / Double(coarse)).rounded())
    )
    let shifted = plain.rolled(right: right, down: down)
    // The border sees zeros, or what came in from the other side: it is left out.
    let reach: Int =
      if case .kernel(let kernel, _, _) = plan.layer {
        max(kernel.rowCount, kernel.columns) + plan.padding
      } else { 0 }
    let margin = (reach + plan.shift.map(abs).reduce(0, max) + coarse - 1) / coarse
    return ofShifted.relativeDistance(to: shifted, margin: margin)
  }
}

extension KnobMatrix {
  /// Turned by half a circle, as true convolution has its kernel.
  var turned: KnobMatrix { KnobMatrix(columns: columns, values: values.reversed()) }
}
