internal import Lessons

/// What is left of a lesson that somebody left: the page, and the predictions that were made.
public struct Visit: Hashable, Sendable {
  /// The step of the lesson, from 0.
  public var lessonStep: Int
  public var answers: [String: Command.Answer]

  public init(lessonStep: Int = 0, answers: [String: Command.Answer] = [:]) {
    self.lessonStep = lessonStep
    self.answers = answers
  }
}

extension SessionState {
  /// Goes on from a visit, as far as the lesson still has what was seen and answered.
  mutating func resume(_ visit: Visit) {
    lessonStep = min(max(0, visit.lessonStep), max(0, lesson.steps.count - 1))
    answers = visit.answers.filter { id, _ in
      lesson.steps.contains { $0.prediction?.id == id }
    }
  }
}
