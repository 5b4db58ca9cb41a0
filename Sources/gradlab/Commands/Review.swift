import ArgumentParser
import Lab
import Lessons
import Screens

/// `gradlab review [LESSON…]`.
struct Review: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Answer questions of lessons again, each with another seed or another value of a knob.",
    discussion: """
      A question that you answered in its lesson is due a day later, and then every three days, or \
      after 20 answers to other questions: at equal distances, which hold better than growing ones \
      (Karpicke, Roediger 2007). What a run decides is asked of another run: with another seed and, \
      where the lesson has a knob for it, another value. Options come in another order. Every answer is \
      kept at once; gradlab progress shows them. Without a terminal the answers are read as lines.
      """)

  @Argument(
    help: "Only questions of these lessons: an id, the start of one, a number, or a file.",
    completion: .lessons)
  var lessons: [String] = []

  @Flag(help: "Also questions that are not due yet.")
  var all = false

  @Option(help: "So many questions at most.")
  var most = 10

  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions
  @OptionGroup var plain: PlainOptions

  func validate() throws {
    if most < 1 { throw ValidationError("--most must be at least 1, not \(most)") }
  }

  func run() throws {
    let file = try ProgressFile.ofUser()
    let content = try file.load()
    if let fault = content.fault { StandardStreams.warn("gradlab: \(fault)\n") }
    let (shelf, named) = try LessonShelf.find(lessons, folders)
    let items = content.book.reviewItems(
      of: named.isEmpty ? shelf.catalog().lessons : named, now: .now())
    let asked = items.filter { all || $0.due == .now }.prefix(most)
    guard !asked.isEmpty else { return try StandardStreams.write(Self.nothing(items)) }
    Screen.prepareEngine()
    let configuration = Configuration(look: look, isPlain: plain.plain)
    if let line = configuration.plainLine { try StandardStreams.write(line + "\n") }
    try Interruption.held { hasCome in
      try withoutActuallyEscaping(hasCome) { hasCome in
        var dialogue = ReviewDialogue(
          Array(asked), file: file, data: shelf.data,
          page: ReviewPage(
            glyphs: look.outputGlyphs, width: look.outputColumns,
            hasStyle: look.outputHasStyle && !configuration.settings.isPlain,
            isPlain: configuration.settings.isPlain),
          hasCome: hasCome)
        try dialogue.run()
      }
    }
  }

  /// Why nothing is asked, and when something will be.
  private static func nothing(_ items: [ReviewItem]) -> String {
    let waits = items.compactMap { item in
      if case .later(let seconds) = item.due { seconds } else { nil }
    }
    guard let next = waits.min() else {
      return "Nothing to ask yet: answer a question in its lesson first (p in the lab).\n"
    }
    return "No question is due. The next one is \(ReviewPage.wait(next)); --all asks at once.\n"
  }
}
