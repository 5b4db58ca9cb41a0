internal import Tensors

/// A recurrent network over some tokens: tokens below, the same cell for each, answers above.
struct UnrolledNetwork {
  var cell: RecurrentCell
  var width: Int
  /// Of the cell, which has them once.
  var parameters: Int
  var tokens: [String]
  /// nil: nothing is asked there.
  var targets: [String?]
  var answers: [GraphTaker.Answer]
  /// ‖∂L/∂h_t‖.
  var gradients: [Double]
  /// Whether more tokens follow.
  var goesOn: Bool

  var graph: Graph {
    var graph = Graph(quantities: ["‖∂L/∂h‖"])
    let start = add(Graph.Node("h0", name: "the state before", row: 1, isFramed: false), to: &graph)
    var state = start
    for index in tokens.indices {
      let (column, time) = (index + 1, index + 1)
      let input = add(
        Graph.Node(
          tokens[index].quoted, name: "token \(time)", column: column, row: 2, isFramed: false,
          group: 1), to: &graph)
      let box = add(
        Graph.Node(
          cell.words, name: "cell at token \(time), the same weights at each", column: column,
          row: 1, facts: [.init("state", "\(width)"), .init("parameters", "\(parameters)")]),
        to: &graph)
      let output = add(output(index, column: column), to: &graph)
      graph.edges.append(
        Graph.Edge(from: state, to: box, values: index == 0 ? [] : [gradients[index - 1]]))
      graph.edges.append(Graph.Edge(from: input, to: box))
      graph.edges.append(Graph.Edge(from: box, to: output))
      state = box
    }
    let end = Graph.Node(
      goesOn ? "…" : "h\(tokens.count)", name: goesOn ? "more tokens" : "the last state",
      column: tokens.count + 1, row: 1, isFramed: false)
    let last = add(end, to: &graph)
    graph.edges.append(Graph.Edge(from: state, to: last, values: gradients.suffix(1)))
    return graph
  }

  private func add(_ node: Graph.Node, to graph: inout Graph) -> Int {
    graph.nodes.append(node)
    return graph.nodes.count - 1
  }

  private func output(_ index: Int, column: Int) -> Graph.Node {
    Graph.Node(
      answers[index].token.quoted, name: "likeliest after token \(index + 1)", column: column,
      row: 0, isFramed: false, group: 2,
      facts: targets[index].map { [Graph.Fact("asked for", $0.quoted)] } ?? [],
      values: [Graph.Value("probability", answers[index].probability)])
  }
}

extension String {
  /// A token in quotes, so that spaces are seen; line ends as they are written in programs.
  fileprivate var quoted: String {
    "\u{201C}" + (self == "\n" ? "\\n" : self) + "\u{201D}"
  }
}
