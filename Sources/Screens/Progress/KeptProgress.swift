import Lab
import Lessons

/// What outlasts the program, as far as the screens know it.
struct KeptProgress: Sendable {
  /// What was kept when the program began.
  var book: ProgressBook
  /// The lesson of which it was last looked what is new.
  private var lesson: String?
  /// What it had then: while it is the same, nothing is new.
  private var look: Look?
  private var page: ProgressRecord?
  private var answers: [String: ProgressRecord] = [:]

  private struct Look: Hashable {
    var step: Int
    var title: String?
    var answers: [String: Command.Answer]
    var judged: [String: StudyModel.Judged]
    var confidence: [String: Confidence]
  }

  init(_ book: ProgressBook) {
    self.book = book
  }

  func visit(of lesson: Lesson) -> Visit { book.visit(of: lesson) }

  /// What of a lesson on the screen was not kept yet.
  mutating func news(of study: StudyModel) -> [ProgressRecord] {
    let look = Look(
      step: study.step, title: study.lessonStep?.title, answers: study.snapshot.answers,
      judged: study.judged, confidence: study.confidence)
    if lesson == study.lesson.id, look == self.look { return [] }
    self.look = look
    if lesson != study.lesson.id {
      (lesson, page) = (study.lesson.id, nil)
      // Those that were kept before.
      answers = [:]
      for prediction in study.lesson.steps.compactMap(\.prediction) {
        answers[prediction.id] = book.answer(to: prediction, of: study.lesson).map {
          .answer(QuestionPlace(lesson: study.lesson.id, question: prediction.id), $0)
        }
      }
    }
    var news: [ProgressRecord] = []
    if let seen = study.lesson.seenPage(study.step), seen != page {
      page = seen
      news.append(seen)
    }
    for record in study.answerRecords {
      guard case .answer(let place, _) = record, answers[place.question] != record else { continue }
      answers[place.question] = record
      news.append(record)
    }
    return news
  }

  /// The book with what is new, for the next time that a lesson is opened.
  mutating func take(_ news: [ProgressRecord]) {
    // The screens read no clock; when it was is for the file to say.
    for record in news { book.take(.record(record, at: UTCTime(seconds: 0))) }
  }

  /// The lesson was left.
  mutating func leave() { lesson = nil }
}

extension StudyModel {
  /// What was answered, with its outcome.
  fileprivate var answerRecords: [ProgressRecord] {
    guard !snapshot.answers.isEmpty else { return [] }
    return lesson.steps.compactMap(\.prediction).compactMap { prediction in
      guard let answer = snapshot.answers[prediction.id] else { return nil }
      let judged = judged[prediction.id]
      return .answer(
        QuestionPlace(lesson: lesson.id, question: prediction.id),
        KeptAnswer(
          answer, wording: prediction.wording, isRight: judged?.isRight,
          measured: judged?.measured, confidence: confidence[prediction.id]))
    }
  }

  /// Takes over what was kept: pages that were seen, and what became of the answers.
  mutating func restore(_ book: ProgressBook) {
    visited.formUnion(book.seenPages(of: lesson))
    for prediction in lesson.steps.compactMap(\.prediction) {
      guard let kept = book.answer(to: prediction, of: lesson),
        kept.answer == snapshot.answers[prediction.id]
      else { continue }
      confidence[prediction.id] = kept.confidence
      guard let isRight = kept.isRight else { continue }
      judged[prediction.id] = Judged(
        judgement: isRight ? .right : .wrong, measured: kept.measured)
    }
  }
}

extension StudyModel.Judged {
  fileprivate var isRight: Bool? {
    switch judgement {
    case .open: nil
    case .right: true
    case .wrong: false
    }
  }
}
