public import Autograd
internal import Tensors

/// y = f(S(x) + s·B(x)): a branch B beside a shortcut S, which does nothing where it has no layers.
/// - Shape: branch and shortcut give the same shape.
/// - Source: He et al. 2016, eq. 1 and 2; the branch scale s: Szegedy et al. 2017, section 3.3.
public struct ResidualBlock: Layer {
  public let branch: Sequential
  /// S; without layers the identity.
  public let shortcut: Sequential
  /// s.
  public let scale: Float
  public let activation: Activation
  public let name: String
  /// Paths that give 0.
  public let silenced: Set<ResidualPath>

  /// - Throws: `NetworkFault` for a branch without layers or a scale that is not finite.
  public init(
    _ branch: [any Layer], shortcut: [any Layer] = [], scale: Double = 1,
    activation: Activation = .relu, name: String,
    silenced: Set<ResidualPath> = []
  ) throws(NetworkFault) {
    guard !branch.isEmpty else { throw .noLayers }
    guard scale.isFinite else { throw .impossibleValue(layer: name, name: "scale", scale) }
    self.branch = Sequential(branch)
    self.shortcut = Sequential(shortcut)
    self.scale = Float(scale)
    self.activation = activation
    self.name = name
    self.silenced = silenced
  }

  public var names: [String] { branch.names + shortcut.names }

  public var normalizationNames: [String] {
    branch.normalizationNames + shortcut.normalizationNames
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let output =
      silenced.isEmpty ? sum(shortcut(x, in: pass), x, in: pass) : operated(x, in: pass)
    if let last = branch.names.last { pass.extendSignal(behind: last, to: output) }
    return output
  }

  private func sum(_ direct: Variable, _ x: Variable, in pass: Pass) -> Variable {
    if scale == 1, let function = activation.nonlinearity {
      return branch.run(x, adding: direct, function, in: pass)
    }
    let inner = branch(x, in: pass)
    return activation(direct + (scale == 1 ? inner : scale * inner))
  }

  /// Both paths are gone through, so that those who look inside find all layers.
  private func operated(_ x: Variable, in pass: Pass) -> Variable {
    let direct: Float = silenced.contains(.shortcut) ? 0 : 1
    let inner = silenced.contains(.branch) ? 0 : scale
    return activation(direct * shortcut(x, in: pass) + inner * branch(x, in: pass))
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    let output = try branch.estimate(input, into: &cost)
    var direct = input
    for layer in shortcut.layers { direct = try layer.estimate(direct, into: &cost) }
    guard direct == output else {
      throw .shapeMismatch(
        layer: name, expected: Array(output.dropFirst()), found: Array(direct.dropFirst()))
    }
    cost.addActivation(output)
    return output
  }
}

/// The two ways through a residual block.
public enum ResidualPath: Hashable, Sendable {
  case branch, shortcut
}

/// A shortcut without parameters: every s-th pixel, between channels of zeros.
/// - Shape: x [N, C, H, W] → [N, O, ⌈H/s⌉, ⌈W/s⌉]
/// - Source: He et al. 2016, section 3.3, option A.
public struct PaddedShortcut: Layer {
  public let name: String
  public let channels: Int
  public let stride: Int

  /// - Throws: `NetworkFault` for channels or a stride below 1.
  public init(
    _ channels: Int, stride: Int, name: String = "shortcut"
  ) throws(NetworkFault) {
    guard stride > 0 else {
      throw .impossibleValue(layer: name, name: "stride", Double(stride))
    }
    guard channels > 0 else {
      throw .impossibleValue(layer: name, name: "channels", Double(channels))
    }
    self.name = name
    self.channels = channels
    self.stride = stride
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let seen = stride == 1 ? x : x.averagePooling(WindowGeometry(1, stride: stride))
    let missing = channels - x.shape[1]
    return seen.padded(before: missing / 2, after: missing - missing / 2, axis: 1)
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 4, input[1] <= channels else {
      throw .channels(name, expected: channels, axes: 2, input)
    }
    let output = [input[0], channels] + input.dropFirst(2).map { ($0 - 1) / stride + 1 }
    cost.addActivation(output)
    return output
  }
}
