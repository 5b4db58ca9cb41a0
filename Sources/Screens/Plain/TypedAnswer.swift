internal import Experiments
public import Lab
import Lessons

/// A line that answers a question: an option by its number or its name, or a number, and behind it how sure
/// that is, if it is said: "b", "2 likely", "0.5 3".
public enum TypedAnswer: Hashable, Sendable {
  /// By its place, from 0.
  case option(Int, Confidence?)
  case number(Double, Confidence?)
  /// An empty line.
  case nothing
  /// Whoever types it wants no more questions.
  case end
  /// No answer; the text says what is expected.
  case unclear(String)

  /// - Parameter options: their names, in order; empty: a number is asked for.
  public init(_ line: String, options: [String]) {
    var words = line.split { $0.isWhitespace }.map(String.init)
    guard let first = words.first else {
      self = .nothing
      return
    }
    if words.count == 1, ["q", "quit"].contains(first.lowercased()) {
      self = .end
      return
    }
    var confidence: Confidence?
    if words.count > 1 {
      let last = words.removeLast()
      confidence = Self.confidence(last)
      guard confidence != nil else {
        self = .unclear(
          "\u{201C}\(last.safe(limit: 20))\u{201D} after the answer: expected 1, 2 or 3 for guess, likely or sure."
        )
        return
      }
    }
    guard words.count == 1 else {
      self = .unclear("One answer, and 1, 2 or 3 behind it if you like.")
      return
    }
    self = Self.answer(first, options, confidence)
  }

  private static func answer(
    _ word: String, _ options: [String], _ confidence: Confidence?
  ) -> TypedAnswer {
    if options.isEmpty {
      guard let number = TextField(text: word).number else {
        return .unclear(
          "\u{201C}\(word.safe(limit: 20))\u{201D} is no number: type one such as 0.5 or 1e-3.")
      }
      return .number(number, confidence)
    }
    if let place = options.firstIndex(of: word.lowercased()) { return .option(place, confidence) }
    if let place = Int(word).flatMap(options.place(ofNumber:)) { return .option(place, confidence) }
    return .unclear(
      "\u{201C}\(word.safe(limit: 20))\u{201D} is no option: type one of \(options.joined(separator: ", "))."
    )
  }

  /// How sure a word says that an answer is: 1, 2, 3, or guess, likely, sure; nil: it says nothing of it.
  public static func confidence(_ word: String) -> Confidence? {
    if let number = Int(word) {
      return Confidence.allCases.place(ofNumber: number).map { Confidence.allCases[$0] }
    }
    return Confidence.allCases.first { $0.rawValue == word.lowercased() }
  }
}
