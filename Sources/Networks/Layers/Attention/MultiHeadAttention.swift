public import Autograd
public import Tensors

/// Attention of a sequence to itself: queries, keys and values by one product, all heads at once,
/// then a product over the heads' results.
/// - Shape: x [N, T, D] → the same
/// - Source: Vaswani et al. 2017, section 3.2.2.
public struct SelfAttention: Layer {
  public let name: String
  public let heads: Int
  public let isCausal: Bool
  /// Of the weights α.
  public let dropout: Dropout
  /// To queries, keys and values [D, 3·D], and from the heads [D, D].
  public let joined, output: Dense
  /// Heads whose results are 0, from 0.
  private let silencedHeads: Set<Int>

  /// - Parameter dropout: probability that a weight α is left out while training.
  /// - Throws: `NetworkFault` for sizes below 1, heads that don't divide the width, a taken name, an
  ///   impossible probability.
  public init(
    width: Int, heads: Int, isCausal: Bool = false, dropout: Double = 0, name: String,
    in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard heads > 0, width % heads == 0 else {
      throw .indivisible(layer: name, .heads, count: heads, extents: [width])
    }
    self.name = name
    self.heads = heads
    self.dropout = try Dropout(dropout, name: "\(name)/dropout")
    self.isCausal = isCausal
    silencedHeads =
      model.surgery.silenced.contains(name)
      ? Set(0..<heads) : model.surgery.silencedUnits[name] ?? []
    let weight = Initializer.uniform(variance: 1 / (3 * Double(max(1, width))))
    joined = try Dense(
      width, 3 * width, weight: weight, bias: weight, name: "\(name)/qkv", in: &model)
    output = try Dense(
      width, width, weight: weight, bias: weight, name: "\(name)/output", in: &model)
  }

  public var names: [String] { [joined.name, output.name] }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    run(x, in: pass).output
  }

  /// - Parameter lengths: keys of each example that count; nil: all.
  /// - Returns: the result, and α [N, heads, T, T], before dropout.
  public func run(_ x: Variable, lengths: [Int]? = nil, in pass: Pass) -> (
    output: Variable, weights: Tensor
  ) {
    let (shape, width) = (x.shape, x.shape[2])
    let mixed = joined(x.reshaped([-1, width]), in: pass)
    let (found, weights) = mixed.reshaped([shape[0], shape[1], 3 * width]).selfAttention(
      heads: heads, mask: AttentionMask(isCausal: isCausal, keyLengths: lengths),
      dropout: dropout.mask([shape[0], heads, shape[1], shape[1]], in: pass))
    let y = output(heard(found.reshaped([-1, width]), in: pass), in: pass)
    return (y.reshaped(shape), weights)
  }

  /// What the heads found, without those that are silenced.
  private func heard(_ found: Variable, in pass: Pass) -> Variable {
    guard !silencedHeads.isEmpty else { return found }
    let width = found.shape[1]
    let mask = (0..<width).map { silencedHeads.contains($0 / (width / heads)) ? Float(0) : 1 }
    return found * pass.tape.constant(Tensor(shape: [1, width], scalars: mask))
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    let width = output.inputs
    guard input.count == 3, input[2] == width else {
      throw .shapeMismatch(
        layer: name, expected: [input.dropFirst().first ?? 1, width],
        found: Array(input.dropFirst()))
    }
    let rows = input[0] * input[1]
    _ = try joined.estimate([rows, width], into: &cost)
    cost.addActivation([input[0], heads, input[1], input[1]])
    // What a causal mask hides is not computed.
    let seen = isCausal ? Double(input[1] + 1) / 2 : Double(input[1])
    cost.addProduct(flops: 4 * Double(rows) * seen * Double(width))
    _ = try output.estimate([rows, width], into: &cost)
    return input
  }
}

/// Attention of one sequence to another, all heads at once.
/// - Shape: x [N, T, D], memory [N, S, D] → [N, T, D]
/// - Source: Vaswani et al. 2017, section 3.2.3.
public struct CrossAttention: Sendable {
  public let name: String
  public let heads: Int
  /// Of the weights α.
  public let dropout: Dropout
  public let query, key, value, output: Dense

  /// - Parameter dropout: probability that a weight α is left out while training.
  /// - Throws: `NetworkFault` for sizes below 1, heads that don't divide the width, a taken name, an
  ///   impossible probability.
  public init(
    width: Int, heads: Int, dropout: Double = 0, name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) {
    guard heads > 0, width % heads == 0 else {
      throw .indivisible(layer: name, .heads, count: heads, extents: [width])
    }
    self.name = name
    self.heads = heads
    self.dropout = try Dropout(dropout, name: "\(name)/dropout")
    let weight = Initializer.uniform(variance: 1 / (3 * Double(max(1, width))))
    func dense(_ label: String) throws(NetworkFault) -> Dense {
      try Dense(
        width, width, weight: weight, bias: weight, name: "\(name)/\(label)", in: &model)
    }
    query = try dense("query")
    key = try dense("key")
    value = try dense("value")
    output = try dense("output")
  }

  public var names: [String] { [query, key, value, output].map(\.name) }

  /// - Parameter lengths: keys of each example that count; nil: all.
  /// - Returns: the result, and α [N, heads, T, S], before dropout.
  public func callAsFunction(
    _ x: Variable, memory: Variable, lengths: [Int]? = nil, in pass: Pass
  ) -> (output: Variable, weights: Tensor) {
    let width = x.shape[2]
    let rows = memory.reshaped([-1, width])
    let q = query(x.reshaped([-1, width]), in: pass).reshaped(x.shape)
    let k = key(rows, in: pass).reshaped(memory.shape)
    let v = value(rows, in: pass).reshaped(memory.shape)
    let (found, weights) = q.attention(
      key: k, value: v, heads: heads, mask: AttentionMask(keyLengths: lengths),
      dropout: dropout.mask([x.shape[0], heads, x.shape[1], memory.shape[1]], in: pass))
    return (output(found.reshaped([-1, width]), in: pass).reshaped(x.shape), weights)
  }
}
