internal import Autograd
internal import Datasets
internal import Networks
internal import Tensors

/// A gate of a recurrent network while it reads a text, unit by unit and token by token.
struct GateLook {
  /// What was read, as it is shown.
  let tokens: [String]
  /// By unit, a number a token.
  let values: [[Double]]

  /// nil where the cell has no such gate.
  init?(
    _ gate: RecurrentGate, of model: CharacterModel, reading text: [Int], names: [String],
    _ weights: Weights
  ) {
    let layer = model.recurrent
    guard RecurrentGate.all(of: layer.cell).contains(gate) else { return nil }
    let x = Tensor(shape: [1, text.count], scalars: text.map(Float.init))
    let trace = model.run(x, in: Pass(weights, mode: .inference)).recurrent.trace
    let (numbers, row, first): (Tensor, Int, Int)
    if let block = gate.block(in: layer.cell) {
      (numbers, row, first) = (trace.gates, layer.cell.gateCount * layer.width, block * layer.width)
    } else if gate == .cell, let cells = trace.cells {
      // The first row is what was there before the first token.
      (numbers, row, first) = (cells, layer.width, layer.width)
    } else {
      (numbers, row, first) = (trace.states, layer.width, layer.width)
    }
    tokens = text.map { names[$0] }
    values = (0..<layer.width).map { unit in
      text.indices.map { Double(numbers.scalars[$0 * row + first + unit]) }
    }
  }

  /// The mean over the units at each token.
  var means: [Double] {
    tokens.indices.map { token in
      values.reduce(0) { $0 + $1[token] } / Double(values.count)
    }
  }
}

extension PictureTaker {
  /// A row a unit, a column a token; none where the cell has no such gate.
  func gate(_ probe: Probe, _ knobs: [String: KnobValue]) -> [Picture] {
    do {
      guard let gate = probe.gate, let look = try look(at: gate, probe, knobs) else { return [] }
      return [
        Picture(
          title: gate.rawValue, values: look.values, columnLabels: look.tokens,
          isSigned: gate.range?.lowerBound != 0, range: gate.range)
      ]
    } catch {
      return [Picture(title: "\(error)", values: [])]
    }
  }

  /// The mean of a gate over the units at tokens 1, 2, …; none of a text that can't be read.
  func gateMean(_ probe: Probe, _ knobs: [String: KnobValue]) -> [Series] {
    guard let gate = probe.gate, let look = try? look(at: gate, probe, knobs) else { return [] }
    return [Series(x: look.tokens.indices.map { Double($0 + 1) }, y: look.means)]
  }

  private func look(
    at gate: RecurrentGate, _ probe: Probe, _ knobs: [String: KnobValue]
  ) throws(SourceTextFault) -> GateLook? {
    guard let sequences = set.sequences, let model = network.first(CharacterModel.self) else {
      return nil
    }
    let text: [Int]
    if case .word(let typed)? = probe.inputValue(knobs) {
      text = try sequences.encodePrompt(typed)
      guard !text.isEmpty else { throw .empty(limit: sequences.targetSteps) }
    } else {
      text = sequences.source(row(probe, knobs))
    }
    return GateLook(
      gate, of: model, reading: text, names: sequences.sourceVocabulary.names, weights)
  }
}
