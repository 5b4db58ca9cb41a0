public import Autograd
public import Tensors

// Layers of the original LeNet-5, of 1998: LeCun, Bottou, Bengio, Haffner, section II.B.

/// A convolution in which each output sees some of the input planes only.
/// - Shape: x [N, C, H, W] → [N, O, H′, W′]; weight [connections, k, k], bias [O]
/// - Source: LeCun et al. 1998, table I.
public struct SparseConvolution: Layer {
  public let name: String
  /// A kernel for each connection, output after output.
  public let weight: Parameter
  public let bias: Parameter
  /// The input planes that each output sees.
  public let connections: [[Int]]
  public let inputs: Int
  public let extent: Int

  /// The planes that the 16 maps of C3 see: three neighbors, four neighbors, four others, all.
  public static let table = [
    [0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [0, 4, 5], [0, 1, 5],
    [0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [0, 3, 4, 5], [0, 1, 4, 5], [0, 1, 2, 5],
    [0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5], [0, 1, 2, 3, 4, 5],
  ]

  /// - Throws: `NetworkFault` for no connections, planes that don't exist, a window without extent, a
  ///   taken name or an impossible initializer.
  public init(
    _ inputs: Int, _ connections: [[Int]], extent: Int, weight: Initializer,
    bias: Initializer = .constant(0), name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard inputs > 0, connections.allSatisfy({ !$0.isEmpty }) else {
      throw .emptyLayer(layer: name, inputs: inputs, outputs: connections.count)
    }
    guard extent > 0 else {
      throw .unusableWindow(layer: name, WindowGeometry(extent), image: [])
    }
    if let plane = connections.joined().first(where: { $0 < 0 || $0 >= inputs }) {
      throw .impossibleValue(layer: name, name: "input plane", Double(plane))
    }
    self.name = name
    self.inputs = inputs
    self.extent = extent
    self.connections = connections
    self.weight = try model.parameter(
      "\(name)/weight", shape: [connections.joined().count, extent, extent], initializer: weight)
    self.bias = try model.parameter(
      "\(name)/bias", shape: [connections.count], initializer: bias)
  }

  public var names: [String] { [name] }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let kernel = pass[weight].padded(before: 0, after: 1, axis: 0).gathered(places, axis: 0)
      .reshaped([connections.count, inputs, extent, extent])
    let z = x.convolution(kernel, pass[bias], WindowGeometry(extent))
    pass.observe(name, preactivation: z, output: z, weight: weight, bias: bias)
    return z
  }

  /// The kernel of every pair of output and plane; the last one, of zeros, where nothing connects.
  private var places: [Int] {
    var (places, next) = ([Int](), 0)
    for planes in connections {
      for plane in 0..<inputs {
        places.append(planes.firstIndex(of: plane).map { next + $0 } ?? weight.shape[0])
      }
      next += planes.count
    }
    return places
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 4, input[1] == inputs else {
      throw .channels(name, expected: inputs, axes: 2, input)
    }
    let window = WindowGeometry(extent)
    guard let extents = window.output(of: input) else {
      throw .unusableWindow(layer: name, window, image: Array(input.dropFirst()))
    }
    let output = [input[0], connections.count] + extents
    cost.addParameters(weight.shape)
    cost.addParameters(bias.shape)
    cost.addActivation(output)
    // The zeros are multiplied too.
    let perOutput = 2 * Double(inputs * extent * extent)
    cost.addProduct(flops: output.reduce(perOutput) { $0 * Double($1) })
    return output
  }
}

/// z = w_c · Σ of the 2×2 pixels + b_c: half as wide and high, with two trained numbers a channel.
/// - Shape: x [N, C, H, W] → [N, C, H/2, W/2]; weight, bias [C]
/// - Source: LeCun et al. 1998, layer S2.
public struct TrainableSubsampling: Layer {
  public let name: String
  public let weight: Parameter
  public let bias: Parameter

  /// - Throws: `NetworkFault` for no channels, a taken name or an impossible initializer.
  public init(
    _ channels: Int, weight: Initializer, bias: Initializer = .constant(0), name: String,
    in model: inout ModelBuilder
  ) throws(NetworkFault) {
    self.name = name
    self.weight = try model.parameter("\(name)/weight", shape: [channels], initializer: weight)
    self.bias = try model.parameter("\(name)/bias", shape: [channels], initializer: bias)
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let mean = x.averagePooling(WindowGeometry(2, stride: 2))
    let channel = [weight.shape[0], 1, 1]
    return 4 * mean * pass[weight].reshaped(channel) + pass[bias].reshaped(channel)
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 4, input[1] == weight.shape[0] else {
      throw .channels(name, expected: weight.shape[0], axes: 2, input)
    }
    guard input[2] > 1, input[3] > 1 else {
      throw .unusableWindow(
        layer: name, WindowGeometry(2, stride: 2), image: Array(input.dropFirst()))
    }
    let output = [input[0], input[1], input[2] / 2, input[3] / 2]
    cost.addParameters(weight.shape)
    cost.addParameters(bias.shape)
    for _ in 0..<4 { cost.addActivation(output) }
    return output
  }
}

/// y = 1.7159 · tanh(⅔x), which maps ±1 to ±1.
/// - Shape: any → the same
/// - Source: LeCun et al. 1998, appendix A.
public struct ScaledTanh: Layer {
  public init() {}

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    1.7159 * (Float(2.0 / 3) * x).tanh()
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    for _ in 0..<3 { cost.addActivation(input) }
    return input
  }
}

/// y_k = −Σⱼ (xⱼ − c_kj)²: how near the features are to the code of each class; the largest wins.
///
/// The codes are ±1 and are not trained. Those of 1998 were drawn by hand; these are random, which
/// the paper names as the other way.
/// - Shape: x [N, D] → [N, K]
/// - Source: LeCun et al. 1998, eq. 7, with the sign of a logit.
public struct CodeDistance: Layer {
  /// [D, K].
  public let codes: Tensor

  /// - Throws: `NetworkFault.emptyLayer` for sizes below 1.
  public init(_ features: Int, classes: Int, seed: Seed = Seed(1998)) throws(NetworkFault) {
    guard features > 0, classes > 0 else {
      throw .emptyLayer(layer: "codes", inputs: features, outputs: classes)
    }
    var stream = seed.stream("codes")
    codes = Tensor(
      shape: [features, classes],
      scalars: (0..<features * classes).map { _ in stream.next(below: 2) == 0 ? -1 : 1 })
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    // ‖x − c‖² = ‖x‖² − 2x·c + D, as every code has D ones.
    let square = (x * x).sum(axis: 1).reshaped([-1, 1])
    let constant = pass.tape.constant(Tensor(Float(codes.shape[0])))
    return 2 * x.matmul(pass.tape.constant(codes)) - square - constant
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 2, input[1] == codes.shape[0] else {
      throw .shapeMismatch(
        layer: "codes", expected: [codes.shape[0]], found: Array(input.dropFirst()))
    }
    let output = [input[0], codes.shape[1]]
    cost.addActivation(input)
    cost.addActivation(output)
    cost.addProduct(flops: 2 * Double(input[0]) * Double(codes.count))
    return output
  }
}
