internal import Datasets
internal import Networks
internal import Tensors

/// The loss over a plane through the weights of one step: worked out point by point, by its own copy
/// of the weights. The plane is spanned by two filter-normalized random directions of the run's seed,
/// or by those that its way to here took.
///
/// The loss is that of at most `exampleLimit` training examples as in inference, with the batch's own
/// statistics where there is batch normalization: running averages belong to the middle alone.
/// - Source: Li, Xu, Taylor, Studer, Goldstein 2018.
struct Landscape {
  static let exampleLimit = 500

  private(set) var lattice: LossPlane
  private let trainer: Trainer
  private let space: TrainedSpace
  private let ground: LandscapeGround
  private let examples: [(x: Tensor, labels: [Int])]

  /// - Parameter lattice: with nothing computed yet.
  init(of trainer: Trainer, _ set: TrainingSet, over ground: LandscapeGround, lattice: LossPlane) {
    space = TrainedSpace(trainer.network)
    self.lattice = lattice
    self.trainer = trainer
    self.ground = ground
    let count = min(set.count, Self.exampleLimit)
    let chunk = trainer.network.evaluationBatch(atMost: Self.exampleLimit)
    examples = chunks(of: count, size: chunk).map { trainer.network.examples($0, of: set) }
  }

  var progress: Double { lattice.progress }

  /// Computes points, one at least, until all are there or `isOver` says so.
  mutating func work(until isOver: () -> Bool) {
    lattice.run(loss) { _ in !isOver() }
  }

  /// L(w + x·u + y·v), x and y where the ground has the lattice's a and b.
  private func loss(_ a: Double, _ b: Double) -> Double {
    let moved = Trainer(
      trainer.network,
      weights: space.moved(
        trainer.weights,
        along: [
          (ground.x.at(a, lattice.extent), ground.directions[0]),
          (ground.y.at(b, lattice.extent), ground.directions[1]),
        ]),
      loss: trainer.loss)
    var (sum, count) = (0.0, 0)
    for (x, labels) in examples {
      let weight = trainer.loss.count(labels)
      sum += Double(weight) * moved.evaluate(x, labels, usesBatchStatistics: true).loss
      count += weight
    }
    return sum / Double(count)
  }

  /// What is known so far: a point that is missing has the loss of one near it, and NaN until the
  /// corners are there.
  var plane: Plane {
    let places = 0..<lattice.side
    return Plane(
      axes: ground.axes,
      field: Plane.Field(
        x: ground.x.range(lattice.extent), y: ground.y.range(lattice.extent),
        values: places.map { row in
          places.map { lattice.value(row: row, column: $0) ?? .nan }
        }),
      path: ground.path)
  }
}

/// The landscapes of one run that are under way.
struct Landscapes {
  /// Probes that look at the same points of the same step share a landscape.
  private struct Key: Hashable {
    var step: Int
    var side: Int
    var extent: Double
    var isOfTrail: Bool
    /// Operations on the network before it.
    var operations: Int

    init(_ probe: Probe, _ step: Int, _ operations: Int) {
      let lattice = LossPlane(probe)
      (self.step, side, extent) = (step, lattice.side, lattice.extent)
      isOfTrail = probe.measure.isOfTrail
      self.operations = operations
    }
  }

  private var open: [Key: Landscape] = [:]
  /// Numbers to be recorded, in the order of their steps.
  private var owed: [(probe: Probe, key: Key)] = []
  private var operations = 0

  var owesValues: Bool { !owed.isEmpty }

  /// Takes note that a number of the landscape at this step is wanted.
  mutating func owe(_ probe: Probe, at step: Int, _ make: () -> Landscape) {
    let key = Key(probe, step, operations)
    begin(key, make)
    owed.append((probe, key))
  }

  /// Works on the landscape of a probe at a step.
  mutating func work(
    on probe: Probe, at step: Int, until isOver: () -> Bool, _ make: () -> Landscape
  ) -> Landscape {
    let key = Key(probe, step, operations)
    begin(key, make)
    return work(on: key, until: isOver)
  }

  /// Works on what is owed, the earliest first, and gives what it has come to.
  mutating func settle(
    until isOver: () -> Bool
  ) -> [(value: Double, probe: Probe, step: Int)] {
    var settled: [(value: Double, probe: Probe, step: Int)] = []
    while let (probe, key) = owed.first {
      let lattice = work(on: key, until: isOver).lattice
      guard lattice.isComplete else { break }
      settled.append((probe.measure.number(of: lattice), probe, key.step))
      owed.removeFirst()
    }
    return settled
  }

  /// Lets those go that nobody waits for any more.
  mutating func forget(before step: Int) {
    guard !open.isEmpty else { return }
    let wanted = Set(owed.map(\.key))
    open = open.filter { $0.key.step >= step || wanted.contains($0.key) }
  }

  /// The network is another one at the same step.
  mutating func begin(after operation: Operation) {
    operations += 1
    forget(before: .max)
  }

  private mutating func begin(_ key: Key, _ make: () -> Landscape) {
    if open[key] == nil { open[key] = make() }
  }

  private mutating func work(on key: Key, until isOver: () -> Bool) -> Landscape {
    guard var landscape = open[key] else { preconditionFailure("work: no landscape \(key)") }
    if !landscape.lattice.isComplete { landscape.work(until: isOver) }
    open[key] = landscape
    return landscape
  }
}
