/// How sure somebody was of an answer, said before its outcome is known.
public enum Confidence: String, Hashable, Sendable, CaseIterable {
  case guess, likely, sure
}

/// A question of a lesson, by the lesson's id and the prediction's.
public struct QuestionPlace: Hashable, Sendable {
  public var lesson: String
  public var question: String

  public init(lesson: String, question: String) {
    self.lesson = lesson
    self.question = question
  }
}

/// A page of a lesson, by its title: pages are put in and moved more often than they are renamed.
public struct PagePlace: Hashable, Sendable {
  public var lesson: String
  public var title: String

  public init(lesson: String, title: String) {
    self.lesson = lesson
    self.title = title
  }
}

/// An answer with what came of it.
public struct KeptAnswer: Hashable, Sendable {
  public var answer: Command.Answer
  /// nil while the run has not told.
  public var isRight: Bool?
  /// What was measured, where the answer is a number; infinite where the run has diverged.
  public var measured: Double?
  public var confidence: Confidence?
  /// A digest of the question as it was asked: to another wording it is no answer.
  public var wording: String
  /// With which seed and knobs it was asked, where these are not the lesson's; knobs as
  /// `depth=12 rate=0.1`, empty: none.
  public var seed: UInt64?
  public var knobs: String

  public init(
    _ answer: Command.Answer, wording: String, isRight: Bool? = nil, measured: Double? = nil,
    confidence: Confidence? = nil, seed: UInt64? = nil, knobs: String = ""
  ) {
    self.answer = answer
    self.wording = wording
    self.isRight = isRight
    self.measured = measured.map { $0.isNaN ? .infinity : $0 }
    self.confidence = confidence
    self.seed = seed
    self.knobs = knobs
  }
}

/// Something that is kept.
public enum ProgressRecord: Hashable, Sendable {
  /// A page was seen; `number` is its place in the lesson then, from 1.
  case page(PagePlace, number: Int)
  /// A question was answered in its lesson, or more has become known of that answer.
  case answer(QuestionPlace, KeptAnswer)
  /// A question was asked again.
  case review(QuestionPlace, KeptAnswer)

  public var lesson: String {
    switch self {
    case .page(let place, _): place.lesson
    case .answer(let place, _), .review(let place, _): place.lesson
    }
  }
}

/// When something was kept. The count decides what is newer: clocks are set.
public struct ProgressStamp: Hashable, Comparable, Sendable {
  /// One more than all that was known then, from 1.
  public var count: Int
  public var time: UTCTime

  public init(count: Int, time: UTCTime) {
    self.count = count
    self.time = time
  }

  public static func < (one: ProgressStamp, other: ProgressStamp) -> Bool {
    (one.count, one.time) < (other.count, other.time)
  }
}

/// A record with its stamp: a line of the file.
public struct ProgressEntry: Hashable, Sendable {
  public var record: ProgressRecord
  public var stamp: ProgressStamp

  /// Of two entries with the same key the newer one counts.
  enum Key: Hashable {
    case page(PagePlace)
    case answer(QuestionPlace)
    /// Every time that a question is asked again counts.
    case review(QuestionPlace, ProgressStamp)
  }

  var key: Key {
    switch record {
    case .page(let place, _): .page(place)
    case .answer(let place, _): .answer(place)
    case .review(let place, _): .review(place, stamp)
    }
  }
}

/// What happened, to be taken into a book.
public enum ProgressChange: Hashable, Sendable {
  case record(ProgressRecord, at: UTCTime)
  /// All of a lesson; nil: of all lessons.
  case forget(lesson: String?)
}
