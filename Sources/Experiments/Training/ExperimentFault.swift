/// Why an experiment can't be set up, in facts; `description` is what to tell the person.
public enum ExperimentFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownData(String, known: [String])
  case unknownOptimizer(String, known: [String])
  case emptyBatch(Int)
  case noRecords(part: String)
  case inputsDiffer(network: Int, data: Int)
  case tooFewOutputs(network: Int, classes: Int)
  /// Answers and targets of one example.
  case answersDiffer(network: Int, data: Int)

  public var description: String {
    switch self {
    case .unknownData(let name, let known):
      "no data set “\(name)”; there are \(known.joined(separator: ", "))"
    case .unknownOptimizer(let name, let known):
      "no optimizer “\(name)”; there are \(known.joined(separator: ", "))"
    case .emptyBatch(let size): "a batch of \(size) examples; it needs at least 1"
    case .noRecords(let part): "no \(part) examples; ask for at least 1"
    case .inputsDiffer(let network, let data):
      "the network takes \(network) inputs, the data have \(data) features; make the two agree"
    case .tooFewOutputs(let network, let classes):
      "the network has \(network) outputs for \(classes) classes; it needs one for each"
    case .answersDiffer(let network, let data):
      "the network gives \(network) answers an example, the data have \(data) targets; "
        + "choose another model or other data"
    }
  }
}
