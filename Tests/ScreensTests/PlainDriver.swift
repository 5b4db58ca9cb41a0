import Lab
import Lessons
import Screens

/// The plain dialogue over a lesson's session, without the program around it: what a line asks for is done,
/// and then what is told of it is taken down.
final class PlainDriver {
  private(set) var model: AppModel
  private var dialogue = PlainDialogue()
  private let session: Session
  private let lesson: Lesson
  /// All that was typed, after "> ", and told.
  private(set) var transcript: [String] = []
  private(set) var hasEnded = false

  init(_ lesson: Lesson, library: DataLibrary) throws {
    self.lesson = lesson
    session = try Session(lesson: lesson, library: library, isWatched: true, speed: nil)
    var options = AppOptions(opening: lesson.id)
    options.isPlain = true
    model = AppModel(options: options)
    _ = model.update(.libraryLoaded(Catalog(lessons: [lesson])))
    _ = model.update(.progressLoaded(ProgressBook()))
    _ = model.update(.lessonOpened(lesson, session.snapshot()))
    settle()
    transcript += model.plainOpening()
  }

  deinit { session.close() }

  /// Types a line, and returns what is told of it.
  @discardableResult
  func type(_ line: String) throws -> [String] {
    let reply = model.take(line, in: &dialogue)
    for effect in reply.effects { try carryOut(effect) }
    settle()
    let told = reply.lines + model.report(reply.report, in: &dialogue)
    transcript += ["> \(line)"] + told
    return told
  }

  private func carryOut(_ effect: Effect) throws {
    switch effect {
    case .session(let command):
      try session.send(command)
    case .readClaims: _ = model.update(.claimRecords(ClaimRecord.all(of: lesson)))
    case .quit: hasEnded = true
    default: break
    }
  }

  /// Waits until the session has done and shown all.
  private func settle() {
    session.waitUntilSettled()
    if let request = model.snapshotRequest { session.request(request) }
    session.waitUntilSettled()
    _ = model.update(.snapshot(session.snapshot()))
  }

  // MARK: A whole lesson

  /// The page that is open, from 0.
  var page: Int { model.snapshot?.lessonStep ?? 0 }
  var answers: [String: Command.Answer] { model.snapshot?.answers ?? [:] }

  /// Finishes the lesson: answers each question with its first option or with 1, runs each page, reads its
  /// charts and claims, and goes on.
  func finish() throws {
    for step in lesson.steps {
      if let prediction = step.prediction, answers[prediction.id] == nil {
        try type("predict 1")
        try type("2")
      }
      if (step.run?.until ?? 0) > 0 { try type("run") }
      if !step.plots.isEmpty { try type("points 1") }
      if step.id(in: lesson) < lesson.steps.count - 1 { try type("next") }
    }
    try type("quit")
  }
}

extension LessonStep {
  fileprivate func id(in lesson: Lesson) -> Int {
    lesson.steps.firstIndex { $0.line == line } ?? 0
  }
}
