public import Autograd
internal import Tensors

/// z = γ(x − μ)/√(σ² + ε) + β a channel: with the statistics of the batch in training, and in
/// inference with their running averages μ ← (1 − λ)μ + λμ_B, σ² ← (1 − λ)σ² + λσ²_B·m/(m − 1).
/// - Shape: x [N, C] or [N, C, H, W] → the same; scale γ, shift β, averages [C]
///
/// With one value a channel (m = 1) there is nothing to normalize by: x̂ is 0, z is β, σ²_B counts as
/// 0, and nothing is learned from x.
/// - Source: Ioffe and Szegedy 2015, algorithms 1 and 2.
public struct BatchNormalization: Layer {
  public let name: String
  public let scale: Parameter
  public let shift: Parameter
  /// Running averages of μ and σ²; not trained.
  public let mean: Parameter
  public let variance: Parameter
  /// λ.
  public let averaging: Float
  public let epsilon: Float
  /// `.stopped` holds μ and σ constant on the way back: wrong on purpose, for a lesson.
  public let gradient: StatisticsGradient

  /// - Throws: `NetworkFault` for no channels, a taken name, λ outside 0…1 or ε not above 0.
  public init(
    _ channels: Int, averaging: Double = 0.1, epsilon: Double = 1e-5,
    gradient: StatisticsGradient = .full, name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard averaging >= 0, averaging <= 1 else {
      throw .impossibleValue(layer: name, name: "averaging", averaging)
    }
    guard epsilon > 0, epsilon.isFinite else {
      throw .impossibleValue(layer: name, name: "epsilon", epsilon)
    }
    self.name = name
    self.averaging = Float(averaging)
    self.epsilon = Float(epsilon)
    self.gradient = gradient
    let shape = [channels]
    scale = try model.parameter("\(name)/scale", shape: shape, initializer: .constant(1))
    shift = try model.parameter("\(name)/shift", shape: shape, initializer: .constant(0))
    mean = try model.parameter(
      "\(name)/mean", shape: shape, initializer: .constant(0), isTrained: false)
    variance = try model.parameter(
      "\(name)/variance", shape: shape, initializer: .constant(1), isTrained: false)
  }

  public var normalizationNames: [String] { [name] }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    run(x, adding: nil, .identity, in: pass)
  }

  /// f(z + r): what follows in a network, in the same pass over memory.
  func run(
    _ x: Variable, adding residual: Variable?, _ nonlinearity: Nonlinearity, in pass: Pass
  ) -> Variable {
    guard pass.usesBatchStatistics else {
      return x.normalized(
        mean: pass.value(mean), variance: pass.value(variance), scale: pass[scale],
        shift: pass[shift], epsilon: epsilon, adding: residual, nonlinearity)
    }
    let (output, batch) = x.batchNormalized(
      scale: pass[scale], shift: pass[shift], epsilon: epsilon, gradient: gradient,
      adding: residual, nonlinearity)
    pass.observe(
      ObservedStatistics(
        layer: name, mean: batch.mean, variance: batch.unbiasedVariance,
        runningMean: pass.value(mean), runningVariance: pass.value(variance)))
    guard pass.mode == .training else { return output }
    pass.update(mean, to: pass.value(mean) * (1 - averaging) + batch.mean * averaging)
    pass.update(
      variance,
      to: pass.value(variance) * (1 - averaging) + batch.unbiasedVariance * averaging)
    return output
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 2 || input.count == 4, input[1] == scale.shape[0] else {
      throw .channels(name, expected: scale.shape[0], axes: max(0, input.count - 2), input)
    }
    cost.addParameters(scale.shape)
    cost.addParameters(shift.shape)
    cost.addActivation(input)
    return input
  }
}

/// z = γ ⊙ (x − μ)/√(σ² + ε) + β with μ and σ² of each example's own features.
/// - Shape: x […, D] → the same; scale γ, shift β [D]
/// - Source: Ba, Kiros, Hinton 2016.
public struct LayerNormalization: Layer {
  public let name: String
  public let scale: Parameter
  public let shift: Parameter
  public let epsilon: Float

  /// - Throws: `NetworkFault` for no features, a taken name or ε not above 0.
  public init(
    _ features: Int, epsilon: Double = 1e-5, name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard epsilon > 0, epsilon.isFinite else {
      throw .impossibleValue(layer: name, name: "epsilon", epsilon)
    }
    self.name = name
    self.epsilon = Float(epsilon)
    scale = try model.parameter("\(name)/scale", shape: [features], initializer: .constant(1))
    shift = try model.parameter("\(name)/shift", shape: [features], initializer: .constant(0))
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    x.layerNormalized(scale: pass[scale], shift: pass[shift], epsilon: epsilon)
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count > 1, input.last == scale.shape[0] else {
      throw .shapeMismatch(layer: name, expected: scale.shape, found: Array(input.dropFirst()))
    }
    cost.addParameters(scale.shape)
    cost.addParameters(shift.shape)
    cost.addActivation(input)
    cost.addActivation(input)
    return input
  }
}
