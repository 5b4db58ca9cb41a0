extension NetworkPlan {
  /// The table of its layers.
  /// - Throws: `NetworkFault` where the network can't be built.
  func architecture() throws -> [ArchitectureRow] {
    try summary().map { layer in
      ArchitectureRow(
        name: layer.name, kind: layer.kind,
        output: layer.outputShape.map(String.init).joined(separator: " × "),
        parameters: layer.parameters)
    }
  }
}
