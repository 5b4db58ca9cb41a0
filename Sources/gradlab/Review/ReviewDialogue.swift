import Lab
import Lessons
import Screens

/// Asks questions in lines, and keeps every answer before it tells what is right.
struct ReviewDialogue {
  private let items: [ReviewItem]
  private let file: ProgressFile
  private let data: DataLibrary
  private let page: ReviewPage
  /// Whether Ctrl-C has come.
  private let hasCome: () -> Bool
  private var input = LineInput()
  private var right = 0
  private var answered = 0
  /// Whether it was said that answers can't be kept.
  private var hasWarned = false

  /// What a line of input means.
  private enum Reply {
    case answer(Command.Answer, Confidence?)
    case skip
    case end
    /// No answer; the text says what is expected.
    case unclear(String)
  }

  init(
    _ items: [ReviewItem], file: ProgressFile, data: DataLibrary, page: ReviewPage,
    hasCome: @escaping () -> Bool
  ) {
    self.items = items
    self.file = file
    self.data = data
    self.page = page
    self.hasCome = hasCome
  }

  mutating func run() throws {
    try StandardStreams.write(page.introduction(items.count))
    var next = try items.first.map { try ReviewRun($0, library: data) }
    defer { next?.cancel() }
    for (index, item) in items.enumerated() {
      guard let run = next, let outcome = wait(for: run) else { break }
      // Worked out while this one is thought about.
      next = index + 1 < items.count ? try ReviewRun(items[index + 1], library: data) : nil
      switch outcome {
      case .failed(let reason):
        StandardStreams.warn("gradlab: \(item.lesson.id), \(item.prediction.id): \(reason)\n")
      case .ready(let question):
        try StandardStreams.write(page.question(question, index + 1, of: items.count))
        guard try ask(question) else {
          return try StandardStreams.write(
            page.summary(right: right, of: answered, isKept: !hasWarned))
        }
      }
    }
    try StandardStreams.write(page.summary(right: right, of: answered, isKept: !hasWarned))
  }

  private func wait(for run: ReviewRun) -> ReviewRun.Outcome? {
    let line = ProgressLine("preparing the question")
    defer { line.clear() }
    return run.wait { share in
      line.show(share: share, estimate: nil)
      return !hasCome()
    }
  }

  /// - Returns: whether to go on.
  private mutating func ask(_ question: ReviewQuestion) throws -> Bool {
    while true {
      try StandardStreams.write(page.prompt(question))
      switch reply(to: question) {
      case .end:
        if page.isTerminal { try StandardStreams.write("\n") }
        return false
      case .skip: return true
      case .unclear(let text): try StandardStreams.write("  \(text)\n")
      case .answer(let answer, let confidence):
        keep(question, answer, confidence)
        let isRight = question.isRight(answer) == true
        answered += 1
        if isRight { right += 1 }
        try StandardStreams.write(page.outcome(question, answer, isRight: isRight))
        return true
      }
    }
  }

  private mutating func keep(
    _ question: ReviewQuestion, _ answer: Command.Answer, _ confidence: Confidence?
  ) {
    guard let record = question.kept(answer, confidence) else { return }
    do throws(ProgressFault) {
      if let fault = try file.save([.record(record, at: .now())]).fault {
        StandardStreams.warn("gradlab: \(fault)\n")
      }
    } catch {
      if !hasWarned { StandardStreams.warn("gradlab: \(error)\n") }
      hasWarned = true
    }
  }

  // MARK: What is typed

  private mutating func reply(to question: ReviewQuestion) -> Reply {
    guard case .text(let line) = input.next(hasCome: hasCome) else { return .end }
    var words = line.split { $0.isWhitespace }.map(String.init)
    guard let first = words.first else { return .skip }
    if words.count == 1, ["q", "quit"].contains(first.lowercased()) { return .end }
    var confidence: Confidence?
    if words.count > 1 {
      let last = words.removeLast()
      confidence = Self.confidence(last)
      guard confidence != nil else {
        return .unclear(
          "“\(last.safe(limit: 20))” after the answer: expected 1, 2 or 3 for guess, likely or sure."
        )
      }
    }
    guard words.count == 1 else {
      return .unclear("One answer, and 1, 2 or 3 behind it if you like.")
    }
    if question.options.isEmpty {
      guard let number = QuestionText.number(first) else {
        return .unclear("“\(first.safe(limit: 20))” is no number: type one such as 0.5 or 1e-3.")
      }
      return .answer(.number(number), confidence)
    }
    let letters = ReviewPage.letters.prefix(question.options.count)
    guard let place = letters.firstIndex(of: first.lowercased()) else {
      return .unclear(
        "“\(first.safe(limit: 20))” is no option: type one of \(letters.joined(separator: ", ")).")
    }
    return .answer(.choice(question.options[place].key), confidence)
  }

  private static func confidence(_ word: String) -> Confidence? {
    if let number = Int(word) {
      return Confidence.allCases.indices.contains(number - 1)
        ? Confidence.allCases[number - 1] : nil
    }
    return Confidence.allCases.first { $0.rawValue == word.lowercased() }
  }
}
