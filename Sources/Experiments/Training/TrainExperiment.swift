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

  package internal(set) var plan: TrainPlan
  package internal(set) var trainer: Trainer
  /// Lent for as long as this lives.
  let lent: SharedData
  var batches: ShuffledBatches
  /// Of this run.
  let seed: Seed
  /// The batch of the next step, gathered when first wanted.
  var nextBatch: (x: Tensor, labels: [Int])?
  var curves: CurveSet
  var recorder: MetricRecorder
  var held: HeldReadings
  var landscapes = Landscapes()
  /// Where a probe looks back.
  var trail: WeightTrail?
  /// The step at which loss or weights left the finite numbers.
  package internal(set) var divergedAt: Int?
  /// What was done to the network on its way.
  package internal(set) var operations: [OperationEffect] = []
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
    precondition(plan.operations.isEmpty, "begin: operations are carried out at their steps")
    let network = try plan.network.network(batch: batch)
    try network.check(against: data)
    architecture = try plan.network.architecture()
    let seed = Seed(start.seed)
    self.seed = seed
    self.plan = plan
    self.lent = lent
    let weights =
      try plan.weights.map { try network.weights(from: start.shelf.checkpoint($0)) }
      ?? network.weights(seed: seed)
    trainer = Trainer(
      network, weights: weights, seed: seed, optimizer: try plan.training.makeOptimizer(),
      loss: LossRule(
        labelSmoothing: plan.training.labelSmoothing,
        ignored: data.train.targetsPerExample > 1 ? -1 : nil))
    batches = ShuffledBatches(count: data.train.count, batchSize: batch, seed: seed)
    curves = CurveSet(
      probes: start.probes.filter { start.evaluatesAlongTheWay || !$0.isEvaluation },
      capacity: start.historyCapacity)
    recorder = MetricRecorder(start.recording, probes: start.probes)
    held = HeldReadings(start.probes)
    trail = start.probes.filter(\.measure.isOfTrail).map(\.every).min().map(WeightTrail.init)
    trail?.note(trainer.weights, at: 0)
    takeScheduledReadings()
  }

  var data: TrainingData { lent.content }
  /// Training steps taken.
  package var step: Int { trainer.step }
  package var parameterCount: Int { trainer.network.parameterCount }
  package var copiedBytes: Int {
    4 * plan.training.keptNumbersPerWeight * parameterCount + curves.copiedBytes
  }
  package var sharedBytes: Int { curves.sharedBytes }
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
      let step = step
      trail?.note(trainer.weights, at: step)
      recorder.note(loss: loss, learningRate: rate, at: step)
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
    guard let plan = plan as? TrainPlan else {
      preconditionFailure("retune: a \(type(of: plan)) for a network that trains")
    }
    operate(plan)
    let training = plan.training
    guard training != self.plan.training else { return }
    precondition(
      training.differsOnlyLive(from: self.plan.training),
      "retune: from \(self.plan.training) to \(training) takes a new experiment")
    self.plan.training = training
    trainer.optimizer = training.retuned(trainer.optimizer)
  }

  /// The numbers of the examples that the next step trains on.
  mutating func upcomingRows() -> [Int] { batches.indices(step) }

  /// These examples as the network will see them; kept until then.
  @discardableResult
  mutating func upcomingBatch() -> (x: Tensor, labels: [Int]) {
    if let nextBatch { return nextBatch }
    let batch = trainer.network.examples(
      upcomingRows(), of: data.train, augmentations: plan.augmentations, seed: seed,
      step: step)
    nextBatch = batch
    return batch
  }

  // MARK: Curves

  /// The curves of the probes that are one number a step, at most `resolution` buckets each.
  package func traces(_ steps: ClosedRange<Int>?, resolution: Int) -> [String: Trace] {
    curves.traces(steps, resolution: resolution)
  }

  /// The curves with every value.
  /// - Precondition: the history was given unbounded capacity.
  package var series: [String: CurveSeries] { curves.series }
}
