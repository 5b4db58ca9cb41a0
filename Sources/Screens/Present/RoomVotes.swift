package import Lab
package import Lessons

/// What a room answers to a question: a vote each.
package struct RoomVotes: Hashable, Sendable {
  package init() {}

  /// In the order in which they came.
  package private(set) var answers: [Command.Answer] = []
  /// So many people fit into a room.
  package static let limit = 100_000

  package mutating func add(_ answer: Command.Answer) {
    if answers.count < Self.limit { answers.append(answer) }
  }

  package mutating func takeBack() { if !answers.isEmpty { answers.removeLast() } }

  package func count(of key: String) -> Int { answers.count { $0 == .choice(key) } }

  /// How many of a hundred have chosen an option; nil where nobody has voted.
  package func percent(of key: String) -> Int? {
    answers.isEmpty ? nil : Int((100 * Double(count(of: key)) / Double(answers.count)).rounded())
  }

  /// The guessed numbers, in order.
  package var numbers: [Double] {
    answers.compactMap { if case .number(let number) = $0 { number } else { nil } }.sorted()
  }

  /// What the room has said: the option with most votes, or the middle one of the numbers; nil where it has
  /// not voted, or two options have the same.
  package func verdict(of prediction: Prediction) -> Command.Answer? {
    switch prediction.kind {
    case .choice(let options, _):
      let counts = options.map { count(of: $0.key) }
      guard let most = counts.max(), most > 0, counts.count(where: { $0 == most }) == 1,
        let place = counts.firstIndex(of: most)
      else { return nil }
      return .choice(options[place].key)
    case .number:
      let numbers = numbers
      return numbers.isEmpty ? nil : .number(numbers[(numbers.count - 1) / 2])
    }
  }

  /// Takes counts as they are typed, in place of all votes: those of the options in their order (`12 5 3`), or the
  /// numbers that were guessed (`64 500 1e3`).
  /// - Returns: what is wrong with them; nil: nothing.
  package mutating func take(_ text: String, for prediction: Prediction) -> String? {
    let words = text.split { $0 == " " || $0 == "," }.map(String.init)
    var votes = RoomVotes()
    switch prediction.kind {
    case .choice(let options, _):
      let counts = words.map { Int($0) ?? -1 }
      guard counts.count == options.count, counts.allSatisfy({ (0...Self.limit).contains($0) }),
        counts.reduce(0, +) <= Self.limit
      else {
        let keys = options.map(\.key).joined(separator: ", ")
        return "type \(options.count) counts, of \(keys), such as "
          + options.indices.map { "\(12 - 3 * min($0, 3))" }.joined(separator: " ")
      }
      for (option, count) in zip(options, counts) {
        votes.answers += Array(repeating: .choice(option.key), count: count)
      }
    case .number:
      let numbers = words.map { Double($0) ?? .nan }
      guard !numbers.isEmpty, numbers.count <= Self.limit, numbers.allSatisfy(\.isFinite) else {
        return "type the room's guesses, such as 64 500 1e3"
      }
      votes.answers = numbers.map { .number($0) }
    }
    self = votes
    return nil
  }
}
