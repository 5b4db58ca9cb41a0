public import Autograd
public import Tensors

/// A recurrent layer in one direction.
///
/// Its parameters have PyTorch's names and layouts (`weight_ih_l0` [G·H, D], `weight_hh_l0` [G·H, H],
/// `bias_ih_l0` and `bias_hh_l0` [G·H], reversed ones with `_reverse`), so that weights load as they
/// are.
/// - Shape: x [N, T, D] → [N, T, H]
public struct RecurrentLayer: Layer {
  public let name: String
  public let cell: RecurrentCell
  public let isReversed: Bool
  public let inputWeight, recurrentWeight, inputBias, recurrentBias: Parameter

  /// How the weights begin; nil: U(±1/√H), as in PyTorch.
  public struct Initializers: Hashable, Sendable {
    public var input: Initializer?
    public var recurrent: Initializer?
    /// Of b; c is then 0 where a gate's bias is given.
    public var bias: Initializer?
    /// b of one gate, as the 1 of an LSTM's forget gate (Jozefowicz et al. 2015).
    public var gateBias: GateBias?

    public init(
      input: Initializer? = nil, recurrent: Initializer? = nil, bias: Initializer? = nil,
      gateBias: GateBias? = nil
    ) {
      self.input = input
      self.recurrent = recurrent
      self.bias = bias
      self.gateBias = gateBias
    }

    public static let standard = Initializers()

    /// Where an LSTM's forget gate starts.
    public static func forgetBias(_ value: Double) -> Initializers {
      Initializers(gateBias: GateBias(gate: 1, value: value))
    }

    /// Where a GRU's update gate z starts; a large z keeps the old state.
    public static func updateBias(_ value: Double) -> Initializers {
      Initializers(gateBias: GateBias(gate: 1, value: value))
    }
  }

  /// A constant bias of one gate, counted from 0 in the order of the cell; the others are 0.
  public struct GateBias: Hashable, Sendable {
    public var gate: Int
    public var value: Double

    public init(gate: Int, value: Double) {
      self.gate = gate
      self.value = value
    }
  }

  /// - Throws: `NetworkFault` for a size below 1, a taken name or an impossible initializer.
  public init(
    _ cell: RecurrentCell, inputs: Int, width: Int, isReversed: Bool = false,
    initializers: Initializers = .standard, name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard inputs > 0, width > 0 else {
      throw .emptyLayer(layer: name, inputs: inputs, outputs: width)
    }
    self.name = name
    self.cell = cell
    self.isReversed = isReversed
    let rows = cell.gateCount * width
    let standard = Initializer.uniform(variance: 1 / (3 * Double(width)))
    let suffix = isReversed ? "_reverse" : ""
    func parameter(
      _ label: String, _ shape: [Int], _ initializer: Initializer?
    ) throws(NetworkFault) -> Parameter {
      try model.parameter(
        "\(name)/\(label)_l0\(suffix)", shape: shape, initializer: initializer ?? standard)
    }
    let bias = initializers.gateBias.map { gate in
      Initializer.stacked(
        (0..<cell.gateCount).map { .constant($0 == gate.gate ? gate.value : 0) })
    }
    inputWeight = try parameter("weight_ih", [rows, inputs], initializers.input)
    recurrentWeight = try parameter("weight_hh", [rows, width], initializers.recurrent)
    inputBias = try parameter("bias_ih", [rows], bias ?? initializers.bias)
    recurrentBias = try parameter(
      "bias_hh", [rows], bias == nil ? initializers.bias : .constant(0))
  }

  public var inputs: Int { inputWeight.shape[1] }
  /// H.
  public var width: Int { recurrentWeight.shape[1] }

  public var recurrentLayers: [RecurrentLayer] { [self] }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    run(.values(x), examples: x.shape[0], steps: x.shape[1], in: pass).states
  }

  /// - Parameters:
  ///   - lengths: times of each example that count; nil: all.
  ///   - flow: is told how gradients flow back.
  public func run(
    _ input: SequenceVariable, examples: Int, steps: Int, lengths: [Int]? = nil,
    initial: InitialVariables = InitialVariables(), returningCell: Bool = false,
    flow: RecurrentFlow? = nil, in pass: Pass
  ) -> RecurrentOutput {
    let flow = flow ?? pass.flow(through: self)
    return pass.tape.recurrence(
      cell, input, variables(in: pass), initial: initial,
      layout: SequenceLayout(
        examples: examples, steps: steps, isReversed: isReversed, lengths: lengths),
      returningCell: returningCell, flow: flow)
  }

  /// One step for decoders: from x [N, D] and the states before to those after it [N, H].
  public func step(_ x: Variable, _ states: InitialVariables, in pass: Pass) -> InitialVariables {
    let examples = x.shape[0]
    let output = run(
      .values(x.reshaped([examples, 1, -1])), examples: examples, steps: 1, initial: states,
      returningCell: cell == .lstm, in: pass)
    return InitialVariables(
      state: output.states.reshaped([examples, width]), cell: output.finalCell)
  }

  func variables(in pass: Pass) -> RecurrentVariables {
    RecurrentVariables(
      inputWeight: pass[inputWeight], recurrentWeight: pass[recurrentWeight],
      inputBias: pass[inputBias], recurrentBias: pass[recurrentBias])
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 3, input[2] == inputs else {
      throw .shapeMismatch(
        layer: name, expected: [input.dropFirst().first ?? 1, inputs],
        found: Array(input.dropFirst()))
    }
    for parameter in [inputWeight, recurrentWeight, inputBias, recurrentBias] {
      cost.addParameters(parameter.shape)
    }
    let output = [input[0], input[1], width]
    cost.addActivation(output)
    cost.addActivation(output)
    // The gates' sums, and what each of them comes to.
    for _ in 0..<2 { cost.addActivation([input[0], input[1], cell.gateCount * width]) }
    let rows = 2 * Double(input[0]) * Double(input[1]) * Double(cell.gateCount * width)
    cost.addProduct(flops: rows * Double(inputs))
    cost.addProduct(flops: rows * Double(width))
    return output
  }
}

extension Variable {
  /// h of each example after its last step that counts.
  /// - Shape: [N, T, H] → [N, H]
  public func finalStates(lengths: [Int]? = nil, isReversed: Bool = false) -> Variable {
    let (examples, steps) = (shape[0], shape[1])
    let rows = (0..<examples).map { example in
      let last = isReversed ? 0 : max(0, (lengths?[example] ?? steps) - 1)
      return example * steps + last
    }
    return reshaped([examples * steps, shape[2]]).gathered(rows, axis: 0)
  }
}
