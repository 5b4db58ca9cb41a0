internal import Datasets
package import Networks
internal import Tensors

/// One arm's network on its way: weights, optimizer, order of the data, step, and what was measured.
///
/// Confined to one thread. Everything in it is a function of plan, seed and data: `advance` gives the
/// same bits whenever, wherever and however observed it is called.
package final class TrainExperiment: Experiment {
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
      probes: start.probes.filter { start.evaluatesAlongTheWay || !$0.measure.isEvaluation },
      capacity: start.historyCapacity)
    recorder = MetricRecorder(start.recording, probes: start.probes)
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
  package func advance() {
    guard divergedAt == nil else { return }
    EngineRuntime.computing { takeStep() }
    landscapes.forget(before: step)
  }

  private func takeStep() {
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
  package func start(from weights: Weights) {
    precondition(step == 0, "start: \(step) steps are taken")
    trainer = Trainer(
      trainer.network, weights: weights, optimizer: trainer.optimizer, loss: trainer.loss)
  }

  /// Goes on with other settings of the optimizer; its state stays.
  /// - Precondition: they differ in what can be turned live alone. All else, as another optimizer,
  ///   would be lost: it takes a new experiment.
  package func retune(_ plan: any ExperimentPlan) {
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

  /// The batch of the next step.
  func upcomingBatch() -> (x: Tensor, labels: [Int]) {
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
  func observe() -> ObservedStep {
    let batch = upcomingBatch()
    var copy = trainer
    return copy.trainObserving(
      batch.x, batch.labels, learningRate: plan.training.learningRate(at: step))
  }

  /// What the given probes read at this step; of layers, in each that is shown. A picture is empty
  /// where this network has nothing of the kind.
  /// - Parameter knobs: those that probes name.
  package func readings(
    of probes: [Probe], knobs: [String: KnobValue], until isOver: () -> Bool
  ) -> Readings {
    // The hidden ones, without the head, whose sums are the logits and drawn otherwise. A network of
    // one layer is all head, and that is shown.
    let shown = max(trainer.network.layerNames.count - 1, 1)
    let content = contents(of: probes, layerCount: shown, knobs: knobs) { [unowned self] in
      observe()
    }
    var readings = content.mapValues { Reading(step: step, $0) }
    for probe in probes where probe.measure.isSlow {
      let landscape = landscape(probe, until: isOver)
      readings[probe.name] = Reading(
        step: step, .plane(landscape.plane), progress: landscape.progress)
    }
    return readings
  }

  /// The loss around these weights, as far as it is known when `isOver` says so.
  private func landscape(_ probe: Probe, until isOver: () -> Bool) -> Landscape {
    EngineRuntime.computing {
      landscapes.work(on: probe, at: step, until: isOver) { unworkedLandscape(probe) }
    }
  }

  private func unworkedLandscape(_ probe: Probe) -> Landscape {
    Landscape(of: trainer, data.train, seed: seed, lattice: LossPlane(probe))
  }

  package var owesValues: Bool { landscapes.owesValues }

  package func settle(until isOver: () -> Bool) {
    EngineRuntime.computing {
      landscapes.settle(until: isOver) { value, probe, step in
        recorder.note(value, of: probe, at: step)
      }
    }
  }

  private func contents(
    of probes: [Probe], layerCount: Int, knobs: [String: KnobValue] = [:],
    view: @escaping () -> ObservedStep
  ) -> [String: Reading.Content] {
    var contents: [String: Reading.Content] = [:]
    let view = Lazily(view)
    let layers = Lazily { [unowned self] in
      ObservedLayer.all(
        Array(view.value.layers.prefix(layerCount)), of: plan.network,
        names: trainer.network.layerNames)
    }
    let spectra = Lazily { [unowned self] in jacobianSpectra(layerCount) }
    let pictures = Lazily { [unowned self] in PictureTaker(self) }
    let texts = Lazily { [unowned self] in TextTaker(self, seed: seed) }
    let graphs = Lazily { [unowned self] in GraphTaker(self) { view.value } }
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
      case .text(let take): contents[probe.name] = .text(take(texts.value, probe, knobs))
      case .graph(let take): contents[probe.name] = .graph(take(graphs.value, probe))
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
  private func takeScheduledReadings() {
    let (wantsEvaluation, due) = (curves.wantsEvaluation(at: step), recorder.due(at: step))
    guard wantsEvaluation || due != nil else { return }
    let evaluations = Evaluations(trainer, data, batch: batches.batchSize)
    if wantsEvaluation { curves.appendEvaluations(at: step, evaluations.value) }
    guard let due else { return }
    let view = Lazily { [unowned self] in observe() }
    for probe in due where probe.measure.isNumber && probe.measure.isSlow {
      landscapes.owe(probe, at: step) { unworkedLandscape(probe) }
    }
    for probe in due where probe.measure.isNumber && !probe.measure.isSlow {
      let value = networkValue(of: probe, evaluations) { view.value.loss }
      recorder.note(value, of: probe, at: step)
    }
    let layered = due.filter { $0.measure.form == .layers || $0.measure.form == .series }
    guard !layered.isEmpty else { return }
    let all = contents(of: layered, layerCount: trainer.network.layerNames.count) { view.value }
    recorder.note(all, at: step)
  }

  private func networkValue(
    of probe: Probe, _ evaluations: Evaluations, firstLoss: () -> Double
  ) -> Double {
    switch probe.measure.source {
    case .learningRate: plan.training.learningRate(at: step)
    // The mean loss of the last steps; before the first, the loss of the batch that it will see.
    case .trainingLoss: step == 0 ? firstLoss() : curves.latest(probe.name) ?? .nan
    case .evaluation: evaluations.value(probe)
    case .layer, .histogram, .spectrum, .normalization, .recurrence, .picture, .graph,
      .text, .landscape, .process:
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
