internal import Datasets
internal import Networks
internal import Tensors

/// What a run has come to, written down and taken up again.
extension TrainExperiment {
  package var digest: StateDigest {
    StateDigest(
      weights: ArchiveWriter.digest {
        $0.write(trainer.weights.tensors.map(told)) { $0.write($1) }
      },
      optimizer: ArchiveWriter.digest { archive in
        var state = trainer.optimizer.state
        state.memories = state.memories.map { $0.map(told) }
        archive.write(state)
      },
      curves: curves.digest, values: recorder.digest)
  }

  /// With one NaN for all: not every processor makes the same.
  private func told(_ tensor: Tensor) -> Tensor {
    guard divergedAt != nil else { return tensor }
    return Tensor(shape: tensor.shape, scalars: tensor.scalars.map { $0.isNaN ? .nan : $0 })
  }

  package func keep(in archive: inout ArchiveWriter) -> Bool {
    // Landscapes that are owed hold networks of earlier steps, and pictures of a step that is over can't
    // be taken again.
    guard !owesValues, held.isOfStart(at: step) else { return false }
    archive.write(step)
    archive.write(divergedAt ?? -1)
    archive.write(trainer.weights.tensors) { $0.write($1) }
    archive.write(trainer.optimizer.state)
    curves.keep(in: &archive)
    recorder.keep(in: &archive)
    archive.write(operations) { $0.write($1) }
    trail?.keep(in: &archive)
    return true
  }

  package mutating func restore(
    _ plan: any ExperimentPlan, from archive: inout ArchiveReader
  ) throws(ArchiveFault) {
    guard let plan = plan as? TrainPlan, plan.differsOnlyLive(from: self.plan) else {
      throw ArchiveFault("it is of another experiment")
    }
    guard let network = try? plan.operatedNetwork() else {
      throw ArchiveFault("the network can\u{2019}t be built")
    }
    self.plan = plan
    trainer.operate(network)
    trainer.optimizer = plan.training.retuned(trainer.optimizer)
    let step = try archive.integer()
    let diverged = try archive.integer()
    guard step >= 0, diverged <= step else { throw ArchiveFault("it is at step \(step)") }
    divergedAt = diverged < 0 ? nil : diverged
    let weights = try archive.weights(like: trainer.weights)
    let state = try archive.optimizerState(like: trainer.optimizer.state, of: weights)
    trainer.restore(weights, optimizer: state, step: step)
    try curves.restore(from: &archive)
    try recorder.restore(from: &archive)
    operations = try archive.array { (archive) throws(ArchiveFault) in try archive.effect() }
    try trail?.restore(from: &archive, like: weights)
    (landscapes, nextBatch) = (Landscapes(), nil)
  }
}

extension ArchiveWriter {
  mutating func write(_ state: OptimizerState) {
    write(state.memories) { $0.write($1) { $0.write($1) } }
    write(state.steps) { $0.write($1) }
    write(state.numbers) { $0.write($1) }
  }

  fileprivate mutating func write(_ effect: OperationEffect) {
    write(effect.operation.text)
    write(effect.step)
    for answers in [effect.before, effect.after] {
      write(answers.loss)
      write(answers.accuracy)
    }
    write(effect.values.sorted { $0.key < $1.key }) { archive, value in
      archive.write(value.key)
      archive.write(value.value)
    }
  }
}

extension ArchiveReader {
  fileprivate mutating func optimizerState(
    like fresh: OptimizerState, of weights: Weights
  ) throws(ArchiveFault) -> OptimizerState {
    let state = OptimizerState(
      memories: try array { (archive) throws(ArchiveFault) in
        try archive.array { (archive) throws(ArchiveFault) in try archive.tensor() }
      }, steps: try array { (archive) throws(ArchiveFault) in try archive.integer() },
      numbers: try array { (archive) throws(ArchiveFault) in try archive.number() })
    let shapes = weights.tensors.map(\.shape)
    let isEmpty = state.memories.allSatisfy(\.isEmpty)
    // Adam alone remembers two things of a parameter, and counts its steps.
    let counts = isEmpty || state.memories.count < 2 ? 0 : shapes.count
    guard state.memories.count == fresh.memories.count,
      state.numbers.count == fresh.numbers.count, state.steps.count == counts,
      isEmpty || state.memories.allSatisfy({ $0.map(\.shape) == shapes })
    else { throw ArchiveFault("it is of another optimizer") }
    return state
  }

  fileprivate mutating func effect() throws(ArchiveFault) -> OperationEffect {
    let text = try text()
    guard let operation = Operation(text) else { throw ArchiveFault("it has an operation \(text)") }
    let step = try integer()
    let before = OperationEffect.Answers(loss: try number(), accuracy: try number())
    let after = OperationEffect.Answers(loss: try number(), accuracy: try number())
    let values = try array { (archive) throws(ArchiveFault) in
      (try archive.text(), try archive.number())
    }
    return OperationEffect(
      operation: operation, step: step, before: before, after: after,
      values: Dictionary(values) { $1 })
  }
}
