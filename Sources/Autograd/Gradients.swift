public import Tensors

/// What `Tape.gradients(of:)` found. A value: nothing to zero, nothing stale.
public struct Gradients {
  private let tape: Tape
  private var found: [Tensor?]

  init(tape: Tape, found: [Tensor?]) {
    self.tape = tape
    self.found = found
  }

  /// ∂L/∂v, of v's shape; zeros where the loss does not depend on v.
  /// - Precondition: v is tracked, and was not computed or is among the kept ones.
  public subscript(variable: Variable) -> Tensor {
    precondition(variable.tape === tape && variable.isTracked, "gradients: not on this tape")
    return found[variable.place] ?? Tensor(zeros: tape.shape(at: variable.place))
  }

  /// Hands a gradient over without keeping a second reference to its storage.
  public mutating func take(_ variable: Variable) -> Tensor {
    precondition(variable.tape === tape && variable.isTracked, "gradients: not on this tape")
    return found[variable.place].take() ?? Tensor(zeros: tape.shape(at: variable.place))
  }
}
