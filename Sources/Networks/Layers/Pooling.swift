public import Autograd
public import Tensors

/// The largest or the mean of each window.
/// - Shape: x [N, C, H, W] → [N, C, H′, W′]
public struct Pooling: Layer {
  public enum Kind: Hashable, Sendable {
    case max
    /// Margins count as zeros.
    case average
  }

  public let kind: Kind
  public let geometry: WindowGeometry

  /// - Throws: `NetworkFault.unusableWindow` for extents or distances below 1, holes, and margins
  ///   wider than half of the window.
  public init(_ kind: Kind, _ geometry: WindowGeometry) throws(NetworkFault) {
    guard
      geometry.isUsable, geometry.dilation == 1,
      2 * geometry.padding <= min(geometry.height, geometry.width)
    else { throw .unusableWindow(layer: "pooling", geometry, image: []) }
    self.kind = kind
    self.geometry = geometry
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    switch kind {
    case .max: x.maxPooling(geometry)
    case .average: x.averagePooling(geometry)
    }
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count == 4, let extents = geometry.outputExtents(input[2], input[3]) else {
      throw .unusableWindow(layer: "pooling", geometry, image: Array(input.dropFirst()))
    }
    let output = [input[0], input[1], extents.height, extents.width]
    cost.addActivation(output)
    return output
  }
}

/// All axes but the batch become one.
/// - Shape: x [N, …] → [N, D]
public struct Flatten: Layer {
  public init() {}

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    x.reshaped([x.shape[0], -1])
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    [input[0], input.dropFirst().reduce(1, *)]
  }
}
