public import Tensors

/// All numbers of a network in one value: a snapshot is an assignment, and costs nothing until one
/// of the two is written.
public struct Weights: Sendable, Equatable {
  /// One tensor a parameter, in the order of `Network.parameters`.
  public internal(set) var tensors: [Tensor]

  public init(tensors: [Tensor]) {
    self.tensors = tensors
  }

  /// Draws every parameter from the random stream of its name, so that one more layer changes
  /// nothing in the others.
  init(_ parameters: [Parameter], seed: Seed) {
    tensors = parameters.map { $0.drawn(seed) }
  }

  public subscript(parameter: Parameter) -> Tensor {
    get { tensors[parameter.index] }
    set {
      precondition(
        newValue.shape == parameter.shape,
        "\(parameter.name): shape \(parameter.shape) replaced by \(newValue.shape)")
      tensors[parameter.index] = newValue
    }
  }

  /// Whether no number is NaN or infinite.
  public var isFinite: Bool { tensors.allSatisfy(\.isFinite) }
}
