internal import Networks
internal import Tensors

/// The walk of an optimizer down a surface. The place is a weight in single precision, updated by the
/// very optimizers that train networks; loss and gradient are computed in double precision.
struct Descent: Process {
  private(set) var plan: DescendPlan
  private var weights: Weights
  private var optimizer: any Optimizer
  private var noise: RandomStream
  private var step = 0
  private(set) var path: DescentPath
  let ground: Ground
  /// The length of the newest step; NaN before the first.
  private(set) var stepLength = Double.nan

  init(_ plan: DescendPlan, seed: Seed) throws {
    self.plan = plan
    ground = Ground(plan.surface)
    weights = Weights(
      tensors: [Tensor(shape: [plan.start.count], scalars: plan.start.map(Float.init))])
    optimizer = try plan.training.makeOptimizer()
    noise = seed.stream("gradient noise")
    path = DescentPath(weights.place)
  }

  var place: [Double] { weights.place }
  var loss: Double { plan.surface(place) }
  var isFinite: Bool { place.allSatisfy(\.isFinite) && loss.isFinite }

  /// ‖w − w*‖; NaN where nobody says where the minimum is.
  var distance: Double {
    guard let minimum = plan.minimum else { return .nan }
    return Self.length(zip(place, minimum).map { $0 - $1 })
  }

  mutating func advance() {
    let before = place
    let slope = plan.surface.gradient(before).map { part in
      plan.noise > 0 ? part + plan.noise * noise.nextNormal() : part
    }
    optimizer.update(
      &weights, gradients: [Tensor(shape: [slope.count], scalars: slope.map(Float.init))],
      learningRate: plan.training.learningRate(at: step))
    step += 1
    stepLength = Self.length(zip(place, before).map { $0 - $1 })
    if isFinite { path.append(place) }
  }

  mutating func retune(_ plan: DescendPlan) {
    guard plan != self.plan else { return }
    self.plan = plan
    optimizer = plan.training.retuned(optimizer)
  }

  private static func length(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}

extension Weights {
  fileprivate var place: [Double] { tensors[0].scalars.map(Double.init) }
}

/// The places of a walk, all of them at first, and evenly fewer where it becomes long.
struct DescentPath: Sendable {
  /// At most so many are kept.
  static let limit = 4_096

  private(set) var places: [[Double]]
  /// The last place, kept or not.
  private var last: [Double]
  private var stride = 1
  private var count = 0

  init(_ start: [Double]) {
    places = [start]
    last = start
  }

  mutating func append(_ place: [Double]) {
    count += 1
    last = place
    guard count.isMultiple(of: stride) else { return }
    places.append(place)
    guard places.count > Self.limit else { return }
    places = places.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    stride *= 2
  }

  /// From the start to where it is now.
  var all: [[Double]] { places.last == last ? places : places + [last] }
}
