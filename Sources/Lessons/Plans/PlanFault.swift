public import Datasets
public import Experiments
public import Networks

/// Why no experiment can be made of a lesson with these knobs.
public enum PlanFault: Error, Hashable, Sendable {
  case unknownKnob(String, nearest: String?)
  /// Of a value that a knob can't have: what it takes.
  case knobTakes(String, what: String)
  /// The setting's value is NaN or infinite.
  case notFinite(setting: String, value: Double)
  case notWhole(setting: String, value: Double)
  case outOfRange(setting: String, value: Double, expected: String)
  case unknownWord(setting: String, word: String, words: [String])
  case tooManyParameters(count: Int, limit: Int)
  /// Of all arms together.
  case tooMuchMemory(MemoryEstimate, arms: Int, limit: Int)
  case unknownKind(String)
  case data(DataFault)
  /// The model takes other data, such as images where these are texts.
  case wrongData(model: String, needs: String, found: String)
  /// The layers don't fit together, or take more memory than they may.
  case network(NetworkFault)
}

extension PlanFault {
  /// The setting that it is about.
  var setting: String? {
    switch self {
    case .notFinite(let setting, _), .notWhole(let setting, _), .outOfRange(let setting, _, _),
      .unknownWord(let setting, _, _):
      setting
    default: nil
    }
  }
}

extension PlanFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownKnob(let name, let nearest):
      "there is no knob \(name.quoted)" + suggestion(nearest)
    case .knobTakes(let name, let what): "the knob \(name.quoted) takes \(what)"
    case .notFinite(let setting, let value): "\(setting) comes to \(value), which is not finite"
    case .notWhole(let setting, let value):
      "\(setting) comes to \(shortNumber(value)); expected a whole number"
    case .outOfRange(let setting, let value, let expected):
      "\(setting) comes to \(shortNumber(value)); expected \(expected)"
    case .unknownWord(let setting, let word, let words):
      "\(setting) is \(word.quoted); expected one of: " + words.joined(separator: ", ")
    case .tooManyParameters(let count, let limit):
      "the network would have \(count) parameters (\(count / 250_000) MB); \(limit) are the most: "
        + "make it narrower or shallower"
    case .tooMuchMemory(let need, let arms, let limit): Self.text(need, arms: arms, limit: limit)
    case .unknownKind(let name): "\(name.quoted) is not known"
    case .data(let fault): "\(fault)"
    case .wrongData(let model, let needs, let found):
      "a model of the kind \(model.quoted) needs \(needs); these data are \(found)"
    case .network(let fault): "\(fault)"
    }
  }

  private static func text(_ need: MemoryEstimate, arms: Int, limit: Int) -> String {
    func size(_ bytes: Int) -> String { NetworkFault.size(bytes) }
    let bound =
      limit < Lesson.memoryLimit
      ? "this process may take only \(size(limit)) more (ulimit -v)" : "the limit is \(size(limit))"
    return "\(arms == 1 ? "the arm" : "the \(arms) arms together") would take about "
      + "\(size(need.total)) (weights, gradients and optimizers \(size(need.weights)), passes over "
      + "batches \(size(need.passes)), data \(size(need.data)), curves \(size(need.curves))); "
      + "\(bound): make the largest of these smaller\(arms == 1 ? "" : ", or take fewer arms")"
  }
}

/// Whole numbers without a fraction, others as Swift prints them.
package func shortNumber(_ value: Double) -> String {
  value.magnitude < 1e15 ? Int(exactly: value).map { "\($0)" } ?? "\(value)" : "\(value)"
}
