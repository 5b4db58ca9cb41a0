import Experiments

/// Graphs as networks give them, from formulas.
extension ProcessPlots {
  // MARK: A residual network

  static let network: Graph = {
    let boxes: [(label: String, shape: String, isFramed: Bool)] = [
      ("x", "1×28×28", false), ("conv 3×3", "16×28×28", true), ("norm", "16×28×28", true),
      ("relu", "16×28×28", true), ("·", "", false), ("block ×3", "", true),
      ("+", "16×28×28", false), ("·", "", false), ("block", "", true), ("+", "32×14×14", false),
      ("mean", "32", true), ("dense", "10", true), ("logits", "", false),
    ]
    var graph = Graph(
      nodes: boxes.enumerated().map { number, box in
        Graph.Node(
          box.label, name: "layer \(number), \(box.label)", isFramed: box.isFramed,
          facts: [Graph.Fact("parameters", "\(number * 1000)")])
      }, arrangement: .flow)
    graph.edges = boxes.dropLast().enumerated().map {
      Graph.Edge(from: $0, to: $0 + 1, label: $1.shape)
    }
    graph.edges += [(4, 6), (7, 9)].map { Graph.Edge(from: $0, to: $1, route: .over) }
    return graph
  }()

  /// What flows forward is near 1, and what flows back a power of ten for each arm.
  static func block(_ index: Int) -> Graph {
    let labels = ["x", "conv 3×3", "norm", "relu", "conv 3×3", "norm", "+", "relu", "y"]
    func values(_ place: Int) -> [Double] {
      [0.9 + Double(place) / 64, Double(place + 1) / (index == 0 ? 128 : 1024)]
    }
    return Graph(
      nodes: labels.enumerated().map { number, label in
        Graph.Node(
          label, name: "block1, \(label)", isFramed: label != "x" && label != "y",
          facts: [Graph.Fact("shape", "16×28×28")])
      },
      edges: (0..<8).map { Graph.Edge(from: $0, to: $0 + 1, values: values($0)) } + [
        Graph.Edge(from: 0, to: 6, route: .over, values: values(8))
      ], arrangement: .flow, quantities: ["rms", "‖∂L/∂·‖"])
  }

  var blocksText: String {
    head + """
      data: {kind: moons}
      model: {kind: mlp, width: 8, depth: 3, activation: relu, norm: batch, residual: 1}
      train: {optimizer: sgd, learning_rate: 0.1, batch: 16, steps: 60}
      arms:
        first: {label: first}
        second: {label: second}
      probes:
        layers: {of: computation}
        block: {of: residual_block}
      plots:
        layers: {diagram: layers, title: the network}
        block: {diagram: block, title: one block}
      claims: {}
      ---
      ## The layers

      From the input to the logits.
      ```lab
      plots: [layers]
      run: {arms: all, until: 60}
      ```

      ## A block

      What flows through it.
      ```lab
      plots: [block]
      run: {arms: all, until: 60}
      ```
      """
  }

  // MARK: A recurrent network

  /// Five tokens, a space and a line end among them; gradients fall by half from token to token.
  static let unrolled: Graph = {
    let tokens = ["“T”", "“o”", "“ ”", "“b”", "“\\n”"]
    var graph = Graph(
      nodes: [Graph.Node("h0", name: "the state before", row: 1, isFramed: false)],
      quantities: ["‖∂L/∂h‖"])
    var state = 0
    for (index, token) in tokens.enumerated() {
      let (column, first) = (index + 1, graph.nodes.count)
      graph.nodes += [
        Graph.Node(
          token, name: "token \(column)", column: column, row: 2, isFramed: false, group: 1),
        Graph.Node(
          "GRU", name: "cell at token \(column)", column: column, row: 1,
          facts: [Graph.Fact("state", "64")]),
        Graph.Node(
          tokens[(index + 1) % 5], name: "likeliest after token \(column)", column: column, row: 0,
          isFramed: false, group: 2, values: [Graph.Value("probability", 0.25)]),
      ]
      graph.edges += [
        Graph.Edge(
          from: state, to: first + 1, values: index == 0 ? [] : [0.5 / Double(1 << (5 - index))]),
        Graph.Edge(from: first, to: first + 1), Graph.Edge(from: first + 1, to: first + 2),
      ]
      state = first + 1
    }
    graph.nodes.append(
      Graph.Node("…", name: "more tokens", column: 6, row: 1, isFramed: false))
    graph.edges.append(
      Graph.Edge(from: state, to: graph.nodes.count - 1, values: [0.5]))
    return graph
  }()

  var tokensText: String {
    head + """
      data: {kind: delayed_recall, length: 12}
      model: {kind: characters, cell: gru, embedding: 8, width: 64}
      train: {optimizer: adam, learning_rate: 0.01, batch: 16, steps: 60}
      arms:
        one: {label: one}
      probes:
        cells: {of: unrolled}
      plots:
        cells: {diagram: cells, title: token by token}
      claims: {}
      ---
      ## Token by token

      The same cell at each.
      ```lab
      plots: [cells]
      run: {arms: all, until: 60}
      ```
      """
  }
}
