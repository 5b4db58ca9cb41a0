public import Lessons

/// How many answers were right.
public struct RightShare: Hashable, Sendable {
  public var right = 0
  public var of = 0

  public init(right: Int = 0, of: Int = 0) {
    self.right = right
    self.of = of
  }

  /// Takes an answer whose outcome is known; others count for nothing.
  mutating func count(_ answer: KeptAnswer) {
    guard let isRight = answer.isRight else { return }
    of += 1
    if isRight { right += 1 }
  }

  public static func + (one: RightShare, other: RightShare) -> RightShare {
    RightShare(right: one.right + other.right, of: one.of + other.of)
  }
}

/// What was seen and answered of one lesson.
public struct LessonProgress: Hashable, Sendable {
  public var id: String
  /// Empty where there is no such lesson any more.
  public var title = ""
  public var number: Int?
  /// Pages that were seen, of all; nil: of how many is not known.
  public var seen = 0
  public var pages: Int?
  /// Questions that were answered, of all.
  public var answered = 0
  public var questions: Int?
  /// Answers given in the lesson.
  public var predictions = RightShare()
  /// Answers when asked again.
  public var reviews = RightShare()
  /// Of all answers whose outcome is known, by how sure they were.
  public var bySureness: [Confidence: RightShare] = [:]
  /// When something was last kept.
  public var last: UTCTime?
}

extension ProgressBook {
  /// - Parameter lessons: those that there are; lessons without progress are left out.
  public func summary(of lessons: [Lesson]) -> [LessonProgress] {
    let answered = Dictionary(grouping: answered) { $0.place.lesson }
    let known = lessons.filter { self.lessons.contains($0.id) }
    let gone = self.lessons.subtracting(known.map(\.id)).sorted()
    return known.map { progress(of: $0.id, $0, answered[$0.id] ?? []) }
      + gone.map { progress(of: $0, nil, answered[$0] ?? []) }
  }

  private func progress(
    of id: String, _ lesson: Lesson?, _ answers: [AnsweredQuestion]
  ) -> LessonProgress {
    var progress = LessonProgress(id: id)
    let pages = pages(of: id)
    progress.seen = pages.count
    progress.answered = answers.count { !$0.isReview }
    if let lesson {
      let questions = lesson.steps.compactMap(\.prediction)
      (progress.title, progress.number) = (lesson.title, lesson.number)
      (progress.pages, progress.questions) = (lesson.steps.count, questions.count)
      progress.seen = seenPages(of: lesson).count
      progress.answered = questions.count {
        answer(to: QuestionPlace(lesson: id, question: $0.id)) != nil
      }
    }
    for answer in answers {
      if answer.isReview {
        progress.reviews.count(answer.answer)
      } else {
        progress.predictions.count(answer.answer)
      }
      if let confidence = answer.answer.confidence {
        progress.bySureness[confidence, default: RightShare()].count(answer.answer)
      }
    }
    progress.last = (pages.values.map(\.stamp) + answers.map(\.stamp)).max()?.time
    return progress
  }
}
