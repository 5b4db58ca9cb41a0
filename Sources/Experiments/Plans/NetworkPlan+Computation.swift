internal import Networks

extension NetworkPlan {
  /// Boxes beyond which layers that repeat stand in one, with their number.
  static let boxLimit = 16

  /// The layers from the input to the logits; an arrow skips each residual block.
  /// - Throws: `NetworkFault` where the network can't be built.
  func computation() throws(NetworkFault) -> Graph {
    if case .sequenceToSequence(let settings)? = layers.first, layers.count == 1 {
      return TranslatorGraph(rows: try summary(), settings, inputSteps: inputShape[0]).graph
    }
    var model = ModelBuilder()
    var shape = [1] + inputShape
    let built = try layers.built(names, &shape, in: &model)
    var steps: [ComputationStep] = []
    for layer in built {
      switch layer.plan {
      case .characters, .causalConvolutions, .decoderTransformer, .sequenceToSequence:
        steps += try summary().map(ComputationStep.init)
      case .dense, .convolution, .pooling, .globalAverage, .flatten, .normalization, .activation,
        .dropout, .residual, .paddedShortcut:
        steps += layer.steps
      }
    }
    let boxes = steps.count > Self.boxLimit ? steps.foldingRepetitions() : steps
    return Graph(boxes, from: inputShape)
  }
}

/// A layer, or several that repeat, as one box.
struct ComputationStep {
  var label: String
  var name: String
  var outputShape: [Int]
  var parameters: Int
  var isResidual = false
  /// What it has in common with those like it.
  private var plan: LayerPlan?

  /// A row of a table that says what a model by name is made of.
  init(_ row: LayerSummary) {
    label = row.kind
    name = "\(row.name), \(row.kind)"
    outputShape = row.outputShape
    parameters = row.parameters
  }

  init(_ plan: LayerPlan, name: String, outputShape: [Int], parameters: Int) {
    self.plan = plan
    label = plan.boxLabel
    self.name = "\(name), \(plan.words)"
    self.outputShape = outputShape
    self.parameters = parameters
    isResidual = plan.isResidual
  }

  /// Steps after each other that repeat `count` times.
  fileprivate init(_ steps: ArraySlice<ComputationStep>, repeated count: Int) {
    let all = steps.prefix(steps.count / count)
    self = steps[steps.startIndex]
    label = all.map(\.label).joined(separator: ", ") + " ×\(count)"
    name = "\(name), and \(count - 1) more like it"
    outputShape = steps.last?.outputShape ?? outputShape
    parameters = steps.reduce(0) { $0 + $1.parameters }
  }

  fileprivate var isWeighted: Bool { plan?.isWeighted == true }

  fileprivate func isLike(_ other: ComputationStep) -> Bool {
    plan != nil && plan == other.plan && outputShape == other.outputShape
  }
}

extension BuiltLayer {
  /// The layer, and its function where it has one of its own.
  fileprivate var steps: [ComputationStep] {
    let step = ComputationStep(
      plan, name: name, outputShape: outputShape, parameters: parameterCount)
    guard plan.isWeighted, plan.activation != .identity else { return [step] }
    return [
      step,
      ComputationStep(
        .activation(plan.activation), name: name, outputShape: outputShape, parameters: 0),
    ]
  }
}

extension [ComputationStep] {
  /// Up to four steps that repeat stand as one, longer stretches first.
  fileprivate func foldingRepetitions() -> [ComputationStep] {
    var folded: [ComputationStep] = []
    var index = 0
    while index < count {
      let found = (1...4).map { (period: $0, count: repetitions(from: index, period: $0)) }
        .max { $0.period * $0.count < $1.period * $1.count }
      if let found, found.count > 1 {
        let end = index + found.period * found.count
        folded.append(ComputationStep(self[index..<end], repeated: found.count))
        index = end
      } else {
        folded.append(self[index])
        index += 1
      }
    }
    return folded
  }

  /// How often the next `period` steps follow each other; 0 where there are fewer.
  private func repetitions(from start: Int, period: Int) -> Int {
    guard start + period <= count else { return 0 }
    // A block stands alone, as its arrow skips one box, and several steps begin with weights.
    guard
      period == 1
        || self[start].isWeighted && !self[start..<start + period].contains(where: \.isResidual)
    else { return 0 }
    var end = start + period
    while end + period <= count,
      (0..<period).allSatisfy({ self[end + $0].isLike(self[start + $0]) })
    {
      end += period
    }
    return (end - start) / period
  }
}

extension Graph {
  fileprivate init(_ steps: [ComputationStep], from inputShape: [Int]) {
    self.init(arrangement: .flow)
    func label(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: "×") }
    func facts(_ shape: [Int], _ parameters: Int?) -> [Fact] {
      [Fact("shape", label(shape))]
        + (parameters.map { [Fact("parameters", "\($0)")] } ?? [])
    }
    follow(with: Node("x", name: "input", isFramed: false, facts: facts(inputShape, nil)))
    var shape = inputShape
    for step in steps {
      let box = Node(
        step.label, name: step.name, facts: facts(step.outputShape, step.parameters))
      if step.isResidual {
        let fork = follow(
          with: Node(
            "·", name: "into block and shortcut", isFramed: false, facts: facts(shape, nil)),
          label: label(shape))
        follow(with: box)
        let sum = follow(
          with: Node(
            "+", name: "sum of block and shortcut", isFramed: false,
            facts: facts(step.outputShape, nil)))
        edges.append(Edge(from: fork, to: sum, route: .over))
      } else {
        follow(with: box, label: label(shape))
      }
      shape = step.outputShape
    }
    follow(
      with: Node("logits", name: "output", isFramed: false, facts: facts(shape, nil)),
      label: label(shape))
  }
}

extension LayerPlan {
  /// What stands in its box.
  var boxLabel: String {
    switch self {
    case .dense: "dense"
    case .convolution(_, _, let kernel, _, _, _, _, _): "conv \(kernel)×\(kernel)"
    case .pooling(let kind, let window, _):
      (kind == .max ? "max " : "mean ") + "\(window)×\(window)"
    case .globalAverage: "mean"
    case .flatten: "flatten"
    case .normalization: "norm"
    case .activation(let activation): activation.title
    case .dropout: "dropout"
    case .residual: "block"
    case .paddedShortcut: "zeros"
    case .sequenceToSequence: "seq2seq"
    case .characters(let cell, _, _, _, _): cell.words
    case .causalConvolutions: "convolutions"
    case .decoderTransformer: "Transformer"
    }
  }
}
