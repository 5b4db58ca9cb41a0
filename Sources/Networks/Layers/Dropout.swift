public import Autograd

/// In training, each number is 0 with probability p and else divided by 1 − p; in inference nothing
/// happens.
/// - Shape: any → the same
/// - Source: Srivastava et al. 2014, in the inverted form.
public struct Dropout: Layer {
  public let name: String
  /// p.
  public let probability: Double

  /// - Throws: `NetworkFault.impossibleValue` for p outside 0..<1.
  public init(_ probability: Double, name: String) throws(NetworkFault) {
    guard probability >= 0, probability < 1 else {
      throw .impossibleValue(layer: name, name: "probability", probability)
    }
    self.name = name
    self.probability = probability
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    guard pass.mode == .training, probability > 0 else { return x }
    var stream = pass.stream(name)
    return x.dropout(keepProbability: 1 - probability, from: &stream)
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    cost.addActivation(input)
    return input
  }
}
