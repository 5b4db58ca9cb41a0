import FoundationEssentials

/// What the scripts in the folder Reference wrote with PyTorch.
enum ReferenceFile {
  static func path(_ name: String) -> String {
    "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Reference/" + name
  }

  /// - Throws: when the file is missing or malformed.
  static func read<Values: Decodable>(_ name: String) throws -> Values {
    try JSONDecoder().decode(Values.self, from: Data(contentsOf: URL(filePath: path(name))))
  }
}
