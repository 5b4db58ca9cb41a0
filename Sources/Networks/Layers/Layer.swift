public import Autograd
public import Tensors

/// A part of a network: immutable, its numbers are elsewhere.
public protocol Layer: Sendable {
  /// One forward run; x and the result have the batch as first axis.
  func callAsFunction(_ x: Variable, in pass: Pass) -> Variable

  /// The layers that `Pass.observe` will name, as a table of the network lists them: a branch
  /// before its shortcut, whichever runs first.
  var names: [String] { get }

  /// The recurrent layers in it, whose way back through time `Pass.flow` collects.
  var recurrentLayers: [RecurrentLayer] { get }

  /// The normalizations over the batch whose statistics `Pass.observe` will name, in that order.
  var normalizationNames: [String] { get }

  /// Adds what one step costs, and returns the shape of the result for an input of shape `input`;
  /// both with the batch as first axis.
  /// - Throws: `NetworkFault.shapeMismatch` where the input doesn't fit.
  func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int]

  /// Follows one input and the Jacobian of that input with respect to something of K numbers
  /// through the layer; a dense layer appends the Jacobian of its output.
  func propagate(_ state: inout JacobianState, weights: Weights)
}

/// One input on its way through the layers, with its derivative.
public struct JacobianState {
  /// x [1, n].
  public var input: Tensor
  /// ∂x/∂(the first layer's output) [n, K]; nil before the first layer.
  public var jacobian: Tensor?
  /// ∂x_l/∂x_1 for l = 1, 2, …: [n_l, n_1] each.
  public var found: [Tensor] = []

  public init(input: Tensor) {
    self.input = input
  }
}

extension Layer {
  public var names: [String] { [] }
  public var normalizationNames: [String] { [] }
  public var recurrentLayers: [RecurrentLayer] { [] }

  /// The general way: one backward run for each number of the result. Exact, and slower than what a
  /// layer that knows its Jacobian can do.
  public func propagate(_ state: inout JacobianState, weights: Weights) {
    let pass = Pass(weights, mode: .inference)
    let x = pass.tape.variable(state.input)
    let y = self(x, in: pass)
    state.input = y.value
    guard let jacobian = state.jacobian else { return }
    var rows: [Float] = []
    for index in 0..<y.value.count {
      var direction = [Float](repeating: 0, count: y.value.count)
      direction[index] = 1
      let chosen = pass.tape.constant(Tensor(shape: y.shape, scalars: direction))
      rows += pass.tape.gradients(of: (y * chosen).sum())[x].scalars
    }
    let own = Tensor(shape: [y.value.count, x.value.count], scalars: rows)
    state.jacobian = matmul(own, jacobian)
  }
}
