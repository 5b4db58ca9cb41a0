/// One layer of a network as it stands in a table.
public struct ArchitectureRow: Hashable, Sendable {
  /// "c1".
  public var name: String
  /// "convolution 5×5".
  public var kind: String
  /// The shape of what it gives for one example: "6 × 28 × 28".
  public var output: String
  public var parameters: Int

  public init(name: String, kind: String, output: String, parameters: Int) {
    self.name = name
    self.kind = kind
    self.output = output
    self.parameters = parameters
  }
}
