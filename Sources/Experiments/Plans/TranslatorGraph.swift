internal import Networks

/// A network from sequence to sequence on a lattice: the target's way above, the source's below it, and
/// how the one gets to the other.
struct TranslatorGraph {
  private let rows: [String: LayerSummary]
  private let settings: SequenceToSequenceSettings
  private let targetSteps: Int
  private var nodes: [Graph.Node] = []
  private var edges: [Graph.Edge] = []
  /// The shape of what a node gives, by its place.
  private var shapes: [[Int]] = []

  /// - Parameter rows: of the network's table.
  init(rows: [LayerSummary], _ settings: SequenceToSequenceSettings, inputSteps: Int) {
    self.rows = Dictionary(rows.map { ($0.name, $0) }) { first, _ in first }
    self.settings = settings
    targetSteps = inputSteps - settings.sourceSteps
    addWays()
  }

  var graph: Graph { Graph(nodes: nodes, edges: edges) }

  private mutating func addWays() {
    let source = port("source", [settings.sourceSteps], column: 0, row: 1)
    let target = port("target", [targetSteps], column: 0, row: 0)
    let embeddings = (box("source", column: 1, row: 1), box("target", column: 1, row: 0))
    let encoder = box("encoder", column: 2, row: 1)
    let decoder = box("decoder", column: 4, row: 0)
    let output = box("output", column: 5, row: 0)
    let logits = port(
      "logits", [targetSteps, settings.targetVocabulary], column: 6, row: 0)
    for (from, to) in [
      (source, embeddings.0), (embeddings.0, encoder), (target, embeddings.1),
      (embeddings.1, decoder), (decoder, output), (output, logits),
    ] {
      connect(from, to)
    }
    if settings.hasAttention {
      let attention = box("attention", column: 3, row: 1)
      connect(encoder, attention)
      connect(attention, decoder)
    }
    // The decoder begins with the encoder's last state, or with what the bridge makes of it.
    let state = settings.hasBridge ? box("bridge", column: 3, row: 2) : nil
    if let state {
      connect(encoder, state, route: .columnFirst)
      connect(state, decoder)
    } else if !settings.hasAttention {
      connect(encoder, decoder)
    }
  }

  private mutating func port(_ label: String, _ shape: [Int], column: Int, row: Int) -> Int {
    shapes.append(shape)
    nodes.append(
      Graph.Node(
        label, name: label, column: column, row: row, isFramed: false,
        facts: [Graph.Fact("shape", text(shape))]))
    return nodes.count - 1
  }

  private mutating func box(_ name: String, column: Int, row: Int) -> Int {
    let found = rows[name]
    shapes.append(found?.outputShape ?? [])
    nodes.append(
      Graph.Node(
        label(name, found?.kind ?? name), name: "\(name), \(found?.kind ?? name)", column: column,
        row: row,
        facts: [
          Graph.Fact("shape", text(found?.outputShape ?? [])),
          Graph.Fact("parameters", "\(found?.parameters ?? 0)"),
        ]))
    return nodes.count - 1
  }

  /// Short, for seven columns of boxes: the whole name is read by the cursor.
  private func label(_ name: String, _ kind: String) -> String {
    switch name {
    case "source", "target": "embed"
    case "encoder", "decoder", "attention": name
    default: kind
    }
  }

  private mutating func connect(_ from: Int, _ to: Int, route: Graph.Route = .rowFirst) {
    edges.append(Graph.Edge(from: from, to: to, label: text(shapes[from]), route: route))
  }

  private func text(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: "×")
  }
}
