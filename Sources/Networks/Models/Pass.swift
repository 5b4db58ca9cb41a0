public import Autograd
internal import Tensors

/// One forward run: everything that a layer may need besides its input.
///
/// Let the pass die before the optimizer writes: while it holds the weights, writing copies them.
public final class Pass {
  public enum Mode: Hashable, Sendable {
    /// Gradients are wanted.
    case training
    case inference
  }

  public let tape: Tape
  public let mode: Mode
  /// Whether someone asked for what is inside. Layers then keep what they would overwrite.
  public let isObserving: Bool
  /// What `observe` was told, in forward order.
  public private(set) var observed: [ObservedLayer] = []
  private let weights: Weights
  private var variables: [Variable?]

  public init(_ weights: Weights, mode: Mode, observing isObserving: Bool = false) {
    tape = Tape(capacity: 4 * weights.tensors.count)
    self.mode = mode
    self.isObserving = isObserving
    self.weights = weights
    variables = [Variable?](repeating: nil, count: weights.tensors.count)
  }

  /// The parameter's numbers on this tape: the same variable every time, so sharing works.
  public subscript(parameter: Parameter) -> Variable {
    if let variable = variables[parameter.index] { return variable }
    let value = weights.tensors[parameter.index]
    let variable = mode == .training ? tape.variable(value) : tape.constant(value)
    variables[parameter.index] = variable
    return variable
  }

  /// Notes a layer's inside for whoever asked; without anyone asking, nothing happens.
  public func observe(
    _ name: String, preactivation: Variable, output: Variable, weight: Parameter
  ) {
    guard isObserving else { return }
    observed.append(
      ObservedLayer(name: name, preactivation: preactivation, output: output, weight: weight))
  }

  /// ∂loss of every parameter, in the order of the weights, and of the observed layers' sums.
  func gradients(of loss: Variable) -> (parameters: [Tensor], preactivations: [Tensor]) {
    var gradients = tape.gradients(of: loss, keeping: observed.map(\.preactivation))
    let parameters = weights.tensors.indices.map { index in
      variables[index].map { gradients.take($0) } ?? Tensor(zeros: weights.tensors[index].shape)
    }
    return (parameters, observed.map { gradients[$0.preactivation] })
  }
}

/// What a layer showed of itself during a pass.
public struct ObservedLayer {
  public let name: String
  /// z, before the activation [N, n].
  public let preactivation: Variable
  /// x, after it [N, n].
  public let output: Variable
  public let weight: Parameter
}
