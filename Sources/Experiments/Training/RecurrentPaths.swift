internal import Autograd
internal import Datasets
internal import Networks
internal import Tensors

extension Evaluations {
  /// The mean over units and test examples of ∏ f_t, t = 2 … T: of an LSTM's forget gates, or of a
  /// GRU's z.
  var directPath: Double {
    guard let sequences = data.test.sequences,
      let model = trainer.network.first(CharacterModel.self),
      let gate: RecurrentGate = model.recurrent.cell.keepingGate,
      let block = gate.block(in: model.recurrent.cell)
    else { return .nan }
    let (width, gates) = (model.recurrent.width, model.recurrent.cell.gateCount)
    var (sum, count) = (0.0, 0)
    for rows in decodedRows {
      let x = sequences.batch(rows).x
      let trace = model.run(x, in: Pass(trainer.weights, mode: .inference)).recurrent.trace
      let (examples, steps) = (x.shape[0], x.shape[1])
      for example in 0..<examples {
        for unit in 0..<width {
          sum += (1..<max(1, steps)).reduce(1.0) { product, step in
            let row = step * examples + example
            return product * Double(trace.gates.scalars[row * gates * width + block * width + unit])
          }
          count += 1
        }
      }
    }
    return sum / Double(count)
  }
}

extension RecurrentCell {
  /// The gate that says how much of what a cell carries on stays.
  fileprivate var keepingGate: RecurrentGate? {
    switch self {
    case .simple: nil
    case .lstm: .forget
    case .gru: .update
    }
  }
}

extension PictureTaker {
  /// How far back the loss of a sequence's last token reaches: ‖∂L/∂‖ of what the first recurrent
  /// layer carries at lag k = 1, 2, …, relative to lag 1, over 64 test examples at most.
  var gradientByLag: [Series] {
    guard let sequences = set.sequences, !sequences.isPairs else { return [] }
    let batch = sequences.batch(Array(0..<min(64, set.count)))
    let steps = sequences.targetSteps
    let labels = batch.labels.enumerated().map { ($0.offset + 1) % steps == 0 ? $0.element : -1 }
    guard let flow = recurrences(batch.x, labels).first else { return [] }
    let norms = Array(flow.memory.map { $0.norm() }.reversed().dropFirst())
    guard let first = norms.first else { return [] }
    return [Series(x: norms.indices.map { Double($0 + 1) }, y: norms.map { $0 / first })]
  }
}
