import FoundationEssentials

/// What make_layer_reference.py wrote.
struct LayerReference: Decodable {
  let source: String
  let layers: [Reference.OperationCase]

  /// - Throws: when the file beside this source is missing or malformed.
  static func read() throws -> LayerReference {
    let path = "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/")
    let data = try Data(contentsOf: URL(filePath: "/\(path)/layer_reference.json"))
    return try JSONDecoder().decode(LayerReference.self, from: data)
  }
}
