import Datasets
import Experiments
import Glibc
import Lab
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

@Suite("Networks as boxes and arrows")
struct GraphMeasureTests {
  private func arm(_ kind: ModelLesson, steps: Int = 2) throws -> ArmSnapshot {
    try HeadlessRun.run(kind.lesson, library: kind.library, steps: steps).arms[0].snapshot
  }

  private func perceptron(_ model: String, probes: String) throws -> ArmSnapshot {
    var text = TestLesson()
    text.model = model
    text.extraProbes = probes
    let lesson = try text.lesson
    return try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 2).arms[0].snapshot
  }

  private func expectClose(_ a: Double?, _ b: Double?, _ what: String) {
    let (a, b) = (a ?? .nan, b ?? .nan)
    #expect(abs(a - b) <= 1e-4 * abs(b), "\(what): \(a), \(b)")
  }

  // MARK: Layers

  @Test("the boxes are the layers in their order, with every parameter and a shortcut a block")
  func computation() throws {
    let arm = try arm(.residual)
    let graph = try #require(arm.readings.graph("layers"))
    #expect(
      graph.nodes.map(\.label) == [
        "x", "conv 3×3", "norm", "relu", "·", "block", "+", "·", "block", "+", "·", "block", "+",
        "mean", "dense", "logits",
      ])
    #expect(parameters(graph) == arm.parameterCount)
    #expect(
      graph.edges.filter { $0.route == .over }.map { [$0.from, $0.to] }
        == [[4, 6], [7, 9], [10, 12]])
    #expect(graph.edges[0].label == "1×28×28" && graph.edges[1].label == "2×28×28")
    #expect(graph.edges.last?.label == "10")
    #expect(graph.nodes[8].facts[0] == Graph.Fact("shape", "3×14×14"))
  }

  @Test("what repeats too often stands in one box with its number, and loses no parameter")
  func folds() throws {
    let arm = try perceptron(
      "kind: mlp, width: 8, depth: 12, activation: tanh", probes: "  layers: {of: computation}")
    let graph = try #require(arm.readings.graph("layers"))
    #expect(
      graph.nodes.map(\.label) == ["x", "dense", "tanh", "dense, tanh ×11", "dense", "logits"])
    #expect(parameters(graph) == arm.parameterCount)
  }

  @Test(
    "a translator's ways from source and target meet in its decoder, by attention where it has it")
  func translator() throws {
    let kind = ModelLesson.translator
    let run = try HeadlessRun.run(kind.lesson, library: kind.library, steps: 1)
    for (arm, hasAttention) in zip(run.arms.map(\.snapshot), [true, false]) {
      let graph = try #require(arm.readings.graph("layers"))
      #expect(parameters(graph) == arm.parameterCount)
      let labels = graph.nodes.map(\.label)
      #expect(labels.contains("attention") == hasAttention)
      let decoder = try #require(labels.firstIndex(of: "decoder"))
      let into = Set(graph.edges.filter { $0.to == decoder }.map { labels[$0.from] })
      #expect(
        into == (hasAttention ? ["embed", "attention", "dense"] : ["embed", "dense"]))
      let logits = try #require(graph.nodes.first { $0.label == "logits" })
      #expect(graph.edges.contains { labels[$0.from] == "dense" && labels[$0.to] == "logits" })
      #expect(logits.facts[0].text.hasPrefix("10×") || logits.facts[0].text.hasPrefix("11×"))
    }
  }

  private func parameters(_ graph: Graph) -> Int {
    graph.nodes.flatMap(\.facts).filter { $0.name == "parameters" }
      .reduce(0) { $0 + (Int($1.text) ?? 0) }
  }

  // MARK: A block

  @Test("a block's arrows carry what its layers are measured to give and to get back")
  func residualBlock() throws {
    let arm = try arm(.residual)
    let graph = try #require(arm.readings.graph("block"))
    #expect(
      graph.nodes.map(\.label)
        == ["x", "conv 3×3", "norm", "relu", "conv 3×3", "norm", "+", "relu", "y"])
    // Layers: the first, two in block 1, then those of block 2 and of its shortcut.
    let (squares, gradients) = (arm.readings.layers("m2"), arm.readings.layers("dz"))
    func edge(from place: Int) -> Graph.Edge? {
      graph.edges.first { $0.from == place && $0.route == .rowFirst }
    }
    let chain = (0..<8).compactMap(edge)
    expectClose(chain[1].values[1], gradients?[3], "∂L/∂z of the first convolution")
    expectClose(chain[4].values[1], gradients?[4], "∂L/∂z of the second")
    expectClose(chain[3].values[0], squares.map { $0[3].squareRoot() }, "after the relu")
    expectClose(chain[5].values[0], squares.map { $0[4].squareRoot() }, "the branch")
    let shortcut = try #require(graph.edges.first { $0.route == .over })
    #expect(shortcut.label == "conv 1×1, norm" && shortcut.from == 0 && shortcut.to == 6)
    expectClose(shortcut.values[0], squares.map { $0[5].squareRoot() }, "the shortcut")
    // Through the sum both get the same gradient; the relu behind it takes some away.
    #expect(shortcut.values[1] == chain[5].values[1])
    #expect(shortcut.values[1] == chain[6].values[1])
    #expect(chain[7].values[1] > chain[6].values[1])
  }

  @Test("with nothing behind the sum, y is x and the scaled branch, and gets the whole gradient")
  func scaled() throws {
    let arm = try perceptron(
      "kind: mlp, width: 16, depth: 3, activation: tanh, residual: 0.5",
      probes: "  block: {of: residual_block}")
    let graph = try #require(arm.readings.graph("block"))
    #expect(graph.nodes.map(\.label) == ["x", "dense, tanh", "× 0.5", "+", "y"])
    let (branch, scaled) = (graph.edges[1], graph.edges[2])
    let sum = try #require(graph.edges.first { $0.from == 3 })
    expectClose(scaled.values[0], branch.values[0] / 2, "the scaled branch")
    expectClose(branch.values[1], scaled.values[1] / 2, "its gradient")
    let shortcut = try #require(graph.edges.first { $0.route == .over })
    #expect(shortcut.label.isEmpty && shortcut.values[1] == sum.values[1])
    let squares = try #require(arm.readings.layers("m2"))
    expectClose(shortcut.values[0], squares[0].squareRoot(), "x")
    // The branch gets less of the gradient than the shortcut.
    #expect(graph.edges[0].values[1] > 0 && graph.edges[0].values[0] == shortcut.values[0])
  }

  // MARK: Token by token

  @Test("a recurrent network has a cell a token, and its gradients between them")
  func unrolled() throws {
    let arm = try arm(.characters)
    let norms = try #require(arm.readings.series("states")?.first).y
    for (probe, count) in [("cells", 4), ("longer", 20)] {
      let graph = try #require(arm.readings.graph(probe))
      #expect(graph.nodes.count { $0.label == "GRU" } == count)
      #expect(graph.edges.flatMap(\.values) == Array(norms.prefix(count)))
      #expect(graph.nodes.last?.label == (count == 4 ? "…" : "h20"))
    }
  }

  @Test("tokens are those of the batch, and above them stands what the network thinks likeliest")
  func answers() throws {
    let kind = ModelLesson.characters
    let lesson = try kind.lesson
    let begun = try lesson.experiment(knobs: [:]).begin(
      ExperimentStart(seed: 7, probes: lesson.probes, recording: [], shelf: kind.library))
    var experiment = try #require(begun as? TrainExperiment)
    for _ in 0..<3 { experiment.advance() }
    let probes = lesson.probes.filter { $0.name == "longer" }
    let readings = experiment.readings(of: probes, knobs: [:])
    let graph = try #require(readings.graph("longer"))
    let set = try kind.library.data(for: lesson.data).content.train
    let tokens = try #require(set.sequences?.sourceVocabulary.tokens)
    func token(_ node: Graph.Node) throws -> Int {
      try #require(tokens.firstIndex(of: String(node.label.dropFirst().dropLast())))
    }
    let read = try graph.nodes.filter { $0.row == 2 }.map(token)
    let x = Tensor(shape: [1, read.count], scalars: read.map(Float.init))
    let trainer = experiment.trainer
    let logits = trainer.network(x, trainer.weights)
    let answers = graph.nodes.filter { $0.row == 0 }
    #expect(try answers.map(token) == logits.argmaxRows())
    for (row, answer) in answers.enumerated() {
      let width = logits.shape[1]
      let scores = logits.scalars[row * width..<(row + 1) * width].map(Double.init)
      let largest = scores.max() ?? 0
      let total = scores.reduce(0) { $0 + exp($1 - largest) }
      #expect(abs((answer.values.first?.number ?? 0) - 1 / total) < 1e-9)
    }
  }
}
