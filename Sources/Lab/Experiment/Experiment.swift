internal import Datasets
internal import Lessons
internal import Networks
internal import Tensors

/// One arm's network on its way: weights, optimizer, order of the data, step, and what was measured.
///
/// Confined to one thread. Everything in it is a function of plan, seed and data: `advance` gives the
/// same bits whenever, wherever and however observed it is called.
final class Experiment {
  /// Every so many steps the weights are looked at besides the loss.
  static let weightCheckInterval = 64

  private(set) var plan: ExperimentPlan
  private(set) var trainer: Trainer
  private let data: TrainingData
  private var batches: ShuffledBatches
  /// The batch of the next step, gathered when first wanted.
  private var nextBatch: (x: Tensor, labels: [Int])?
  private var curves: CurveSet
  private var recorder: MetricRecorder
  /// The step at which loss or weights left the finite numbers.
  private(set) var divergedAt: Int?
  /// What was changed in the plan to make it possible.
  let notices: [String]

  /// Builds the network and takes what is measured before the first step.
  /// - Parameters:
  ///   - probes: those of the whole network become curves.
  ///   - recording: the values to keep when the run passes their steps.
  ///   - evaluatesAlongTheWay: whether curves on the test set are wanted, not only named values.
  ///   - historyCapacity: the finest cells that a curve keeps.
  /// - Throws: `NetworkFault`, `ExperimentFault`
  init(
    plan: ExperimentPlan, seed: UInt64, data: TrainingData, probes: [Probe],
    recording: [MetricKey], evaluatesAlongTheWay: Bool = true, historyCapacity: Int = 16_384
  ) throws {
    guard data.train.count > 0 else { throw ExperimentFault.noRecords(part: "training") }
    guard plan.training.batch > 0 else { throw ExperimentFault.emptyBatch(plan.training.batch) }
    let batch = min(plan.training.batch, data.train.count)
    notices =
      plan.notices
      + (batch == plan.training.batch
        ? [] : ["The batch of \(plan.training.batch) is more than the data: \(batch) are taken."])
    let network = try Network(plan.network, data: data, batch: batch)
    let seed = Seed(seed)
    self.plan = plan
    self.data = data
    trainer = Trainer(network, seed: seed, optimizer: try plan.training.makeOptimizer())
    batches = ShuffledBatches(count: data.train.count, batchSize: batch, seed: seed)
    curves = CurveSet(
      probes: probes.filter { evaluatesAlongTheWay || !$0.measure.isEvaluation },
      capacity: historyCapacity)
    recorder = MetricRecorder(recording, probes: probes)
    takeScheduledReadings()
  }

  /// Training steps taken.
  var step: Int { trainer.step }
  var parameterCount: Int { trainer.network.parameterCount }
  /// Values at the steps that were to be recorded and have been reached.
  var recorded: [MetricKey: Double] { recorder.values }

  // MARK: Training

  /// One training step. Without effect after divergence.
  func advance() {
    guard divergedAt == nil else { return }
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
  func start(from weights: Weights) {
    precondition(step == 0, "start: \(step) steps are taken")
    trainer = Trainer(trainer.network, weights: weights, optimizer: trainer.optimizer)
  }

  /// Goes on with other settings of the optimizer; its state stays.
  func retune(_ training: TrainingPlan) {
    guard training != plan.training else { return }
    plan.training = training
    trainer.setSGD(momentum: training.momentum, weightDecay: training.weightDecay)
  }

  private func upcomingBatch() -> (x: Tensor, labels: [Int]) {
    if let nextBatch { return nextBatch }
    let batch = rows(data.train, batches.indices(step))
    nextBatch = batch
    return batch
  }

  /// The examples at `indices` with their numbers side by side, [B, D], as dense layers take them.
  private func rows(_ set: TrainingSet, _ indices: [Int]) -> (x: Tensor, labels: [Int]) {
    let batch = set.batch(indices)
    return (batch.x.reshaped([indices.count, set.featureCount]), batch.labels)
  }

  // MARK: Measuring

  /// A look into every layer at this step: these weights on the batch that is trained next. The step
  /// is taken by a copy and thrown away.
  func observe() -> (loss: Double, layers: [Observation]) {
    let batch = upcomingBatch()
    var copy = trainer
    return copy.trainObserving(
      batch.x, batch.labels, learningRate: plan.training.learningRate(at: step))
  }

  /// What the given probes read in each layer that is shown, at this step.
  func readings(of probes: [Probe]) -> LayerReadings {
    let needsPass = probes.contains { !$0.measure.isJacobian }
    return readings(
      of: probes, from: needsPass ? observe().layers : [], layerCount: plan.network.shownLayerCount)
  }

  private func readings(
    of probes: [Probe], from layers: [Observation], layerCount: Int
  ) -> LayerReadings {
    var readings = LayerReadings(step: step)
    let meter = LayerMeter(plan: plan.network, layers: Array(layers.prefix(layerCount)))
    let needsJacobian = probes.contains { $0.measure.isJacobian }
    let spectra = needsJacobian ? jacobianSpectra(layerCount) : []
    for probe in probes where probe.measure.isPerLayer {
      if probe.measure.isHistogram {
        readings.histograms[probe.name] = meter.histograms(probe.measure)
      } else if let rank = probe.measure.jacobianRank {
        readings.values[probe.name] = spectra.map(rank)
      } else {
        readings.values[probe.name] = meter.values(probe.measure)
      }
    }
    return readings
  }

  /// Singular values of ∂x_l/∂x_1, l = 1, 2, …, at the first test image, descending.
  private func jacobianSpectra(_ layerCount: Int) -> [[Double]] {
    let images = data.test.count > 0 ? data.test : data.train
    let jacobians = trainer.network.jacobians(at: rows(images, [0]).x, trainer.weights)
    return jacobians.prefix(layerCount).map { jacobian in
      // What single precision can't tell from zero is zero, as in the usual rank of a matrix.
      let values = singularValues(of: jacobian)
      let noise = (values.first ?? 0) * Double(jacobian.shape.max() ?? 0) * 0x1p-23
      return values.map { $0 > noise || !$0.isFinite ? $0 : 0 }
    }
  }

  /// Loss and accuracy on the whole test set, in inference mode.
  func evaluate() -> (loss: Double, accuracy: Double) {
    let chunk = 256
    var (loss, accuracy) = (0.0, 0.0)
    for start in stride(from: 0, to: data.test.count, by: chunk) {
      let rows = Array(start..<min(start + chunk, data.test.count))
      let batch = self.rows(data.test, rows)
      let result = trainer.evaluate(batch.x, batch.labels)
      loss += result.loss * Double(rows.count)
      accuracy += result.accuracy * Double(rows.count)
    }
    let count = Double(data.test.count)
    return (loss / count, accuracy / count)
  }

  /// What the lesson wants measured at this step, whoever looks.
  private func takeScheduledReadings() {
    let (wantsEvaluation, due) = (curves.wantsEvaluation(at: step), recorder.due(at: step))
    guard wantsEvaluation || due != nil else { return }
    let evaluation = Lazily { [unowned self] in evaluate() }
    if wantsEvaluation { curves.append(evaluation: evaluation.value, at: step) }
    guard let due else { return }
    let observation = Lazily { [unowned self] in observe() }
    for probe in due.probes where !probe.measure.isPerLayer {
      recorder.note(
        networkValue(of: probe, evaluation, firstLoss: { observation.value.loss }), of: probe,
        at: step)
    }
    let layerProbes = due.probes.filter { $0.measure.isPerLayer && !$0.measure.isHistogram }
    guard !layerProbes.isEmpty else { return }
    let needsPass = layerProbes.contains { !$0.measure.isJacobian }
    let all = readings(
      of: layerProbes, from: needsPass ? observation.value.layers : [],
      layerCount: plan.network.layers.count)
    recorder.note(all, at: step)
  }

  private func networkValue(
    of probe: Probe, _ evaluation: Lazily<(loss: Double, accuracy: Double)>,
    firstLoss: () -> Double
  ) -> Double {
    switch probe.measure {
    case .testLoss: evaluation.value.loss
    case .testAccuracy: evaluation.value.accuracy
    case .learningRate: plan.training.learningRate(at: step)
    // The mean loss of the last steps; before the first, the loss of the batch that it will see.
    default: step == 0 ? firstLoss() : curves.latest(probe.name) ?? .nan
    }
  }

  /// The curves of the probes that are one number a step, at most `resolution` buckets each.
  func traces(_ steps: ClosedRange<Int>?, resolution: Int) -> [String: Trace] {
    curves.traces(steps, resolution: resolution)
  }

  /// The curves with every value.
  /// - Precondition: the history was given unbounded capacity.
  var series: [String: HeadlessRun.Series] { curves.series }
}

/// A value that is worked out when first asked for.
private final class Lazily<Value> {
  private let make: () -> Value
  private(set) lazy var value = make()

  init(_ make: @escaping () -> Value) { self.make = make }
}
