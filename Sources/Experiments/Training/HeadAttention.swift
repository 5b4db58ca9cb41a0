internal import Arithmetic
internal import Autograd
internal import Datasets
internal import Networks
internal import Tensors

/// What a token's attention is asked to lie on.
enum AttentionTarget {
  /// The token before it.
  case previous
  /// The tokens that followed its earlier copies.
  case followers

  /// Places of the sequence; nil where the question makes no sense.
  func places(_ tokens: ArraySlice<Float>, at step: Int) -> [Int]? {
    switch self {
    case .previous: return step > 0 ? [step - 1] : nil
    case .followers:
      let first = tokens.startIndex
      let copies = (0..<step).filter { tokens[first + $0] == tokens[first + step] }
      return copies.isEmpty ? nil : copies.map { $0 + 1 }
    }
  }
}

extension Evaluations {
  /// The mean mass of a block's attention over heads (or of one), tokens and test examples.
  func headMass(_ probe: Probe, toward target: AttentionTarget) -> Double {
    guard let sequences = data.test.sequences,
      let model = trainer.network.first(DecoderTransformer.self)
    else { return .nan }
    let number = (probe.block ?? (target == .previous ? 1 : model.blocks.count)) - 1
    guard model.blocks.indices.contains(number) else { return .nan }
    var (sum, count) = (0.0, 0)
    for rows in decodedRows {
      let x = sequences.batch(rows).x
      let pass = Pass(trainer.weights, mode: .inference)
      let weights = model.run(pass.tape.constant(x), in: pass).weights[number]
      let (heads, steps) = (weights.shape[1], weights.shape[2])
      let chosen = probe.head.map { $0 - 1...$0 - 1 } ?? 0...heads - 1
      guard chosen.upperBound < heads else { return .nan }
      for example in rows.indices {
        let tokens = x.scalars[example * steps..<(example + 1) * steps]
        for step in 0..<steps {
          guard let places = target.places(tokens, at: step) else { continue }
          for head in chosen {
            let start = ((example * heads + head) * steps + step) * steps
            sum += places.reduce(0) { $0 + Double(weights.scalars[start + $1]) }
            count += 1
          }
        }
      }
    }
    return sum / Double(count)
  }

  /// How much the blocks care about the order of the tokens, over 64 test examples at most.
  var shuffleError: Double {
    guard let sequences = data.test.sequences,
      let model = trainer.network.first(DecoderTransformer.self)
    else { return .nan }
    let x = sequences.batch(Array(0..<min(64, data.test.count))).x
    var stream = trainer.seed.stream("shuffle")
    var order = Array(0..<x.shape[1])
    for place in order.indices.dropLast() {
      order.swapAt(place, place + stream.next(below: order.count - place))
    }
    let pass = Pass(trainer.weights, mode: .inference)
    func states(_ x: Variable) -> Variable {
      model.states(of: model.embedded(x, in: pass), in: pass).0
    }
    let kept = pass.tape.constant(x)
    let then = states(kept).gathered(order, axis: 1)
    let first = states(kept.gathered(order, axis: 1))
    return (then - first).value.norm() / then.value.norm()
  }

  var positionSpread: Double {
    trainer.network.first(DecoderTransformer.self)?.positionTable(trainer.weights)
      .map { PositionProducts($0).spread } ?? .nan
  }

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

  /// Nats a label of the best table of counts that sees so many tokens: the least loss that any
  /// network which looks no further back can have on the training set.
  func countedLoss(tokens context: Int) -> Double {
    guard let sequences = data.train.sequences, !sequences.isPairs else { return .nan }
    var counts: [[Int]: [Int: Int]] = [:]
    for row in 0..<data.train.count {
      let (x, labels) = sequences.batch([row])
      let tokens = x.scalars.map { Int($0) }
      for (step, label) in labels.enumerated() where label >= 0 {
        let seen = Array(tokens[max(0, step + 1 - context)...step])
        counts[seen, default: [:]][label, default: 0] += 1
      }
    }
    // In a fixed order: sums of floating-point numbers depend on it.
    var (nats, total) = (0.0, 0)
    for (_, seen) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let all = seen.values.reduce(0, +)
      for (_, count) in seen.sorted(by: { $0.key < $1.key }) {
        nats -= Double(count) * (Double(count) / Double(all)).log()
      }
      total += all
    }
    return nats / Double(total)
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
  /// α of one head of a block, or of all its heads: rows are tokens that look, columns what they see.
  func headAttention(_ probe: Probe, _ knobs: [String: KnobValue]) -> [Picture] {
    guard let sequences = set.sequences, let model = network.first(DecoderTransformer.self) else {
      return []
    }
    var text: [Int]
    if case .word(let typed)? = probe.inputValue(knobs) {
      do { text = Array(try sequences.encodePrompt(typed).prefix(model.longest)) } catch {
        return [Picture(title: "\(error)", values: [])]
      }
      if text.isEmpty { text = [sequences.beginning] }
    } else {
      text = sequences.source(row(probe, knobs))
    }
    let pass = Pass(weights, mode: .inference)
    let x = Tensor(shape: [1, text.count], scalars: text.map(Float.init))
    let alpha = model.run(pass.tape.constant(x), in: pass).weights
    let names = text.map { sequences.sourceVocabulary.names[$0] }
    let blocks = probe.block.map { [$0 - 1] } ?? Array(alpha.indices)
    return blocks.filter(alpha.indices.contains).flatMap { block -> [Picture] in
      let weights = alpha[block]
      let heads = probe.head.map { [$0 - 1] } ?? Array(0..<weights.shape[1])
      return heads.filter { $0 < weights.shape[1] }.map { head in
        let title =
          (alpha.count > 1 ? "block \(block + 1)" : "")
          + (weights.shape[1] > 1 ? (alpha.count > 1 ? ", " : "") + "head \(head + 1)" : "")
        return Picture(
          title: title,
          values: text.indices.map { query in
            let start = (head * text.count + query) * text.count
            return weights.scalars[start..<start + text.count].map(Double.init)
          }, rowLabels: names, columnLabels: names, range: 0...1)
      }
    }
  }

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
