public import Autograd
public import Tensors

/// Two recurrent layers, one from each end, side by side.
/// - Shape: x [N, T, D] → [N, T, 2·H], forward half first
/// - Source: Schuster and Paliwal 1997.
public struct BidirectionalLayer: Layer {
  public let name: String
  public let forward, backward: RecurrentLayer

  /// - Throws: `NetworkFault` for a size below 1, a taken name or an impossible initializer.
  public init(
    _ cell: RecurrentCell, inputs: Int, width: Int,
    initializers: RecurrentLayer.Initializers = .standard, name: String,
    in model: inout ModelBuilder
  ) throws(NetworkFault) {
    self.name = name
    forward = try RecurrentLayer(
      cell, inputs: inputs, width: width, initializers: initializers, name: name, in: &model)
    backward = try RecurrentLayer(
      cell, inputs: inputs, width: width, isReversed: true, initializers: initializers,
      name: name, in: &model)
  }

  public var recurrentLayers: [RecurrentLayer] { [forward, backward] }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    run(.values(x), examples: x.shape[0], steps: x.shape[1], in: pass).states
  }

  /// - Returns: states [N, T, 2·H], and those after the last step of each direction [N, 2·H].
  public func run(
    _ input: SequenceVariable, examples: Int, steps: Int, lengths: [Int]? = nil, in pass: Pass
  ) -> (states: Variable, final: Variable) {
    let left = forward.run(
      input, examples: examples, steps: steps, lengths: lengths, in: pass
    ).states
    let right = backward.run(
      input, examples: examples, steps: steps, lengths: lengths, in: pass
    ).states
    let ends = [
      left.finalStates(lengths: lengths), right.finalStates(lengths: lengths, isReversed: true),
    ]
    return (
      .concatenated([left, right], axis: 2), .concatenated(ends, axis: 1)
    )
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    var output = try forward.estimate(input, into: &cost)
    _ = try backward.estimate(input, into: &cost)
    output[2] *= 2
    cost.addActivation(output)
    return output
  }
}
