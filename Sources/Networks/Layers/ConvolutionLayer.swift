public import Autograd
public import Tensors

/// y = f(w ⋆ x + b), a window over images.
/// - Shape: x [N, C, H, W] → [N, O, H′, W′]; weight [O, C/groups, k, k], bias [O]. With a window on
///   a line: x [N, C, L] → [N, O, L′]; weight [O, C/groups, k].
/// - Source: LeCun et al. 1998.
public struct ConvolutionLayer: Layer {
  public let name: String
  public let weight: Parameter
  /// nil where a normalization follows, which would take it away again.
  public let bias: Parameter?
  public let geometry: WindowGeometry
  public let groups: Int
  public let activation: Activation

  /// - Parameter weight: its fan-in is C/groups·k·k.
  /// - Throws: `NetworkFault` for sizes below 1, groups that don't divide the channels, a window
  ///   without extent, a taken name or an impossible initializer.
  public init(
    _ inputs: Int, _ outputs: Int, _ geometry: WindowGeometry, groups: Int = 1,
    weight: Initializer, bias: Initializer? = .constant(0), activation: Activation = .identity,
    name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard inputs > 0, outputs > 0 else {
      throw .emptyLayer(layer: name, inputs: inputs, outputs: outputs)
    }
    guard groups > 0, inputs % groups == 0, outputs % groups == 0 else {
      throw .indivisible(layer: name, .groups, count: groups, extents: [inputs, outputs])
    }
    guard geometry.isUsable else {
      throw .unusableWindow(layer: name, geometry, image: [inputs])
    }
    self.name = name
    self.geometry = geometry
    self.groups = groups
    self.activation = activation
    let window = geometry.isLine ? [geometry.width] : [geometry.height, geometry.width]
    self.weight = try model.parameter(
      "\(name)/weight", shape: [outputs, inputs / groups] + window, initializer: weight)
    if let bias {
      self.bias = try model.parameter("\(name)/bias", shape: [outputs], initializer: bias)
    } else {
      self.bias = nil
    }
  }

  public var names: [String] { [name] }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let shift = bias.map { pass[$0] } ?? pass.tape.constant(Tensor(zeros: [weight.shape[0]]))
    if !pass.isObserving, let function = activation.nonlinearity {
      return x.convolution(pass[weight], shift, geometry, groups: groups, function)
    }
    let z = x.convolution(pass[weight], shift, geometry, groups: groups)
    let y = activation(z)
    pass.observe(name, preactivation: z, output: y, weight: weight, bias: bias)
    return y
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    let channels = weight.shape[1] * groups
    guard input.count == (geometry.isLine ? 3 : 4), input[1] == channels else {
      throw .channels(name, expected: channels, axes: geometry.isLine ? 1 : 2, input)
    }
    guard let extents = geometry.output(of: input) else {
      throw .unusableWindow(layer: name, geometry, image: Array(input.dropFirst()))
    }
    let output = [input[0], weight.shape[0]] + extents
    cost.addParameters(weight.shape)
    if let bias { cost.addParameters(bias.shape) }
    cost.addActivation(output)
    let perOutput = weight.shape.dropFirst().reduce(2.0) { $0 * Double($1) }
    cost.addProduct(flops: output.reduce(perOutput) { $0 * Double($1) })
    return output
  }
}

extension WindowGeometry {
  /// [H′, W′] of images [N, C, H, W], [L′] of sequences [N, C, L]; nil where the window doesn't fit.
  func output(of input: [Int]) -> [Int]? {
    if isLine { return outputExtents(1, input[2]).map { [$0.width] } }
    return outputExtents(input[2], input[3]).map { [$0.height, $0.width] }
  }
}
