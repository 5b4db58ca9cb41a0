internal import Arithmetic
internal import Datasets
internal import Networks
internal import Tensors

/// Draws an arm's network at one step: its layers, and what flows through them on the batch that is
/// trained next.
struct GraphTaker {
  private let plan: NetworkPlan
  private let trainer: Trainer
  private let set: TrainingSet
  private let batch: () -> (x: Tensor, labels: [Int])
  private let view: () -> ObservedStep

  /// - Parameter view: the look into every layer at this step.
  init(_ experiment: TrainExperiment, view: @escaping () -> ObservedStep) {
    plan = experiment.plan.network
    trainer = experiment.trainer
    set = experiment.data.train
    batch = {
      var experiment = experiment
      return experiment.upcomingBatch()
    }
    self.view = view
  }

  /// The layers. A network that trains can be built.
  func computation() -> Graph { (try? plan.computation()) ?? Graph() }

  // MARK: A residual block

  /// - Parameter number: from 0; beyond the last there is nothing.
  func residualBlock(_ number: Int) -> Graph {
    let (x, labels) = batch()
    guard let block = trainer.observeBlock(number, x, labels),
      let layers = plan.residualBlock(number)
    else { return Graph() }
    var graph = Graph(arrangement: .flow, quantities: ["rms", "‖∂L/∂·‖"])
    let start = graph.follow(with: .port("x", "input of \(block.name)", block.intoBranch))
    var flow = block.intoBranch
    for (stage, layer) in zip(block.branch, layers.branch) {
      graph.follow(with: .box(layer, stage.output), values: flow.values)
      flow = stage.output
    }
    if block.scale != 1 {
      graph.follow(
        with: Graph.Node(
          "× \(Double(block.scale).inThreeDigits)", name: "scale of the branch",
          facts: [.shape(flow.value)]),
        values: flow.values)
    }
    let sum = graph.follow(
      with: Graph.Node("+", name: "sum of branch and shortcut", facts: [.shape(block.sum.value)]),
      values: block.scaled.values)
    let direct = block.shortcut.last?.output ?? block.intoShortcut
    graph.edges.append(
      Graph.Edge(
        from: start, to: sum, label: layers.shortcut.map(\.label).joined(separator: ", "),
        route: .over, values: direct.values))
    flow = block.sum
    if block.activation != .identity {
      let name = block.activation.title
      graph.follow(
        with: Graph.Node(name, name: "\(name) of the sum", facts: [.shape(flow.value)]),
        values: flow.values)
      flow = block.output
    }
    graph.follow(with: .port("y", "output of \(block.name)", flow), values: flow.values)
    return graph
  }

  // MARK: Units

  /// What the next step drops of its batch's first example.
  /// - Parameter limit: units of a layer beyond which no more are shown.
  func dropoutMasks(limit: Int) -> Graph {
    MaskedUnits(plan, x: batch().x, view(), limit: limit).graph
  }

  // MARK: A recurrent network

  /// - Parameter tokens: how many of the batch's first example; fewer where it has fewer.
  func unrolled(tokens: Int) -> Graph {
    guard let model = trainer.network.first(CharacterModel.self), let sequences = set.sequences,
      let recurrence = view().recurrences.first
    else { return Graph() }
    let (x, labels) = batch()
    let steps = x.shape[1]
    let shown = min(tokens, steps)
    let first = Tensor(shape: [1, steps], scalars: Array(x.scalars.prefix(steps)))
    let logits = trainer.network(first, trainer.weights)
    return UnrolledNetwork(
      cell: model.recurrent.cell, width: model.recurrent.width,
      parameters: [
        model.recurrent.inputWeight, model.recurrent.recurrentWeight, model.recurrent.inputBias,
        model.recurrent.recurrentBias,
      ].reduce(0) { $0 + $1.count },
      tokens: first.scalars.prefix(shown).map { sequences.sourceVocabulary.tokens[Int($0)] },
      targets: labels.prefix(shown).map { $0 < 0 ? nil : sequences.targetVocabulary.tokens[$0] },
      answers: (0..<shown).map { token in
        let row = Array(logits.scalars[token * logits.shape[1]..<(token + 1) * logits.shape[1]])
        return Answer(row, sequences.targetVocabulary)
      },
      gradients: recurrence.states.prefix(shown).map { $0.norm() }, goesOn: shown < steps
    ).graph
  }

  /// What a network gives after a token: its likeliest next one.
  struct Answer {
    var token: String
    var probability: Double

    init(_ logits: [Float], _ vocabulary: Vocabulary) {
      let probabilities = TokenSampling().probabilities(logits)
      let best = probabilities.indices.max {
        (probabilities[$0], $1) < (probabilities[$1], $0)
      }
      token = best.map { vocabulary.tokens[$0] } ?? ""
      probability = best.map { probabilities[$0] } ?? .nan
    }
  }
}

extension NetworkPlan {
  /// The layers of a residual block, in the order in which it runs them.
  /// - Parameter number: from 0, among the layers that follow each other.
  fileprivate func residualBlock(
    _ number: Int
  ) -> (branch: [ComputationStep], shortcut: [ComputationStep])? {
    var model = ModelBuilder()
    var shape = [1] + inputShape
    var left = number
    for (plan, name) in zip(layers, names) {
      if case .residual(let branch, let shortcut, _, _) = plan {
        if left == 0 {
          let inside = branch.steps(within: name, shape)
          return (inside, shortcut.steps(within: "\(name)/shortcut", shape))
        }
        left -= 1
      }
      guard (try? [plan].built([name], &shape, in: &model)) != nil else { return nil }
    }
    return nil
  }
}

extension [LayerPlan] {
  /// A step a layer, its function with it. What can't be built has none.
  fileprivate func steps(within name: String, _ input: [Int]) -> [ComputationStep] {
    var (model, shape) = (ModelBuilder(), input)
    let names = standardNames().map { "\(name)/\($0)" }
    return ((try? built(names, &shape, in: &model)) ?? []).map { layer in
      var step = ComputationStep(
        layer.plan, name: layer.name, outputShape: layer.outputShape,
        parameters: layer.parameterCount)
      if layer.plan.isWeighted, layer.plan.activation != .identity {
        step.label += ", \(layer.plan.activation.title)"
      }
      return step
    }
  }
}

extension ObservedBlock.Flow {
  /// The root mean square of what goes forward, and the length of what comes back.
  fileprivate var values: [Double] {
    [(value.sumOfSquares() / Double(value.count)).squareRoot(), gradient.norm()]
  }
}

extension Graph.Fact {
  /// Of one example of a batch.
  fileprivate static func shape(_ batch: Tensor) -> Graph.Fact {
    Graph.Fact("shape", batch.shape.dropFirst().map(String.init).joined(separator: "×"))
  }
}

extension Graph.Node {
  /// What goes in or comes out.
  fileprivate static func port(
    _ label: String, _ name: String, _ flow: ObservedBlock.Flow
  ) -> Graph.Node {
    Graph.Node(label, name: name, isFramed: false, facts: [.shape(flow.value)])
  }

  fileprivate static func box(
    _ step: ComputationStep, _ flow: ObservedBlock.Flow
  ) -> Graph.Node {
    Graph.Node(
      step.label, name: step.name,
      facts: [.shape(flow.value), Graph.Fact("parameters", "\(step.parameters)")])
  }
}

extension Double {
  /// As it is written in a box, with three significant digits at most: 0.0179.
  fileprivate var inThreeDigits: Double {
    guard isFinite, self != 0 else { return self }
    let unit = 10.0.pow(2 - abs(self).log10().rounded(.down))
    return (self * unit).rounded() / unit
  }
}
