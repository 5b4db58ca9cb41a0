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
    stream.shuffle(&order)
    let pass = Pass(trainer.weights, mode: .inference)
    func states(_ x: Variable) -> Variable {
      model.states(of: model.embedded(x, in: pass), in: pass).0
    }
    let kept = pass.tape.constant(x)
    let then = states(kept).gathered(order, axis: 1)
    let first = states(kept.gathered(order, axis: 1))
    return (then - first).value.norm() / then.value.norm()
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
}
