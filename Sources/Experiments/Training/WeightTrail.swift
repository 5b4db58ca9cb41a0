internal import Networks
internal import Tensors

/// The weights that a run had on its way: at regular steps, fewer of them as it gets longer.
struct WeightTrail {
  /// Above it every second one is let go, and the steps between them double.
  static let limit = 64

  private(set) var interval: Int
  private(set) var kept: [(step: Int, weights: Weights)] = []

  /// - Parameter interval: steps between the first ones.
  init(every interval: Int) { self.interval = max(interval, 1) }

  /// Whether there are places enough for a plane.
  func hasWay(before step: Int) -> Bool { kept.count { $0.step < step } >= 2 }

  mutating func note(_ weights: Weights, at step: Int) {
    guard step.isMultiple(of: interval) else { return }
    kept.append((step, weights))
    guard kept.count > Self.limit else { return }
    interval *= 2
    kept.removeAll { !$0.step.isMultiple(of: interval) }
  }
}

/// Keeping.
extension WeightTrail {
  func keep(in archive: inout ArchiveWriter) {
    archive.write(interval)
    archive.write(kept) { archive, place in
      archive.write(place.step)
      archive.write(place.weights.tensors) { $0.write($1) }
    }
  }

  /// - Parameter weights: of the same shapes.
  mutating func restore(
    from archive: inout ArchiveReader, like weights: Weights
  ) throws(ArchiveFault) {
    interval = try archive.integer()
    guard interval > 0 else { throw ArchiveFault("a trail has the interval \(interval)") }
    kept = try archive.array { (archive) throws(ArchiveFault) in
      (try archive.integer(), try archive.weights(like: weights))
    }
  }
}

extension ArchiveReader {
  mutating func weights(like weights: Weights) throws(ArchiveFault) -> Weights {
    let tensors = try array { (archive) throws(ArchiveFault) in try archive.tensor() }
    guard tensors.map(\.shape) == weights.tensors.map(\.shape) else {
      throw ArchiveFault("it is of another network")
    }
    return Weights(tensors: tensors)
  }
}

/// The plane that holds most of a run's way, through the weights at its end: the first two principal
/// components of the weights that it had.
/// - Source: Li, Xu, Taylor, Studer, Goldstein 2018, section 7.
struct TrailPlane {
  /// Two unit vectors in the space of what is trained.
  let directions: [[Double]]
  /// Where the run was, seen from its end, the end included.
  let places: [Plane.Place]
  /// The part of the variance that the plane holds, 0 … 1.
  let share: Double

  /// nil: fewer than three places, or a way of no length.
  init?(_ trail: WeightTrail, end: Weights, at step: Int, _ space: TrainedSpace) {
    let before = trail.kept.filter { $0.step < step }.map(\.weights)
    guard before.count >= 2 else { return nil }
    let last = space.vector(end)
    func difference(_ weights: Weights) -> [Double] {
      zip(space.vector(weights), last).map { $0 - $1 }
    }
    // Differences from the end, of which that of the end itself is 0. Their products alone are kept:
    // n × n numbers, where the differences are as many times the weights.
    let count = before.count + 1
    var products = [Double](repeating: 0, count: count * count)
    for row in before.indices {
      let own = difference(before[row])
      for column in row..<before.count {
        let product = zip(own, difference(before[column])).reduce(0) { $0 + $1.0 * $1.1 }
        products[row * count + column] = product
        products[column * count + row] = product
      }
    }
    guard let found = Self.components(of: products, count), found.lengths[0] > 0 else { return nil }
    share = found.share
    var directions = [[Double]](repeating: [Double](repeating: 0, count: last.count), count: 2)
    for (index, weights) in before.enumerated() {
      let own = difference(weights)
      for axis in 0..<2 where found.lengths[axis] > 0 {
        let factor = found.vectors[axis][index] / found.lengths[axis]
        for place in own.indices { directions[axis][place] += factor * own[place] }
      }
    }
    self.directions = directions
    places = (0..<count).map { row in
      let coordinates = (0..<2).map { axis in
        found.lengths[axis] > 0
          ? (0..<count).reduce(0.0) {
            $0 + found.vectors[axis][$1] * products[row * count + $1] / found.lengths[axis]
          } : 0
      }
      return Plane.Place(x: coordinates[0], y: coordinates[1])
    }
  }

  /// The two largest principal components of points that are known by their products: how to add up
  /// the points for each, and how long that sum is.
  private static func components(
    of products: [Double], _ count: Int
  ) -> (vectors: [[Double]], lengths: [Double], share: Double)? {
    let means = (0..<count).map { row in
      products[row * count..<(row + 1) * count].reduce(0, +) / Double(count)
    }
    let mean = means.reduce(0, +) / Double(count)
    var centered = products
    for row in 0..<count {
      for column in 0..<count {
        centered[row * count + column] += mean - means[row] - means[column]
      }
    }
    guard let found = rightSingularVectors(of: centered, rows: count, columns: count) else {
      return nil
    }
    let total = found.values.reduce(0, +)
    let share = total > 0 ? (found.values[0] + found.values[1]) / total : 0
    let vectors = (0..<2).map { axis -> [Double] in
      let vector = Array(found.vectors[axis * count..<(axis + 1) * count])
      // The end lies to the right of and above the start; a vector's own sign is free.
      let average = vector.reduce(0, +) / Double(count)
      let isTurned = vector[count - 1] < vector[0]
      return vector.map { isTurned ? average - $0 : $0 - average }
    }
    return (vectors, found.values.prefix(2).map { $0 > 0 ? $0.squareRoot() : 0 }, share)
  }
}
