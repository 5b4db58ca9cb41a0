public import Autograd
public import Tensors

/// The largest or the mean of each window.
/// - Shape: x [N, C, H, W] → [N, C, H′, W′]; with a window on a line [N, C, L] → [N, C, L′]
public struct Pooling: Layer {
  public enum Kind: Hashable, Sendable {
    case max
    /// Margins count as zeros.
    case average
  }

  public let name: String
  public let kind: Kind
  public let geometry: WindowGeometry

  /// - Throws: `NetworkFault.unusableWindow` for extents or distances below 1, holes, and margins
  ///   wider than half of the window.
  public init(
    _ kind: Kind, _ geometry: WindowGeometry, name: String = "pooling"
  ) throws(NetworkFault) {
    guard geometry.isUsable, geometry.dilation == 1, geometry.everyWindowSeesPixels else {
      throw .unusableWindow(layer: name, geometry, image: [])
    }
    self.name = name
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
    guard input.count == (geometry.isLine ? 3 : 4), let extents = geometry.output(of: input) else {
      throw .unusableWindow(layer: name, geometry, image: Array(input.dropFirst()))
    }
    let output = [input[0], input[1]] + extents
    cost.addActivation(output)
    return output
  }
}

/// The largest or the mean of each channel.
/// - Shape: x [N, C, H, W] or [N, C, L] → [N, C]
/// - Source: Lin, Chen, Yan 2014, section 3.2.
public struct GlobalPooling: Layer {
  public let name: String
  public let kind: Pooling.Kind

  public init(_ kind: Pooling.Kind, name: String = "global pooling") {
    self.name = name
    self.kind = kind
  }

  public func callAsFunction(_ x: Variable, in pass: Pass) -> Variable {
    switch kind {
    case .max: x.globalMaxPooling()
    case .average: x.globalAveragePooling()
    }
  }

  public func estimate(_ input: [Int], into cost: inout Cost) throws(NetworkFault) -> [Int] {
    guard input.count > 2 else {
      throw .shapeMismatch(
        layer: name, expected: [1, 1, 1], found: Array(input.dropFirst()))
    }
    let output = Array(input.prefix(2))
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
