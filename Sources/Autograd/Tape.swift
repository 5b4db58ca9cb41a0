public import Tensors

/// From ∂L/∂z to one source's share of it. The argument is consumed: a pullback may overwrite it.
public typealias Pullback = (consuming Tensor) -> Tensor

/// The record of a computation, in the order in which it happened.
///
/// The tape only grows, so that order is topological and going backward is one reversed loop.
/// Sources that nothing trained lies behind leave no trace: their pullbacks are dropped at once.
/// Not `Sendable`: a tape belongs to the thread that made it.
public final class Tape {
  private struct Node {
    /// nil for a variable that was not computed.
    let operation: Operation?
    let shape: [Int]
    /// The node's first edge; its last is before the next node's first.
    let firstEdge: Int
  }

  private struct Edge {
    let source: Int
    let pullback: Pullback
  }

  private var nodes: [Node] = []
  private var edges: [Edge] = []

  /// - Parameter capacity: operations expected.
  public init(capacity: Int = 64) {
    nodes.reserveCapacity(capacity)
    edges.reserveCapacity(2 * capacity)
  }

  /// A number that gradients are wanted for.
  public func variable(_ value: Tensor) -> Variable {
    nodes.append(Node(operation: nil, shape: value.shape, firstEdge: edges.count))
    return Variable(value, on: self, at: nodes.count - 1)
  }

  /// A number that gradients are not wanted for, such as the data.
  public func constant(_ value: Tensor) -> Variable {
    Variable(value, on: self, at: -1)
  }

  /// The operations recorded, oldest first.
  public var operations: [Operation] { nodes.compactMap(\.operation) }

  /// Writes down z = f(a): its value, and how ∂L/∂z becomes ∂L/∂a.
  public func record(
    _ operation: Operation, _ value: Tensor, from a: (Variable, Pullback)
  ) -> Variable {
    guard a.0.isTracked else { return constant(value) }
    append(operation, value.shape)
    connect(a)
    return Variable(value, on: self, at: nodes.count - 1)
  }

  /// Writes down z = f(a, b).
  public func record(
    _ operation: Operation, _ value: Tensor, from a: (Variable, Pullback),
    _ b: (Variable, Pullback)
  ) -> Variable {
    guard a.0.isTracked || b.0.isTracked else { return constant(value) }
    append(operation, value.shape)
    connect(a)
    connect(b)
    return Variable(value, on: self, at: nodes.count - 1)
  }

  /// Writes down z = f(a, b, c).
  public func record(
    _ operation: Operation, _ value: Tensor, from a: (Variable, Pullback),
    _ b: (Variable, Pullback), _ c: (Variable, Pullback)
  ) -> Variable {
    guard a.0.isTracked || b.0.isTracked || c.0.isTracked else { return constant(value) }
    append(operation, value.shape)
    connect(a)
    connect(b)
    connect(c)
    return Variable(value, on: self, at: nodes.count - 1)
  }

  /// Writes down z = f(a, b, …) for any number of sources.
  public func record(
    _ operation: Operation, _ value: Tensor, from sources: [(Variable, Pullback)]
  ) -> Variable {
    guard sources.contains(where: { $0.0.isTracked }) else { return constant(value) }
    append(operation, value.shape)
    for source in sources { connect(source) }
    return Variable(value, on: self, at: nodes.count - 1)
  }

  private func append(_ operation: Operation, _ shape: [Int]) {
    nodes.append(Node(operation: operation, shape: shape, firstEdge: edges.count))
  }

  private func connect(_ source: (variable: Variable, pullback: Pullback)) {
    guard source.variable.isTracked else { return }
    precondition(source.variable.tape === self, "record: the source lives on another tape")
    edges.append(Edge(source: source.variable.place, pullback: source.pullback))
  }

  /// ∂loss/∂v for every variable v that was not computed (`variable(_:)`) and those in `kept`.
  ///
  /// A node's own gradient is handed to its last pullback without a copy, so that elementwise
  /// operations change it in place.
  /// - Precondition: `loss` has one scalar.
  public func gradients(of loss: Variable, keeping kept: [Variable] = []) -> Gradients {
    precondition(
      loss.value.count == 1, "gradients: the loss has shape \(loss.shape), not one scalar")
    var found = [Tensor?](repeating: nil, count: nodes.count)
    guard loss.isTracked else { return Gradients(tape: self, found: found) }
    var isKept = [Bool](repeating: false, count: nodes.count)
    for variable in kept where variable.isTracked { isKept[variable.place] = true }

    found[loss.place] = Tensor(repeating: 1, shape: loss.shape)
    var endEdge = loss.place + 1 < nodes.count ? nodes[loss.place + 1].firstEdge : edges.count
    for place in stride(from: loss.place, through: 0, by: -1) {
      let firstEdge = nodes[place].firstEdge
      defer { endEdge = firstEdge }
      guard nodes[place].operation != nil, found[place] != nil else { continue }
      propagate(firstEdge..<endEdge, from: place, keeping: isKept[place], in: &found)
    }
    return Gradients(tape: self, found: found)
  }

  private func propagate(
    _ range: Range<Int>, from place: Int, keeping isKept: Bool, in found: inout [Tensor?]
  ) {
    for index in range {
      let edge = edges[index]
      let isLast = index + 1 == range.upperBound && !isKept
      guard let dz = isLast ? found[place].take() : found[place] else { return }
      let share = edge.pullback(dz)
      if found[edge.source] == nil {
        found[edge.source] = share
      } else {
        found[edge.source]?.add(share, scaled: 1)
      }
    }
  }

  func shape(at place: Int) -> [Int] { nodes[place].shape }
}
