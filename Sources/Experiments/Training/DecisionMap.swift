internal import Arithmetic
internal import Datasets
internal import Networks
internal import Tensors

/// What a network answers over the plane of two features.
struct DecisionMap {
  /// Networks of more classes are not shown: so many colors can't be told apart.
  static let classLimit = 20
  /// Numbers along a side of the lattice.
  static let side = 65
  /// At most so many examples stand on it.
  static let pointLimit = 300

  private let points: LabeledPoints
  /// In the data's own units.
  private let x, y: [Double]

  /// - Precondition: the points have two numbers.
  init(_ points: LabeledPoints) {
    precondition(points.dimensions == 2, "DecisionMap: points of \(points.dimensions) numbers")
    self.points = points
    (x, y) = (points.measured(column: 0), points.measured(column: 1))
  }

  /// - Parameter logits: what the network gives for examples [N, 2]: [N, K] or more columns.
  func plane(_ logits: (Tensor) -> Tensor) -> Plane {
    let ranges = (x: Self.range(x), y: Self.range(y))
    let side = Self.side
    let lattice = (0..<side * side).map { place in
      (Self.place(place % side, ranges.x), Self.place(place / side, ranges.y))
    }
    let answers = logits(points.standardized([lattice.map(\.0), lattice.map(\.1)]))
    let probabilities = answers.softmaxRows(points.classNames.count)
    let shares = probabilities.map { numbers in
      Plane.Field(
        x: ranges.x, y: ranges.y,
        values: (0..<side).map { Array(numbers[$0 * side..<($0 + 1) * side]) })
    }
    var plane = Plane(
      axes: points.columnNames, field: shares.count == 2 ? shares[1] : nil,
      points: (0..<min(points.count, Self.pointLimit)).map { index in
        Plane.Point(Plane.Place(x: x[index], y: y[index]), group: points.labels[index])
      }, groups: points.classNames)
    plane.shares = shares
    return plane
  }

  /// All numbers with a tenth of their extent on both sides.
  private static func range(_ numbers: [Double]) -> ClosedRange<Double> {
    guard let low = numbers.min(), let high = numbers.max() else { return -1...1 }
    let air = low < high ? (high - low) / 10 : max(abs(low), 1)
    return low - air...high + air
  }

  private static func place(_ index: Int, _ range: ClosedRange<Double>) -> Double {
    let share = Double(index) / Double(side - 1)
    return range.lowerBound * (1 - share) + range.upperBound * share
  }
}

extension PictureTaker {
  func decision() -> Plane {
    guard let points = trainingSet.points, points.dimensions == 2 else { return Plane() }
    return DecisionMap(points).plane { x in
      let rows = chunks(of: x.shape[0], size: network.evaluationBatch).map { rows in
        network(x.sliced(rows[0]..<rows[0] + rows.count, axis: 0), weights)
      }
      return Tensor.concatenated(rows, axis: 0)
    }
  }
}

extension Tensor {
  /// p = exp(z − max z) / Σ exp(z − max z) of each row, of the first columns.
  /// - Shape: z [N, V] → `count` columns of N
  func softmaxRows(_ count: Int) -> [[Double]] {
    let (rows, columns) = rowsAndColumns
    var result = [[Double]](repeating: [], count: count)
    for row in 0..<rows {
      let z = scalars[row * columns..<(row + 1) * columns].map(Double.init)
      let largest = z.max() ?? 0
      let powers = z.map { ($0 - largest).exp() }
      let sum = powers.reduce(0, +)
      for column in 0..<count { result[column].append(powers[column] / sum) }
    }
    return result
  }
}
