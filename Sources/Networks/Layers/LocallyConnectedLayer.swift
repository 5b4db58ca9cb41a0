public import Autograd
public import Tensors

/// y = f(w_p·x_p + b_p): windows as in a convolution, each with weights of its own.
/// - Shape: x [N, C, H, W] → [N, O, H′, W′]; weight [H′·W′, C·k·k, O], bias [H′·W′, O]
/// - Source: LeCun 1989, "Generalization and network design strategies".
public struct LocallyConnectedLayer: Layer {
  public let name: String
  public let weight: Parameter
  public let bias: Parameter
  public let geometry: WindowGeometry
  public let activation: Activation
  /// [C, H, W].
  public let image: [Int]

  /// - Parameters:
  ///   - image: [C, H, W], because every place has weights.
  ///   - weight: its fan-in is C·k·k.
  /// - Throws: `NetworkFault` for sizes below 1, a window that doesn't fit, a taken name or an
  ///   impossible initializer.
  public init(
    _ image: [Int], _ outputs: Int, _ geometry: WindowGeometry, weight: Initializer,
    bias: Initializer = .constant(0), activation: Activation = .identity, name: String,
    in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard image.count == 3, image.allSatisfy({ $0 > 0 }), outputs > 0 else {
      throw .emptyLayer(layer: name, inputs: image.min() ?? 0, outputs: outputs)
    }
    guard geometry.isUsable, let extents = geometry.outputExtents(image[1], image[2]) else {
      throw .unusableWindow(layer: name, geometry, image: image)
    }
    self.name = name
    self.geometry = geometry
    self.activation = activation
    self.image = image
    let places = extents.height * extents.width
    self.weight = try model.parameter(
      "\(name)/weight", shape: [places, image[0] * geometry.height * geometry.width, outputs],
      initializer: weight)
    self.bias = try model.parameter("\(name)/bias", shape: [places, outputs], initializer: bias)
  }

  public var names: [String] { [name] }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let z = x.locallyConnected(pass[weight], pass[bias], geometry)
    let y = activation(z)
    pass.observe(name, preactivation: z, output: y, weight: weight, bias: bias)
    return y
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard
      Array(input.dropFirst()) == image,
      let extents = geometry.outputExtents(image[1], image[2])
    else { throw .shapeMismatch(layer: name, expected: image, found: Array(input.dropFirst())) }
    let output = [input[0], bias.shape[1], extents.height, extents.width]
    cost.addParameters(weight.shape)
    cost.addParameters(bias.shape)
    cost.addActivation([input[0]] + weight.shape.dropLast())
    cost.addActivation(output)
    cost.addProduct(flops: weight.shape.reduce(2 * Double(input[0])) { $0 * Double($1) })
    return output
  }
}
