internal import Autograd
public import Tensors

/// What flows through one residual block in a training step, forward and back.
public struct ObservedBlock: Sendable {
  /// What goes along an arrow, and ∂L/∂ of it.
  public struct Flow: Sendable {
    /// [N, …].
    public let value: Tensor
    /// ∂L/∂value, by this arrow alone; zeros where nothing trained lies behind.
    public let gradient: Tensor
  }

  /// A layer and what leaves it.
  public struct Stage: Sendable {
    public let layer: any Layer
    public let output: Flow
  }

  public let name: String
  /// s.
  public let scale: Float
  public let activation: Activation
  /// x into the branch B, and into the shortcut S.
  public let intoBranch, intoShortcut: Flow
  /// The layers of B and of S.
  public let branch, shortcut: [Stage]
  /// s·B(x), as it comes to the sum.
  public let scaled: Flow
  /// S(x) + s·B(x).
  public let sum: Flow
  /// y.
  public let output: Flow
}

extension Network {
  /// Its residual blocks among the layers that follow each other, the first one first.
  public var residualBlocks: [ResidualBlock] {
    (layer as? Sequential)?.layers.compactMap { $0 as? ResidualBlock } ?? []
  }
}

extension Trainer {
  /// One block on its way forward and back with a batch in training mode, before the update. The
  /// arithmetic is that of a step but for its order within the block.
  /// - Parameter number: from 0.
  /// - Shape: as `train`
  /// - Returns: nil where the network has no such block.
  public func observeBlock(_ number: Int, _ x: Tensor, _ labels: [Int]) -> ObservedBlock? {
    guard let layers = (network.layer as? Sequential)?.layers else { return nil }
    let places = layers.indices.filter { layers[$0] is ResidualBlock }
    guard places.indices.contains(number), let block = layers[places[number]] as? ResidualBlock
    else { return nil }
    let pass = Pass(weights, mode: .training, randomness: .init(seed: seed, step: step))
    let before = Sequential(Array(layers[..<places[number]]))
    let after = Sequential(Array(layers[(places[number] + 1)...]))
    let way = BlockWay(block, before(pass.tape.constant(x), in: pass), in: pass)
    let gradients = pass.tape.gradients(
      of: loss(after(way.output, in: pass), labels), keeping: way.variables)
    return way.observed { variable in
      ObservedBlock.Flow(
        value: variable.value,
        gradient: variable.isTracked ? gradients[variable] : Tensor(zeros: variable.shape))
    }
  }
}

/// A block, one operation after the other.
private struct BlockWay {
  let block: ResidualBlock
  let intoBranch, intoShortcut, scaled, sum, output: Variable
  let branch, shortcut: [(layer: any Layer, output: Variable)]

  init(_ block: ResidualBlock, _ x: Variable, in pass: Pass) {
    self.block = block
    // A node of its own for each arrow, so that each has its own gradient.
    intoBranch = x.reshaped(x.shape)
    intoShortcut = x.reshaped(x.shape)
    branch = Self.run(block.branch, intoBranch, in: pass)
    shortcut = Self.run(block.shortcut, intoShortcut, in: pass)
    let inner = branch.last?.output ?? intoBranch
    scaled = block.scale == 1 ? inner : block.scale * inner
    sum = (shortcut.last?.output ?? intoShortcut) + scaled
    output = block.activation(sum)
  }

  private static func run(
    _ layers: Sequential, _ x: Variable, in pass: Pass
  ) -> [(layer: any Layer, output: Variable)] {
    var x = x
    return layers.parts.map { layer in
      x = layer(x, in: pass)
      return (layer, x)
    }
  }

  var variables: [Variable] {
    [intoBranch, intoShortcut, scaled, sum, output] + (branch + shortcut).map(\.output)
  }

  func observed(_ flow: (Variable) -> ObservedBlock.Flow) -> ObservedBlock {
    func stages(_ layers: [(layer: any Layer, output: Variable)]) -> [ObservedBlock.Stage] {
      layers.map { ObservedBlock.Stage(layer: $0.layer, output: flow($0.output)) }
    }
    return ObservedBlock(
      name: block.name, scale: block.scale, activation: block.activation,
      intoBranch: flow(intoBranch), intoShortcut: flow(intoShortcut), branch: stages(branch),
      shortcut: stages(shortcut), scaled: flow(scaled), sum: flow(sum), output: flow(output))
  }
}

extension Sequential {
  /// Each layer by itself, also those that are observed together.
  fileprivate var parts: [any Layer] {
    layers.flatMap { layer in
      (layer as? ObservedGroup).map { [$0.weighted] + $0.followers } ?? [layer]
    }
  }
}
