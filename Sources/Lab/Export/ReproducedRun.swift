internal import Datasets
internal import Experiments
internal import Lessons
internal import Networks
internal import Tensors

/// All that it takes to repeat an arm's run elsewhere, and what it has to give.
struct ReproducedRun: Sendable {
  let network: Network
  /// Before the first step.
  let weights: Weights
  /// Of every step, before it is taken; the last one isn't finite where the run diverged.
  let losses: [Double]
  /// The training records of every step.
  let batches: [[Int]]
  /// The share of right answers on the test set at the end; nil where the run diverged.
  let accuracy: Double?
  /// The steps at which the network was operated on, and the weights after each time.
  let operated: [(step: Int, weights: Weights)]
  /// The steps over which rounding alone leaves the losses as they are.
  let comparedSteps: Int

  /// Twins that start from weights which differ a little.
  private static let twins = 4
  /// Twins go so far at most.
  private static let comparisonLimit = 50

  /// Training steps that all twins take at most.
  static func twinSteps(_ steps: Int) -> Int { twins * min(steps, comparisonLimit) }

  /// How much the twin's weights differ, relatively: more than what sums in another order bring.
  private static let disturbance: Float = 3e-6
  /// Beyond this relative difference of twins rounding decides.
  private static let twinTolerance = 3e-4

  /// Trains an arm for so many steps, and a twin for some.
  /// - Parameter note: is told the steps done.
  init(
    _ plan: TrainPlan, _ planned: [PlannedOperation], seed: UInt64, data lent: SharedData,
    shelf: DataLibrary, steps: Int, note: (Int) -> Void
  ) throws {
    let data = lent.content
    let probe = Probe(name: "loss", measure: .trainLoss, label: "loss")
    func experiment() throws -> TrainExperiment {
      try TrainExperiment(
        plan: plan,
        ExperimentStart(
          seed: seed, probes: [probe], recording: [], shelf: shelf, historyCapacity: .max),
        data: lent)
    }
    var original = try experiment()
    network = original.trainer.network
    weights = original.trainer.weights
    var operated: [(step: Int, weights: Weights)] = []
    losses = ReproducedRun.losses(of: &original, OperatedPlan(plan, planned), steps: steps, probe) {
      operated.append($0)
    } note: {
      note($0)
    }
    self.operated = operated
    let size = min(plan.training.batch, data.train.count)
    accuracy =
      original.divergedAt == nil
      ? Evaluations(original.trainer, data, batch: size).test().accuracy : nil

    var order = ShuffledBatches(count: data.train.count, batchSize: size, seed: Seed(seed))
    batches = losses.indices.map { order.indices($0) }

    var compared = min(losses.count, ReproducedRun.comparisonLimit)
    for number in 0..<ReproducedRun.twins {
      var twin = try experiment()
      twin.start(from: ReproducedRun.disturbed(weights, number))
      let done = steps + number * ReproducedRun.comparisonLimit
      let others = ReproducedRun.losses(
        of: &twin, OperatedPlan(plan, planned), steps: compared, probe
      ) { _ in
      } note: {
        note(done + $0)
      }
      compared = zip(losses, others).prefix { ReproducedRun.agree($0, $1) }.count
    }
    comparedSteps = compared
  }

  private static func agree(_ own: Double, _ other: Double) -> Bool {
    own == other || !own.isFinite && !other.isFinite
      || abs(own - other) <= twinTolerance * abs(own)
  }

  private static func losses(
    of experiment: inout TrainExperiment, _ operated: OperatedPlan, steps: Int, _ probe: Probe,
    operate: ((step: Int, weights: Weights)) -> Void, note: (Int) -> Void
  ) -> [Double] {
    var operated = operated
    func carryOut() {
      operated.carryOut(on: &experiment) { operate(($0.step, $0.trainer.weights)) }
    }
    carryOut()
    while experiment.step < steps, experiment.divergedAt == nil {
      experiment.advance()
      carryOut()
      if experiment.step.isMultiple(of: 32) { note(experiment.step) }
    }
    return experiment.series[probe.name]?.raw ?? []
  }

  /// w·(1 ± `disturbance`), the signs at random.
  private static func disturbed(_ weights: Weights, _ number: Int) -> Weights {
    var stream = Seed(0).stream("twin \(number)")
    return Weights(
      tensors: weights.tensors.map { tensor in
        let signs = stream.uniforms(tensor.shape, in: -1..<1).scalars
        return Tensor(
          shape: tensor.shape,
          scalars: zip(tensor.scalars, signs).map {
            $0 * (1 + ($1 < 0 ? -disturbance : disturbance))
          })
      })
  }
}
