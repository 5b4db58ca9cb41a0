public import Autograd
internal import Tensors

/// In training, each number is 0 with probability p; the mean is kept by a factor, in training or in
/// inference.
/// - Shape: any → the same
/// - Source: Srivastava et al. 2014.
public struct Dropout: Layer {
  /// When numbers are multiplied, so that means in training and inference agree.
  public enum Scaling: Hashable, Sendable {
    /// By 1/(1 − p) in training; nothing is left to do in inference: inverted dropout.
    case training
    /// By 1 − p in inference, as in the paper.
    case inference
  }

  public let name: String
  /// p.
  public let probability: Double
  public let scaling: Scaling

  /// - Throws: `NetworkFault.impossibleValue` for p outside 0..<1.
  public init(
    _ probability: Double, scaling: Scaling = .training, name: String
  ) throws(NetworkFault) {
    guard probability >= 0, probability < 1 else {
      throw .impossibleValue(layer: name, name: "probability", probability)
    }
    self.name = name
    self.probability = probability
    self.scaling = scaling
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    guard probability > 0 else { return x }
    switch (pass.dropsNumbers, scaling) {
    case (true, _):
      var stream = pass.stream(name)
      pass.observe(mask(like: x, from: stream))
      return x.dropout(
        keepProbability: 1 - probability, isScaled: scaling == .training, from: &stream)
    case (false, .training): return x
    case (false, .inference): return Float(1 - probability) * x
    }
  }

  /// What the same numbers of the stream drop.
  private func mask(like x: Variable, from stream: RandomStream) -> ObservedMask {
    var stream = stream
    return ObservedMask(
      layer: name, kept: stream.mask(x.shape, keeping: 1 - probability, as: 1))
  }

  /// What a pass multiplies numbers of this shape with; nil: nothing.
  func mask(_ shape: [Int], in pass: Pass) -> Tensor? {
    guard probability > 0, pass.dropsNumbers else { return nil }
    var stream = pass.stream(name)
    return stream.mask(shape, keeping: 1 - probability, as: Float(1 / (1 - probability)))
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    cost.addActivation(input)
    return input
  }
}
