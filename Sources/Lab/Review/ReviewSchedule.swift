public import Lessons

/// When a question is asked again: a day after it was answered in its lesson, then at equal distances.
///
/// Equal distances hold better than growing ones after days, and what matters most is that the first
/// time is not too early.
/// - Source: Karpicke, Roediger 2007, *Expanding retrieval practice promotes short-term retention, but
///   equally spaced retrieval enhances long-term retention*, J. Exp. Psychol. Learn. Mem. Cogn. 33
public enum ReviewSchedule {
  static let day = 86_400
  /// Seconds from the answer in the lesson to the first time.
  public static let first = day
  /// Seconds from each time to the next.
  public static let interval = 3 * day
  /// So many answers to other questions are as good as the days.
  public static let answersBetween = 20

  /// When a question is due.
  public enum Due: Hashable, Sendable {
    case now
    /// In so many seconds, if no other questions are answered before.
    case later(seconds: Int)
  }

  /// - Parameters:
  ///   - last: when it was answered last.
  ///   - isReview: whether it was asked again then.
  ///   - others: the answers to other questions since.
  static func due(
    last: UTCTime, isReview: Bool, others: Int, now: UTCTime
  ) -> Due {
    if others >= answersBetween { return .now }
    let elapsed = now.seconds - last.seconds
    // A clock that was set back by days: what it said before tells nothing.
    if elapsed < -day { return .now }
    let left = (isReview ? interval : first) - max(0, elapsed)
    return left <= 0 ? .now : .later(seconds: left)
  }
}

/// A question that was answered once, to be asked again.
public struct ReviewItem: Sendable {
  public var lesson: Lesson
  public var prediction: Prediction
  /// The page on which it stands, from 0.
  public var page: Int
  /// How often it was asked again.
  public var round: Int
  public var due: ReviewSchedule.Due
  /// The count of its last answer: the oldest is asked first.
  var lastCount: Int

  public var place: QuestionPlace {
    QuestionPlace(lesson: lesson.id, question: prediction.id)
  }
}

extension ProgressBook {
  /// All questions of these lessons that were answered, the one answered longest ago first.
  public func reviewItems(of lessons: [Lesson], now: UTCTime) -> [ReviewItem] {
    let answered = answered
    return lessons.flatMap { lesson in
      lesson.steps.enumerated().compactMap { page, step in
        step.prediction.flatMap { item($0, lesson, page, answered, now) }
      }
    }.sorted { $0.lastCount < $1.lastCount }
  }

  private func item(
    _ prediction: Prediction, _ lesson: Lesson, _ page: Int, _ answered: [AnsweredQuestion],
    _ now: UTCTime
  ) -> ReviewItem? {
    let place = QuestionPlace(lesson: lesson.id, question: prediction.id)
    let own = answered.filter { $0.place == place }
    guard let last = own.last else { return nil }
    let others = answered.count { $0.stamp > last.stamp && $0.place != place }
    return ReviewItem(
      lesson: lesson, prediction: prediction, page: page, round: own.count { $0.isReview },
      due: ReviewSchedule.due(
        last: last.stamp.time, isReview: last.isReview, others: others, now: now),
      lastCount: last.stamp.count)
  }
}
