internal import Tensors

/// The handle of a tensor of a network; its numbers are in `Weights`.
public struct Parameter: Hashable, Sendable {
  /// Unique in its network, as in `hidden1/weight`; also the name of its random stream.
  public let name: String
  public let shape: [Int]
  public let initializer: Initializer
  /// Whether gradients change it; running averages and what is frozen are not trained.
  public let isTrained: Bool
  /// Whether gradients would change it if it were not held as it is.
  let isFrozen: Bool
  /// Its place in `Weights`.
  let index: Int

  /// Scalars. The builder has made sure that this doesn't overflow.
  public var count: Int { shape.reduce(1, *) }

  /// Its first numbers.
  /// - Parameter prefix: of the name of the random stream.
  func drawn(_ seed: Seed, prefix: String = "") -> Tensor {
    var stream = seed.stream(prefix + name)
    return initializer.tensor(shape, from: &stream)
  }
}

/// Hands out parameters while a network is described. Nothing is allocated for them yet.
public struct ModelBuilder {
  public private(set) var parameters: [Parameter] = []
  private var names: Set<String> = []
  /// What is cut and held of the network.
  public let surgery: Surgery

  public init(_ surgery: Surgery = Surgery()) {
    self.surgery = surgery
  }

  /// - Throws: `NetworkFault` for a name that is taken, an empty shape, a size beyond 2⁶³, or an
  ///   initializer with impossible numbers.
  public mutating func parameter(
    _ name: String, shape: [Int], initializer: Initializer, isTrained: Bool = true
  ) throws(NetworkFault) -> Parameter {
    guard names.insert(name).inserted else { throw .duplicateName(name) }
    guard initializer.isUsable else {
      throw .unusableInitializer(parameter: name, initializer)
    }
    var count = 1
    for extent in shape {
      guard extent > 0 else { throw .emptyLayer(layer: name, inputs: shape[0], outputs: extent) }
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      guard !overflows else {
        throw .tooLarge(parameters: nil, bytes: nil, limit: Cost.defaultLimit)
      }
      count = product
    }
    let isFrozen = isTrained && surgery.frozen.contains(name)
    let parameter = Parameter(
      name: name, shape: shape, initializer: initializer, isTrained: isTrained && !isFrozen,
      isFrozen: isFrozen, index: parameters.count)
    parameters.append(parameter)
    return parameter
  }
}
