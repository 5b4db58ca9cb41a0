/// What make_layer_reference.py wrote.
struct LayerReference: Decodable {
  let source: String
  let layers: [Reference.OperationCase]

  /// - Throws: when the file is missing or malformed.
  static func read() throws -> LayerReference { try ReferenceFile.read("layer_reference.json") }
}
