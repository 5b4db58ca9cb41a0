public import Autograd

/// z = γ(x − μ)/√(σ² + ε) + β with μ and σ² of each example's groups of channels: the same in training
/// and inference, whatever the batch. As many groups as channels: instance normalization.
/// - Shape: x [N, C, …] → the same; scale γ, shift β [C]
/// - Source: Wu and He 2018; Ulyanov, Vedaldi, Lempitsky 2016.
public struct GroupNormalization: Layer {
  public let name: String
  public let groups: Int
  public let scale: Parameter
  public let shift: Parameter
  public let epsilon: Float

  /// - Throws: `NetworkFault` for no channels, groups that don't divide them, a taken name or ε not
  ///   above 0.
  public init(
    _ channels: Int, groups: Int, epsilon: Double = 1e-5, name: String,
    in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard groups > 0, channels % groups == 0 else {
      throw .indivisible(layer: name, .groups, count: groups, extents: [channels])
    }
    guard epsilon > 0, epsilon.isFinite else {
      throw .impossibleValue(layer: name, name: "epsilon", epsilon)
    }
    self.name = name
    self.groups = groups
    self.epsilon = Float(epsilon)
    scale = try model.parameter("\(name)/scale", shape: [channels], initializer: .constant(1))
    shift = try model.parameter("\(name)/shift", shape: [channels], initializer: .constant(0))
  }

  /// One channel a group: every channel of every example by itself.
  /// - Throws: as for groups.
  public static func instance(
    _ channels: Int, epsilon: Double = 1e-5, name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) -> GroupNormalization {
    try GroupNormalization(
      channels, groups: channels, epsilon: epsilon, name: name, in: &model)
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    x.groupNormalized(
      groups: groups, scale: pass[scale], shift: pass[shift], epsilon: epsilon)
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count > 1, input[1] == scale.shape[0] else {
      throw .channels(name, expected: scale.shape[0], axes: max(0, input.count - 2), input)
    }
    cost.addParameters(scale.shape)
    cost.addParameters(shift.shape)
    cost.addActivation(input)
    cost.addActivation(input)
    return input
  }
}

/// z = γ ⊙ x/√(mean x² + ε) over each example's own features.
/// - Shape: x […, D] → the same; scale γ [D]
/// - Source: Zhang and Sennrich 2019, eq. 4.
public struct RootMeanSquareNormalization: Layer {
  public let name: String
  public let scale: Parameter
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
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    x.rootMeanSquareNormalized(scale: pass[scale], epsilon: epsilon)
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count > 1, input.last == scale.shape[0] else {
      throw .shapeMismatch(layer: name, expected: scale.shape, found: Array(input.dropFirst()))
    }
    cost.addParameters(scale.shape)
    cost.addActivation(input)
    cost.addActivation(input)
    return input
  }
}
