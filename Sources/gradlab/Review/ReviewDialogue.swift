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
    guard !page.isPlain else { return run.wait { _ in !hasCome() } }
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
      case .nothing: return true
      case .unclear(let text): try StandardStreams.write("\(page.indent)\(text)\n")
      case .option(let place, let confidence):
        return try take(question, .choice(question.options[place].key), confidence)
      case .number(let number, let confidence):
        return try take(question, .number(number), confidence)
      }
    }
  }

  /// Keeps an answer, then tells what is right.
  private mutating func take(
    _ question: ReviewQuestion, _ answer: Command.Answer, _ confidence: Confidence?
  ) throws -> Bool {
    keep(question, answer, confidence)
    let isRight = question.isRight(answer) == true
    answered += 1
    if isRight { right += 1 }
    try StandardStreams.write(page.outcome(question, answer, isRight: isRight))
    return true
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

  private mutating func reply(to question: ReviewQuestion) -> TypedAnswer {
    guard case .text(let line) = input.next(hasCome: hasCome) else { return .end }
    let letters = ReviewPage.letters.prefix(question.options.count)
    return TypedAnswer(line, options: Array(letters))
  }
}
