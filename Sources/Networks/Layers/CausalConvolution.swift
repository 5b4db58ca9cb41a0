public import Autograd
internal import Tensors

/// A convolution over time that sees no later token: z_t = Σ_j W_j·x_{t − d(k − 1 − j)} + b, with
/// zeros before the first token, then the activation.
/// - Shape: x [N, T, D] → [N, T, outputs]; weight [k·D, outputs], the oldest token's rows first
/// - Source: van den Oord et al. 2016 (WaveNet), section 2.1.
public struct CausalConvolution: Layer {
  /// k tokens go into each sum.
  public let kernel: Int
  /// d tokens lie between two of them.
  public let dilation: Int
  public let sums: Dense

  /// - Throws: `NetworkFault` for a size below 1, a taken name or an impossible initializer.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Int, dilation: Int = 1,
    activation: Activation = .identity, name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard kernel > 0, dilation > 0 else {
      throw .emptyLayer(layer: name, inputs: kernel, outputs: dilation)
    }
    self.kernel = kernel
    self.dilation = dilation
    let initializer = Initializer.uniform(variance: 1 / (3 * Double(max(1, kernel * inputs))))
    sums = try Dense(
      kernel * inputs, outputs, weight: initializer, bias: initializer, activation: activation,
      name: name, in: &model)
  }

  public var names: [String] { sums.names }

  /// Tokens from the oldest one that it sees to the present one: 1 + d(k − 1).
  public var reach: Int { 1 + dilation * (kernel - 1) }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let (examples, steps) = (x.shape[0], x.shape[1])
    let past = (0..<kernel).map { place -> Variable in
      let shift = min(dilation * (kernel - 1 - place), steps)
      guard shift > 0 else { return x }
      guard shift < steps else { return pass.tape.constant(Tensor(zeros: x.shape)) }
      return x.sliced(0..<steps - shift, axis: 1).padded(before: shift, after: 0, axis: 1)
    }
    let seen = kernel == 1 ? x : Variable.concatenated(past, axis: 2)
    return sums(seen.reshaped([-1, sums.inputs]), in: pass)
      .reshaped([examples, steps, sums.outputs])
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 3, input[2] * kernel == sums.inputs else {
      throw .shapeMismatch(
        layer: sums.name, expected: [input.dropFirst().first ?? 1, sums.inputs / kernel],
        found: Array(input.dropFirst()))
    }
    let rows = input[0] * input[1]
    if kernel > 1 { cost.addActivation([rows, sums.inputs]) }
    _ = try sums.estimate([rows, sums.inputs], into: &cost)
    return [input[0], input[1], sums.outputs]
  }
}
