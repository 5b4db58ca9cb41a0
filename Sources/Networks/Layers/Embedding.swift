public import Autograd
internal import Tensors

/// A row of a table for each token.
/// - Shape: x [N, T], whole numbers in 0..<V → [N, T, D]; table [V, D]
public struct Embedding: Layer {
  public let name: String
  public let table: Parameter

  /// - Throws: `NetworkFault` for sizes below 1, a taken name or an impossible initializer.
  public init(
    vocabulary: Int, width: Int, table: Initializer = .normal(variance: 1), name: String,
    in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard vocabulary > 0, width > 0 else {
      throw .emptyLayer(layer: name, inputs: vocabulary, outputs: width)
    }
    self.name = name
    self.table = try model.parameter(
      "\(name)/table", shape: [vocabulary, width], initializer: table)
  }

  /// - Precondition: x holds whole numbers in 0..<V (exact in single precision up to 2²⁴).
  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    let tokens = x.value.scalars.map { Int($0) }
    return pass[table].embedding(tokens).reshaped(x.shape + [table.shape[1]])
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    let output = input + [table.shape[1]]
    cost.addParameters(table.shape)
    cost.addActivation(output)
    return output
  }
}
