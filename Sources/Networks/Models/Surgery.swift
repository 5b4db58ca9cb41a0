/// What is cut and held of a network while it keeps all its numbers: nothing, unless somebody operates.
public struct Surgery: Hashable, Sendable {
  /// Units of a dense layer, channels of a convolution or heads of an attention that give 0, from 0, by
  /// the layer's name.
  public var silencedUnits: [String: Set<Int>] = [:]
  /// Layers, branches and shortcuts that give 0 as a whole, by name.
  public var silenced: Set<String> = []
  /// Names of parameters that gradients don't change. What a layer keeps without them, such as running
  /// averages, goes on.
  public var frozen: Set<String> = []

  public init() {}

  /// The layer, silenced as far as it is to be.
  public func applied(to layer: any Layer, named name: String) -> any Layer {
    if silenced.contains(name) { return SilencedLayer(layer, units: nil) }
    if let units = silencedUnits[name], !units.isEmpty { return SilencedLayer(layer, units: units) }
    return layer
  }
}
