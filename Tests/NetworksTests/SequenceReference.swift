import Tensors

/// What make_sequence_reference.py wrote.
struct SequenceReference: Decodable {
  let source: String
  let cases: [Case]

  struct Case: Decodable {
    let name: String
    let inputs: [Reference.Exact]
    let weights: Reference.Exact
    let value: Reference.Expected
    let gradients: [Reference.Expected]
    /// Empty: all of full length.
    let lengths: [Int]
    let heads: Int?
    let causal: Bool?
    let normFirst: Bool?
    /// PyTorch's names of the inputs that are parameters.
    let names: [String]?

    private enum CodingKeys: String, CodingKey {
      case name, inputs, weights, value, gradients, lengths, heads, causal, names
      case normFirst = "norm_first"
    }
  }

  /// - Throws: when the file is missing or malformed.
  static func read() throws -> SequenceReference {
    try ReferenceFile.read("sequence_reference.json")
  }
}
