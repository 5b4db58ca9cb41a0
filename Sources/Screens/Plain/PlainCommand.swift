import Charts
import Lab
import Lessons

/// A command of the plain dialogue: a line of the table that the dialogue and its help read.
struct PlainCommand: Sendable {
  /// Where it can do something.
  enum Where: Hashable, Sendable { case anywhere, library, lesson }

  /// What is typed first; its beginning is enough where no other begins so.
  var word: String
  /// Other words for it, such as the key that does the same on the full screen.
  var aliases: [String] = []
  /// What stands for its argument; empty: it has none.
  var argument = ""
  var does: String
  var place = Where.lesson
  /// Whether the help lists it here, where it could be typed.
  var isUseful: @Sendable (AppModel) -> Bool = { _ in true }
  var perform: @Sendable (inout AppModel, inout PlainDialogue, String) -> PlainReply

  /// All of them, in the order in which the help lists them.
  static let all: [PlainCommand] = reading + asking + running + knobs + program + fromPalette

  /// What is typed for what keys do on the full screen.
  static let words: [Action: String] = [
    .toggleRun: "run", .singleStep: "step", .restart(.same): "restart", .restart(.next): "reseed",
    .nextStep: "next", .previousStep: "back", .predict: "predict", .hint: "hint", .notes: "notes",
    .claims: "claims", .tries: "compare", .undo: "undo", .redo: "redo", .fork: "fork",
    .scrub(-10): "step 0", .help: "help", .back: "close", .open: "set", .focusNext: "set",
    .copyCommand: "command",
  ]

  func applies(in model: AppModel) -> Bool {
    switch place {
    case .anywhere: true
    case .library: model.study == nil
    case .lesson: model.study != nil
    }
  }

  /// "points CHART ARM: its numbers, ten at a time".
  var usage: String {
    ([word, argument].filter { !$0.isEmpty }).joined(separator: " ") + ": " + does
  }

  /// The command that a word means here: whole, by its alias, or by its beginning.
  static func named(_ word: String, in model: AppModel) -> Result<PlainCommand, PlainRefusal> {
    let here = all.filter { $0.applies(in: model) }
    let typed = word.lowercased()
    if let exact = here.first(where: { $0.word == typed || $0.aliases.contains(typed) }) {
      return .success(exact)
    }
    // A sign that is a key is no beginning of a word.
    if let exact = here.first(where: { $0.aliases.contains(word) }) { return .success(exact) }
    let found = here.filter { $0.word.hasPrefix(typed) }
    if found.count == 1 { return .success(found[0]) }
    if found.count > 1 {
      return .failure(
        PlainRefusal("\u{201C}\(word)\u{201D} may be \(found.map(\.word).listed): type more of it.")
      )
    }
    if let other = all.first(where: { $0.word == typed || $0.aliases.contains(typed) }) {
      return .failure(
        PlainRefusal(
          other.place == .lesson
            ? "\(other.word) is for an open lesson: open LESSON opens one."
            : "\(other.word) is for the list of lessons: close goes back to it."))
    }
    let near = nearestName(to: typed, in: here.map(\.word)).map { " Did you mean \($0)?" } ?? ""
    return .failure(
      PlainRefusal(
        "There is no command \u{201C}\(word)\u{201D}.\(near) help lists all that there are."))
  }

  // MARK: The program

  private static let program: [PlainCommand] = [
    PlainCommand(
      word: "lessons", aliases: ["list", "/"], argument: "WORDS",
      does: "the lessons by part and number; with words, those that have them", place: .library,
      perform: { model, _, words in PlainReply(PlainLibrary(library: model.library).lines(words)) }),
    PlainCommand(
      word: "open", argument: "LESSON",
      does: "open a lesson by its number, the start of its id, or a part of its title",
      place: .anywhere, perform: { model, _, name in model.openPlainly(name) }),
    PlainCommand(
      word: "fresh", aliases: ["o"], argument: "LESSON",
      does: "open a lesson from its first page, with nothing answered", place: .library,
      perform: { model, _, name in model.openPlainly(name, anew: true) }),
    PlainCommand(
      word: "resume", does: "go on with the session that was left last", place: .library,
      perform: { model, _, _ in
        guard model.library.hasOffer else { return .say("No session is kept to go on with.") }
        return PlainReply(effects: [.resumeSession], report: .page)
      }),
    PlainCommand(
      word: "close", aliases: ["leave"], does: "leave the lesson, back to the list of lessons",
      perform: { model, _, _ in
        let effects = model.leaveLesson()
        model.notice = nil
        return PlainReply(["Closed: lessons lists the lessons."], effects: effects)
      }),
    PlainCommand(
      word: "help", aliases: ["?", ":"], argument: "COMMAND", does: "what can be typed here",
      place: .anywhere,
      perform: { model, _, word in
        let here = all.filter { $0.applies(in: model) && $0.isUseful(model) }
        guard !word.isEmpty else {
          return PlainReply(
            ["The beginning of a command is enough. An empty line says what can be done next."]
              + here.map(\.usage))
        }
        switch named(word, in: model) {
        case .success(let command): return .say(command.usage)
        case .failure(let refusal): return .say(refusal.text)
        }
      }),
    PlainCommand(
      word: "quit", aliases: ["q", "exit", "bye"],
      does: "end the program; pages, answers and runs are kept", place: .anywhere,
      perform: { _, _, _ in PlainReply(effects: [.quit]) }),
  ]

  // MARK: What the palette has, too

  /// Commands that have a form of their own here, or nothing to show.
  private static let replaced: Set<String> = ["open", "page", "plot", "theme", "step", "set"]

  private static let fromPalette: [PlainCommand] = PaletteCommand.all.filter {
    !replaced.contains($0.word)
  }.map {
    command in
    PlainCommand(
      word: command.word, argument: command.argument, does: does[command.word] ?? command.does,
      isUseful: command.applies,
      perform: { model, _, argument in
        model.perform(command, argument, report: reports[command.word] ?? .change)
      })
  }

  /// What some of them do here.
  private static let does = [
    "measure": "read a measure where the runs are",
    "export": "the first chart, or CHART FILE another one, as .svg .png .txt .ansi .csv .json",
  ]

  private static let reports: [String: PlainReply.Report] = [
    "measure": .measurement, "sweep": .sweep, "data": .page,
  ]
}

extension AppModel {
  /// Carries out a command of the palette.
  mutating func perform(
    _ command: PaletteCommand, _ argument: String, report: PlainReply.Report
  ) -> PlainReply {
    guard command.applies(self) else { return .say("Not possible here: \(command.otherwise).") }
    guard !argument.isEmpty || command.worksAlone else {
      return PlainReply(
        ["\(command.word) needs \(command.argument): \(command.does)."]
          + command.lines(self).prefix(8).map { "For example \($0.name): \($0.does)".spoken })
    }
    let argument = command.word == "export" ? chosenChart(in: argument) : argument
    switch command.perform(&self, argument) {
    case .done(let effects): return PlainReply(effects: effects, report: report)
    case .refused(let reason): return .say("Not done: \(reason).")
    }
  }

  /// Carries out the palette's command of that name.
  mutating func performPalette(
    _ word: String, _ argument: String, report: PlainReply.Report
  ) -> PlainReply {
    guard let command = PaletteCommand.all.first(where: { $0.word == word }) else {
      return .say("There is no command \u{201C}\(word)\u{201D}.")
    }
    return perform(command, argument, report: report)
  }

  /// The name of a file behind that of a chart, which is chosen.
  private mutating func chosenChart(in argument: String) -> String {
    let parts = argument.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2, let study, case .success(let chart) = study.chart(parts[0]),
      let place = study.plots.firstIndex(of: chart.plot)
    else { return argument }
    self.study?.focus(on: .plot(place))
    return parts[1]
  }

  fileprivate mutating func openPlainly(_ name: String, anew: Bool = false) -> PlainReply {
    switch PlainLibrary(library: library).lesson(name) {
    case .failure(let refusal): return .say(refusal.text)
    case .success(let lesson):
      guard lesson.id != study?.lesson.id else { return .say("It is open: page reads its page.") }
      let isOpen = study != nil
      let left = isOpen ? leaveLesson() : []
      notice = nil
      library.choose(lesson.id)
      if anew { return PlainReply(effects: left + openAnew(), report: .page) }
      library.opening = lesson.id
      return PlainReply(effects: left + [.openLesson(id: lesson.id)], report: .page)
    }
  }
}
