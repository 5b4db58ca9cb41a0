internal import Networks
internal import Tensors

/// The walk of an optimizer down a surface. The place is a weight in single precision, updated by the
/// very optimizers that train networks; loss and gradient are computed in double precision. Where there
/// are several walkers, the weight has a row for each, and what is shown is the first one.
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
      tensors: [
        Tensor(
          shape: [plan.walkers, plan.start.count],
          scalars: (0..<plan.walkers).flatMap { _ in plan.start.map(Float.init) })
      ])
    optimizer = try plan.training.makeOptimizer()
    noise = seed.stream("gradient noise")
    path = DescentPath(weights.place(of: 0))
  }

  /// Of the first walker.
  var place: [Double] { weights.place(of: 0) }
  var loss: Double { plan.surface(place) }
  var isFinite: Bool { weights.isFinite && loss.isFinite }

  /// The mean square distance of the walkers from their mean, along a variable; NaN of one alone.
  func variance(_ variable: Int) -> Double {
    let count = plan.start.count
    let places = (0..<plan.walkers).map { weights.tensors[0].scalars[$0 * count + variable] }
    let mean = places.reduce(0) { $0 + Double($1) } / Double(places.count)
    let squares = places.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return squares / Double(places.count - 1)
  }

  /// ‖w − w*‖; NaN where nobody says where the minimum is.
  var distance: Double {
    guard let minimum = plan.minimum else { return .nan }
    return Self.length(zip(place, minimum).map { $0 - $1 })
  }

  func tell(in archive: inout ArchiveWriter) {
    archive.write(weights.tensors) { $0.write($1) }
    archive.write(optimizer.state)
  }

  mutating func advance() {
    let before = place
    let slopes = (0..<plan.walkers).flatMap { walker in
      plan.surface.gradient(weights.place(of: walker)).map { part in
        Float(plan.noise > 0 ? part + plan.noise * noise.nextNormal() : part)
      }
    }
    optimizer.update(
      &weights,
      gradients: [Tensor(shape: [plan.walkers, plan.start.count], scalars: slopes)],
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
  fileprivate func place(of walker: Int) -> [Double] {
    let count = tensors[0].shape[1]
    return tensors[0].scalars[walker * count..<(walker + 1) * count].map(Double.init)
  }
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
