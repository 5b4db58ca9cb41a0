public import Autograd
internal import Tensors

/// y = f(x·W + b).
/// - Shape: x [N, inputs] → [N, outputs]; weight [inputs, outputs], bias [outputs]
public struct Dense: Layer {
  public let name: String
  public let weight: Parameter
  public let bias: Parameter
  public let activation: Activation

  /// - Throws: `NetworkFault` for a size below 1, a taken name or an impossible initializer.
  public init(
    _ inputs: Int, _ outputs: Int, weight: Initializer, bias: Initializer = .constant(0),
    activation: Activation = .identity, name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard inputs > 0, outputs > 0 else {
      throw .emptyLayer(layer: name, inputs: inputs, outputs: outputs)
    }
    self.name = name
    self.weight = try model.parameter(
      "\(name)/weight", shape: [inputs, outputs], initializer: weight)
    self.bias = try model.parameter("\(name)/bias", shape: [outputs], initializer: bias)
    self.activation = activation
  }

  public var inputs: Int { weight.shape[0] }
  public var outputs: Int { weight.shape[1] }
  public var names: [String] { [name] }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    if !pass.isObserving, let function = activation.nonlinearity {
      return x.affine(pass[weight], pass[bias], function)
    }
    let z = x.affine(pass[weight], pass[bias])
    let y = activation(z)
    pass.observe(name, preactivation: z, output: y, weight: weight, bias: bias)
    return y
  }

  /// 2·N·inputs·outputs forward, as much for ∂L/∂W and again for ∂L/∂x.
  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 2, input[1] == inputs else {
      throw .shapeMismatch(layer: name, expected: [inputs], found: Array(input.dropFirst()))
    }
    let output = [input[0], outputs]
    cost.addParameters(weight.shape)
    cost.addParameters(bias.shape)
    cost.addActivation(output)
    cost.addProduct(flops: 2 * Double(input[0]) * Double(inputs) * Double(outputs))
    return output
  }

  /// ∂y/∂x = diag f′(z)·Wᵀ.
  public func propagate(_ state: inout JacobianState, weights: Weights) {
    let (y, slope) = activation.valueAndSlope(
      at: affine(state.input, weights[weight], weights[bias]))
    if let jacobian = state.jacobian {
      let product = matmul(weights[weight], transposeA: true, jacobian)
      state.jacobian = product * slope.reshaped([outputs, 1])
    } else {
      state.jacobian = Tensor.identity(outputs)
    }
    state.input = y
    if let jacobian = state.jacobian { state.found.append(jacobian) }
  }
}

extension Tensor {
  /// Ones on the diagonal of a square matrix.
  fileprivate static func identity(_ extent: Int) -> Tensor {
    var scalars = [Float](repeating: 0, count: extent * extent)
    for index in 0..<extent { scalars[index * (extent + 1)] = 1 }
    return Tensor(shape: [extent, extent], scalars: scalars)
  }
}
