/// What a learner has seen and answered, over all lessons and years: a value. `ProgressFile` keeps it.
public struct ProgressBook: Hashable, Sendable {
  private var entries: [ProgressEntry.Key: ProgressEntry] = [:]
  /// The highest count of an entry; 0: there is none.
  public private(set) var count = 0

  public init() {}

  public var isEmpty: Bool { entries.isEmpty }

  /// Takes an entry, unless a newer one with its key is there.
  mutating func insert(_ entry: ProgressEntry) {
    count = max(count, entry.stamp.count)
    guard let known = entries[entry.key] else {
      entries[entry.key] = entry
      return
    }
    // The same stamp twice: both of two books that are merged must keep the same.
    if (known.stamp, known.line) < (entry.stamp, entry.line) { entries[entry.key] = entry }
  }

  /// All that either of two books holds; where both have something on the same, the newer.
  public func merged(with other: ProgressBook) -> ProgressBook {
    var merged = self
    for entry in other.entries.values { merged.insert(entry) }
    return merged
  }

  public mutating func take(_ change: ProgressChange) {
    switch change {
    case .record(let record, let time):
      insert(
        ProgressEntry(record: record, stamp: ProgressStamp(count: count + 1, time: time)))
    case .forget(let lesson):
      entries = entries.filter { lesson != nil && $0.value.record.lesson != lesson }
    }
  }

  // MARK: Reading

  /// By lesson, then pages, answers and reviews, each by name: the same book always in one order.
  public var sorted: [ProgressEntry] {
    entries.values.sorted { ($0.order, $0.stamp) < ($1.order, $1.stamp) }
  }

  /// The lessons of which something is known.
  public var lessons: Set<String> { Set(entries.values.map(\.record.lesson)) }

  /// The titles of the pages that were seen of a lesson, with their numbers then and their stamps.
  public func pages(of lesson: String) -> [String: (number: Int, stamp: ProgressStamp)] {
    var pages: [String: (number: Int, stamp: ProgressStamp)] = [:]
    for entry in entries.values {
      guard case .page(let place, let number) = entry.record, place.lesson == lesson else {
        continue
      }
      pages[place.title] = (number, entry.stamp)
    }
    return pages
  }

  public func answer(to place: QuestionPlace) -> KeptAnswer? {
    guard case .answer(_, let answer)? = entries[.answer(place)]?.record else { return nil }
    return answer
  }

  /// All answers to all questions, the oldest first.
  public var answered: [AnsweredQuestion] {
    entries.values.compactMap(AnsweredQuestion.init).sorted { $0.stamp < $1.stamp }
  }
}

/// An answer with its question and its stamp.
public struct AnsweredQuestion: Hashable, Sendable {
  public var place: QuestionPlace
  public var answer: KeptAnswer
  public var stamp: ProgressStamp
  /// Whether the question was asked again; else it was answered in its lesson.
  public var isReview: Bool

  init?(_ entry: ProgressEntry) {
    switch entry.record {
    case .page: return nil
    case .answer(let place, let answer):
      (self.place, self.answer, isReview) = (place, answer, false)
    case .review(let place, let answer): (self.place, self.answer, isReview) = (place, answer, true)
    }
    stamp = entry.stamp
  }
}

extension ProgressEntry {
  /// What lines of the file are sorted by.
  fileprivate var order: Order {
    switch record {
    case .page(let place, let number):
      Order(lesson: place.lesson, kind: 0, number: number, name: place.title)
    case .answer(let place, _):
      Order(lesson: place.lesson, kind: 1, number: 0, name: place.question)
    case .review(let place, _):
      Order(lesson: place.lesson, kind: 2, number: 0, name: place.question)
    }
  }

  fileprivate struct Order: Comparable {
    var lesson: String
    var kind: Int
    var number: Int
    var name: String

    static func < (one: Order, other: Order) -> Bool {
      (one.lesson, one.kind, one.number, one.name)
        < (other.lesson, other.kind, other.number, other.name)
    }
  }
}
