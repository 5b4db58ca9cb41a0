internal import Arithmetic
public import Autograd
public import Tensors

/// How a network that reads all tokens at once learns where each of them stands.
public enum TokenPositions: Hashable, Sendable {
  /// Not at all.
  case none
  /// P of sines and cosines, fixed.
  case sinusoids(base: Double)
  /// P is trained, from N(0, variance).
  case learned(variance: Double)
}

/// x + P, P fixed: P(p, 2i) = sin(p/10000^{2i/D}), P(p, 2i + 1) = cos(p/10000^{2i/D}).
/// - Shape: x [N, T, D] → the same
/// - Source: Vaswani et al. 2017, section 3.5.
public struct SinusoidalPositions: Layer {
  /// 10000 in the paper.
  public let base: Double

  public init(base: Double = 10_000) {
    self.base = base
  }

  /// P for positions 0..<steps [T, D].
  public func table(steps: Int, width: Int) -> Tensor {
    var scalars: [Float] = []
    scalars.reserveCapacity(steps * width)
    for position in 0..<steps {
      for column in 0..<width {
        let angle = Double(position) / base.pow(Double(column / 2 * 2) / Double(width))
        scalars.append(Float(column % 2 == 0 ? angle.sin() : angle.cos()))
      }
    }
    return Tensor(shape: [steps, width], scalars: scalars)
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    x + pass.tape.constant(table(steps: x.shape[1], width: x.shape[2]))
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 3 else {
      throw .shapeMismatch(
        layer: "positions", expected: [1, 1], found: Array(input.dropFirst()))
    }
    cost.addActivation(input)
    return input
  }
}

/// x + P, P trained, a row for every position.
/// - Shape: x [N, T, D] → the same; table [longest, D], T at most the longest
public struct LearnedPositions: Layer {
  public let name: String
  public let table: Parameter

  /// - Throws: `NetworkFault` for sizes below 1, a taken name or an impossible initializer.
  public init(
    longest: Int, width: Int, table: Initializer = .normal(variance: 4e-4), name: String,
    in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard longest > 0, width > 0 else {
      throw .emptyLayer(layer: name, inputs: longest, outputs: width)
    }
    self.name = name
    self.table = try model.parameter(
      "\(name)/table", shape: [longest, width], initializer: table)
  }

  /// Positions that it has.
  public var longest: Int { table.shape[0] }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let steps = x.shape[1]
    let rows = pass[table]
    return x + (steps == table.shape[0] ? rows : rows.sliced(0..<steps, axis: 0))
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 3, input[1] <= table.shape[0], input[2] == table.shape[1] else {
      throw .shapeMismatch(layer: name, expected: table.shape, found: Array(input.dropFirst()))
    }
    cost.addParameters(table.shape)
    cost.addActivation(input)
    return input
  }
}
