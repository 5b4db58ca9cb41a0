import Charts
import Lab

extension KeyTable {
  /// How sure an answer is, and a lesson from its first page.
  static let progress: [Binding] =
    zip(Confidence.allCases, 1...).map { confidence, number in
      Binding(
        [.character(Character("\(number)"))], "\(number)", in: [.predict], .lesson,
        "how sure you are: \(confidence.rawValue)", .sure(confidence), rank: 1 + number,
        word: { _ in confidence.rawValue }, when: { $0.predict?.asksConfidence == true })
    } + [
      Binding(
        [.character("o")], "o", in: [.library], .lesson, "open it from its first page", .openAnew,
        rank: 4, word: { _ in "from the start" },
        when: { $0.library.hasBegunSelected })
    ]
}
