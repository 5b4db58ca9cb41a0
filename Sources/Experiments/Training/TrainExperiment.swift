internal import Datasets
package import Networks
internal import Tensors

/// One arm's network on its way: weights, optimizer, order of the data, step, and what was measured.
///
/// Everything in it is a function of plan, seed and data: `advance` gives the same bits whenever,
/// wherever and however observed it is called.
package struct TrainExperiment: Experiment {
  /// Every so many steps the weights are looked at besides the loss.
  static let weightCheckInterval = 64

  package private(set) var plan: TrainPlan
  package private(set) var trainer: Trainer
  /// Lent for as long as this lives.
  private let lent: SharedData
  private var batches: ShuffledBatches
  /// Of this run.
  private let seed: Seed
  /// The batch of the next step, gathered when first wanted.
  private var nextBatch: (x: Tensor, labels: [Int])?
  private var curves: CurveSet
  private var recorder: MetricRecorder
  private var held: HeldReadings
  private var landscapes = Landscapes()
  /// The step at which loss or weights left the finite numbers.
  package private(set) var divergedAt: Int?
  /// What was changed in the plan to make it possible.
  package let notices: [String]
  /// The table of its layers.
  package let architecture: [ArchitectureRow]

  /// Builds the network and takes what is measured before the first step.
  /// - Throws: `NetworkFault`, `ExperimentFault`
  package init(plan: TrainPlan, _ start: ExperimentStart, data lent: SharedData) throws {
    let data = lent.content
    guard data.train.count > 0 else { throw ExperimentFault.noRecords(part: "training") }
    guard data.test.count > 0 else { throw ExperimentFault.noRecords(part: "test") }
    guard plan.training.batch > 0 else { throw ExperimentFault.emptyBatch(plan.training.batch) }
    let batch = min(plan.training.batch, data.train.count)
    notices =
      plan.notices
      + (batch == plan.training.batch
        ? [] : ["The batch of \(plan.training.batch) is more than the data: \(batch) are taken."])
    let network = try plan.network.network(batch: batch)
    try network.check(against: data)
    architecture = try plan.network.architecture()
    let seed = Seed(start.seed)
    self.seed = seed
    self.plan = plan
    self.lent = lent
    trainer = Trainer(
      network, seed: seed, optimizer: try plan.training.makeOptimizer(),
      loss: LossRule(
        labelSmoothing: plan.training.labelSmoothing,
        ignored: data.train.targetsPerExample > 1 ? -1 : nil))
    batches = ShuffledBatches(count: data.train.count, batchSize: batch, seed: seed)
    curves = CurveSet(
      probes: start.probes.filter { start.evaluatesAlongTheWay || !$0.isEvaluation },
      capacity: start.historyCapacity)
    recorder = MetricRecorder(start.recording, probes: start.probes)
    held = HeldReadings(start.probes)
    takeScheduledReadings()
  }

  var data: TrainingData { lent.content }
  /// Training steps taken.
  package var step: Int { trainer.step }
  package var parameterCount: Int { trainer.network.parameterCount }
  /// Values at the steps that were to be recorded and have been reached.
  package var recorded: [MetricKey: Double] { recorder.values }

  // MARK: Training

  /// One training step. Without effect after divergence.
  package mutating func advance() {
    guard divergedAt == nil else { return }
    EngineRuntime.computing { takeStep() }
    landscapes.forget(before: step)
  }

  private mutating func takeStep() {
    let batch = upcomingBatch()
    nextBatch = nil
    let rate = plan.training.learningRate(at: step)
    let loss = trainer.train(batch.x, batch.labels, learningRate: rate)
    curves.append(loss: loss, learningRate: rate)
    let isChecked = step.isMultiple(of: Self.weightCheckInterval)
    if !loss.isFinite || isChecked && !trainer.weights.isFinite {
      divergedAt = step
      recorder.diverge()
    } else {
      takeScheduledReadings()
    }
  }

  /// Trains from other weights than the seed's. What layers draw while training changes, too.
  package mutating func start(from weights: Weights) {
    precondition(step == 0, "start: \(step) steps are taken")
    trainer = Trainer(
      trainer.network, weights: weights, optimizer: trainer.optimizer, loss: trainer.loss)
  }

  /// Goes on with other settings of the optimizer; its state stays.
  /// - Precondition: they differ in what can be turned live alone. All else, as another optimizer,
  ///   would be lost: it takes a new experiment.
  package mutating func retune(_ plan: any ExperimentPlan) {
    guard let training = (plan as? TrainPlan)?.training else {
      preconditionFailure("retune: a \(type(of: plan)) for a network that trains")
    }
    guard training != self.plan.training else { return }
    precondition(
      training.differsOnlyLive(from: self.plan.training),
      "retune: from \(self.plan.training) to \(training) takes a new experiment")
    self.plan.training = training
    trainer.optimizer = training.retuned(trainer.optimizer)
  }

  /// The batch of the next step; kept until then.
  @discardableResult
  private mutating func upcomingBatch() -> (x: Tensor, labels: [Int]) {
    if let nextBatch { return nextBatch }
    let batch = trainer.network.examples(
      batches.indices(step), of: data.train, augmentations: plan.augmentations, seed: seed,
      step: step)
    nextBatch = batch
    return batch
  }

  // MARK: Measuring

  /// A look into every layer at this step: these weights on the batch that is trained next. The step
  /// is taken by a copy and thrown away.
  /// - Precondition: the upcoming batch is there.
  private func observe() -> ObservedStep {
    guard let batch = nextBatch else { preconditionFailure("observe: no batch at step \(step)") }
    var copy = trainer
    return copy.trainObserving(
      batch.x, batch.labels, learningRate: plan.training.learningRate(at: step))
  }

  /// What the given probes read at this step; of layers, in each that is shown. A picture is empty
  /// where this network has nothing of the kind.
  /// - Parameter knobs: those that probes take their example from.
  package mutating func readings(
    of probes: [Probe], knobs: [String: KnobValue], until isOver: () -> Bool
  ) -> Readings {
    if probes.contains(where: \.looksInside) { upcomingBatch() }
    let following = probes.filter { $0.heldStep == nil }
    let content = contents(of: following, layerCount: shownLayerCount, knobs: knobs)
    var readings = content.mapValues { Reading(step: step, $0) }
    readings.merge(held.readings(of: probes)) { $1 }
    for probe in probes where probe.measure.isSlow {
      let landscape = landscape(probe, until: isOver)
      readings[probe.name] = Reading(
        step: step, .plane(landscape.plane), progress: landscape.progress)
    }
    return readings
  }

  /// The hidden ones, without the head, whose sums are the logits and drawn otherwise. A network of
  /// one layer is all head, and that is shown.
  private var shownLayerCount: Int { max(trainer.network.layerNames.count - 1, 1) }

  /// The loss around these weights, as far as it is known when `isOver` says so.
  private mutating func landscape(_ probe: Probe, until isOver: () -> Bool) -> Landscape {
    let make = unworkedLandscape(probe)
    return EngineRuntime.computing {
      landscapes.work(on: probe, at: step, until: isOver, make)
    }
  }

  /// Begins a landscape around the weights of this step.
  private func unworkedLandscape(_ probe: Probe) -> () -> Landscape {
    let (trainer, examples, seed) = (trainer, data.train, seed)
    return { Landscape(of: trainer, examples, seed: seed, lattice: LossPlane(probe)) }
  }

  package var owesValues: Bool { landscapes.owesValues }

  package mutating func settle(until isOver: () -> Bool) {
    let settled = EngineRuntime.computing { landscapes.settle(until: isOver) }
    for (value, probe, step) in settled { recorder.note(value, of: probe, at: step) }
  }

  /// - Parameter view: a look into the layers that others share; nil: one of its own.
  private func contents(
    of probes: [Probe], layerCount: Int, knobs: [String: KnobValue] = [:],
    view: Lazily<ObservedStep>? = nil
  ) -> [String: Reading.Content] {
    var contents: [String: Reading.Content] = [:]
    let view = view ?? Lazily { observe() }
    let layers = Lazily {
      ObservedLayer.all(
        Array(view.value.layers.prefix(layerCount)), of: plan.network,
        names: trainer.network.layerNames)
    }
    let spectra = Lazily { jacobianSpectra(layerCount) }
    let pictures = Lazily { PictureTaker(self) }
    for probe in probes {
      switch probe.measure.source {
      case .layer(let value): contents[probe.name] = .layers(layers.value.map(value))
      case .histogram(let value):
        contents[probe.name] = .histograms(layers.value.map(value))
      case .spectrum(let value): contents[probe.name] = .layers(spectra.value.map(value))
      case .normalization(let value):
        contents[probe.name] = .layers(view.value.statistics.map(value))
      case .recurrence(let read): contents[probe.name] = .series(read(view.value.recurrences))
      case .picture(let take):
        contents[probe.name] = .pictures(take(pictures.value, probe, knobs))
      case .trainingLoss, .learningRate, .evaluation, .landscape, .process: break
      }
    }
    return contents
  }

  /// Singular values of ∂x_l/∂x_1, l = 1, 2, …, at the first test image, descending.
  private func jacobianSpectra(_ layerCount: Int) -> [[Double]] {
    let network = trainer.network
    let jacobians = network.jacobians(at: network.examples([0], of: data.test).x, trainer.weights)
    return jacobians.prefix(layerCount).map { jacobian in
      // What single precision can't tell from zero is zero, as in the usual rank of a matrix.
      let values = singularValues(of: jacobian)
      let noise = (values.first ?? 0) * Double(jacobian.shape.max() ?? 0) * 0x1p-23
      return values.map { $0 > noise || !$0.isFinite ? $0 : 0 }
    }
  }

  /// What the lesson wants measured at this step, whoever looks.
  private mutating func takeScheduledReadings() {
    let (sampled, due, kept) = (
      curves.due(at: step), recorder.due(at: step), held.due(at: step)
    )
    guard !sampled.isEmpty || !due.isEmpty || !kept.isEmpty else { return }
    // The loss before the first step is that of the batch which it will see.
    if step == 0 || (sampled + due + kept).contains(where: \.looksInside) { upcomingBatch() }
    let found = scheduledReadings(sampled, due, kept)
    held.note(found.kept, at: step)
    curves.appendEvaluations(at: step) { found.numbers[$0.name] ?? .nan }
    for probe in due where probe.isNumber {
      if let number = found.numbers[probe.name] {
        recorder.note(number, of: probe, at: step)
      } else {
        landscapes.owe(probe, at: step, unworkedLandscape(probe))
      }
    }
    recorder.note(found.places.filter { place in due.contains { $0.name == place.key } }, at: step)
  }

  private typealias ScheduledReadings = (
    numbers: [String: Double], places: [String: Reading.Content], kept: [String: Reading.Content]
  )

  /// By probe: numbers, all but those that take long, numbers by place, and what is kept of this step.
  private func scheduledReadings(
    _ sampled: [Probe], _ due: [Probe], _ kept: [Probe]
  ) -> ScheduledReadings {
    let view = Lazily { observe() }
    let byPlace = (sampled + due).filter { $0.measure.form == .layers || $0.form == .series }
    let places = contents(
      of: byPlace, layerCount: trainer.network.layerNames.count, view: view)
    let evaluations = Evaluations(trainer, data, batch: batches.batchSize)
    var numbers: [String: Double] = [:]
    for probe in sampled + due where probe.isCurve && numbers[probe.name] == nil {
      numbers[probe.name] =
        places[probe.name]?.value(probe.layer)
        ?? networkValue(of: probe, evaluations) { view.value.loss }
    }
    return (numbers, places, contents(of: kept, layerCount: shownLayerCount, view: view))
  }

  private func networkValue(
    of probe: Probe, _ evaluations: Evaluations, firstLoss: () -> Double
  ) -> Double {
    switch probe.measure.source {
    case .learningRate: plan.training.learningRate(at: step)
    // The mean loss of the last steps; before the first, the loss of the batch that it will see.
    case .trainingLoss: step == 0 ? firstLoss() : curves.latest(probe.name) ?? .nan
    case .evaluation: evaluations.value(probe)
    case .layer, .histogram, .spectrum, .normalization, .recurrence, .picture, .landscape,
      .process:
      .nan
    }
  }

  /// The curves of the probes that are one number a step, at most `resolution` buckets each.
  package func traces(_ steps: ClosedRange<Int>?, resolution: Int) -> [String: Trace] {
    curves.traces(steps, resolution: resolution)
  }

  /// The curves with every value.
  /// - Precondition: the history was given unbounded capacity.
  package var series: [String: CurveSeries] { curves.series }
}

/// A value that is worked out when first asked for.
private final class Lazily<Value> {
  private let make: () -> Value
  private(set) lazy var value = make()

  init(_ make: @escaping () -> Value) { self.make = make }
}
