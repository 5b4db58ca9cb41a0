public import Lessons

/// What a book says of a lesson as its file is now.
extension ProgressBook {
  /// The pages that were seen, from 0.
  public func seenPages(of lesson: Lesson) -> Set<Int> {
    let seen = pages(of: lesson.id)
    return Set(lesson.pageNames.indices.filter { seen[lesson.pageNames[$0]] != nil })
  }

  /// The answer to a question that is still asked in the same words.
  public func answer(to prediction: Prediction, of lesson: Lesson) -> KeptAnswer? {
    let place = QuestionPlace(lesson: lesson.id, question: prediction.id)
    return answer(to: place).flatMap { $0.wording == prediction.wording ? $0 : nil }
  }

  /// Where somebody was last, and what they answered.
  public func visit(of lesson: Lesson) -> Visit {
    let names = lesson.pageNames
    let newest = pages(of: lesson.id).max { $0.value.stamp < $1.value.stamp }
    // A page that was renamed is looked for at its number.
    let page = newest.map { names.firstIndex(of: $0.key) ?? $0.value.number - 1 } ?? 0
    var answers: [String: Command.Answer] = [:]
    for prediction in lesson.steps.compactMap(\.prediction) {
      answers[prediction.id] = answer(to: prediction, of: lesson)?.answer
    }
    return Visit(lessonStep: min(max(0, page), max(0, names.count - 1)), answers: answers)
  }
}

extension Lesson {
  /// The titles of its pages; of those with the same title the later ones have a number behind it.
  public var pageNames: [String] {
    var counts: [String: Int] = [:]
    return steps.map { step in
      let count = counts[step.title, default: 0] + 1
      counts[step.title] = count
      return count == 1 ? step.title : "\(step.title) (\(count))"
    }
  }

  /// The page of this name, to be kept; `step` from 0.
  public func seenPage(_ step: Int) -> ProgressRecord? {
    // All benches have one id, and what was seen of one tells nothing of another.
    guard bench == nil else { return nil }
    let names = pageNames
    guard names.indices.contains(step) else { return nil }
    return .page(PagePlace(lesson: id, title: names[step]), number: step + 1)
  }
}

extension Prediction {
  /// Eight hexadecimal digits that change with the words of the question and with what is right.
  public var wording: String {
    var parts = [ask.plainText]
    switch kind {
    case .choice(let options, let answer):
      parts += options.flatMap { [$0.key, $0.text.plainText] } + [answer]
    case .number(let answer, let factor, let unit): parts += [answer.source, "\(factor)", unit]
    }
    let digits = String(CRC32C.of(Array(parts.joined(separator: "\n").utf8)), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
