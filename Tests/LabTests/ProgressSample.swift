import Lab

/// A book with every kind of line, and with names that need quoting.
enum ProgressSample {
  static let time = UTCTime(seconds: 1_795_820_161)

  static let changes: [ProgressChange] = [
    .record(.page(PagePlace(lesson: "lenet", title: "What \"it\" sees"), number: 3), at: time),
    .record(.page(PagePlace(lesson: "lenet", title: "Predict"), number: 1), at: time),
    .record(
      .answer(
        QuestionPlace(lesson: "lenet", question: "share"),
        KeptAnswer(
          .number(-0.125), wording: "1a2b3c4d", isRight: true, measured: 4.168,
          confidence: .sure)), at: time),
    .record(
      .answer(
        QuestionPlace(lesson: "an id of two words", question: "b\\s"),
        KeptAnswer(.choice("é"), wording: "00000001")), at: time),
    .record(
      .review(
        QuestionPlace(lesson: "lenet", question: "share"),
        KeptAnswer(
          .number(1e-300), wording: "1a2b3c4d", isRight: false, measured: .infinity,
          confidence: .guess, seed: .max, knobs: "depth=12")), at: time),
  ]

  static var book: ProgressBook {
    var book = ProgressBook()
    for change in changes { book.take(change) }
    return book
  }

  static func page(_ lesson: String, _ title: String = "A page", number: Int = 1)
    -> ProgressRecord
  {
    .page(PagePlace(lesson: lesson, title: title), number: number)
  }

  static func answer(
    _ question: String, _ key: String = "a", right: Bool? = nil, sure: Confidence? = nil
  ) -> ProgressRecord {
    .answer(
      QuestionPlace(lesson: "small", question: question),
      KeptAnswer(.choice(key), wording: "00000000", isRight: right, confidence: sure))
  }
}

extension ProgressChange {
  /// At some moment of a clock that nobody sets.
  static func kept(_ record: ProgressRecord, at seconds: Int = 1_000) -> ProgressChange {
    .record(record, at: UTCTime(seconds: seconds))
  }
}
