internal import Datasets
internal import Networks
internal import Tensors

extension TrainExperiment {
  /// Carries out what the newer plan has more, one after the other, at this step.
  mutating func operate(_ newer: TrainPlan) {
    for count in plan.operations.count..<newer.operations.count {
      var next = plan
      next.operations = Array(newer.operations.prefix(count + 1))
      operate(newer.operations[count], next)
    }
  }

  private mutating func operate(_ operation: Operation, _ next: TrainPlan) {
    guard let network = try? next.operatedNetwork() else {
      preconditionFailure("operate: \(operation.text) on a network that it doesn't fit")
    }
    let before = EngineRuntime.computing { answers() }
    plan = next
    trainer.operate(network)
    let own = plan.network.parts.first { $0.name == operation.part }?.parameters ?? []
    switch operation.verb {
    case .reset: trainer.redraw(own, seed: seed)
    case .redraw:
      let draws = plan.operations.count { $0 == operation }
      trainer.redraw(own, seed: seed, prefix: "redraw\(draws)/")
    case .silence, .restore, .freeze, .thaw: break
    }
    landscapes.begin(after: operation)
    let after = EngineRuntime.computing { answers() }
    operations.append(
      OperationEffect(
        operation: operation, step: step, before: before.answers, after: after.answers,
        values: after.values))
  }

  /// What the network answers to the test set, and what the curves would read at this step.
  private func answers() -> (answers: OperationEffect.Answers, values: [String: Double]) {
    let evaluations = Evaluations(trainer, data, batch: batches.batchSize)
    let (loss, accuracy) = evaluations.test()
    var values: [String: Double] = [:]
    for probe in curves.evaluated { values[probe.name] = evaluations.value(probe) }
    return (OperationEffect.Answers(loss: loss, accuracy: accuracy), values)
  }
}
