import ArgumentParser
import Lessons
import Screens

/// `gradlab check [FILE…]`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find the faults of lesson files.",
    discussion: """
      Prints them as file:line:column: message, and exits with 1 if there is one. Warns of runs that \
      are estimated to compute for more than 20 seconds, and of settings and data without effect.

      Of lessons that are named it also says what a screen of 80×24 or 120×36 hides: texts that scroll, \
      questions that don't fit, names that are cut, plots that no page shows, numbers that no page comes \
      to. With --layout it says so of all.

      With --sentences it prints each number and comparison of the texts that stands in no {{…}}, no \
      formula and no link to a claim or a definition, the claims that no words are bound to, and how many \
      of the sentences are bound.

      A translation, NAME.fr.md beside NAME.md, has to say the same wherever it is no text: it is checked with its \
      original, and with all lessons.
      """)

  @Argument(
    help: """
      Lessons by file, id, start of the id, or number; by default all in the folder of lessons.
      """, completion: .lessons)
  var files: [String] = []

  @Flag(help: "Warn of what is cut or scrolls also where no lesson is named.")
  var layout = false

  @Flag(help: "Find numbers and comparisons that nothing vouches for.")
  var sentences = false

  @OptionGroup var folders: FolderOptions

  func run() throws {
    if sentences {
      if layout { try warnOfLayout() }
      return try checkSentences()
    }
    var broken: [BrokenLesson] = []
    var lessons: [Lesson] = []
    var courses = 0
    var coursesFail = false
    if files.isEmpty {
      let shelf = try LessonShelf.read(folders, personal: false)
      (lessons, broken) = (shelf.lessons, shelf.broken)
    } else {
      for path in try paths() {
        if CourseOutline.isCourse(path: path) {
          do { try checkCourse(path) } catch is ExitCode { coursesFail = true }
          courses += 1
          continue
        }
        do { lessons.append(try Lesson.read(path: path)) } catch { broken.append(error) }
      }
      for lesson in lessons { StandardStreams.warn(lesson.twinWarning) }
    }
    broken += lessons.flatMap(translationFaults)
    let count = lessons.count
    for lesson in lessons {
      StandardStreams.warn(lesson.noticeWarnings + lesson.runWarnings)
      if layout || !files.isEmpty {
        StandardStreams.warn(lesson.rangeWarnings + lesson.layoutWarnings)
      }
    }
    let faults = broken.flatMap(\.faults)
    try StandardStreams.write(faults.map { "\($0)\n" }.joined())
    guard faults.isEmpty, !coursesFail else { throw ExitCode.failure }
    let kinds = [(count, "lesson"), (courses, "course")].filter {
      $0.0 > 0 || $0.1 == "lesson" && courses == 0
    }
    let words = kinds.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: " and ")
    try StandardStreams.write("\(words) without a fault\n")
  }
}

extension Check {
  /// What a translation, or those beside an original, say otherwise; whether they are older is a warning.
  private func translationFaults(_ lesson: Lesson) -> [BrokenLesson] {
    let own = Translation.original(of: lesson.path) == nil ? [] : [lesson.path]
    return (own + Translation.all(of: lesson.path)).compactMap { path -> BrokenLesson? in
      do throws(BrokenLesson) {
        if let notice = try TranslationCheck(file: path).notice {
          StandardStreams.warn("\(path.safe(limit: 400)): warning: \(notice)\n")
        }
        return nil
      } catch {
        return error
      }
    }
  }

  /// Whether a course's lessons and pages are there.
  /// - Throws: `ExitCode` for a fault, which is printed.
  private func checkCourse(_ path: String) throws {
    _ = try LessonShelf.findTalk(path.contains("/") ? path : "./\(path)", folders)
  }

  /// Says what screens hide of lessons without a fault; those of the others are said with their sentences.
  private func warnOfLayout() throws {
    for path in try paths() {
      guard let lesson = try? Lesson.read(path: path) else { continue }
      StandardStreams.warn(lesson.layoutWarnings)
    }
  }

  /// Prints what is not bound, as file:line:column: words, and the share of what is.
  private func checkSentences() throws {
    var bound = 0
    var total = 0
    var isComplete = true
    let paths = try paths()
    for path in paths {
      let report: SentenceReport
      do { report = try SentenceReport.read(path: path) } catch {
        try StandardStreams.write(error.faults.map { "\($0)\n" }.joined())
        throw ExitCode.failure
      }
      bound += report.bound
      total += report.total
      let lines = report.findings.map {
        "\(path.safe()):\($0.line):\($0.column): \($0.words.safe())\n"
      }
      try StandardStreams.write(lines.joined())
      isComplete = isComplete && report.isComplete
      let claims = report.unboundClaims.map {
        "\(path.safe()): no words are bound to the claim \($0): write [words](claim:\($0))\n"
      }
      try StandardStreams.write(claims.joined())
      if paths.count > 1 {
        try StandardStreams.write("\(path.safe()): \(Self.share(report.bound, of: report.total))\n")
      }
    }
    try StandardStreams.write("\(Self.share(bound, of: total))\n")
    guard isComplete else { throw ExitCode.failure }
  }

  private static func share(_ bound: Int, of total: Int) -> String {
    "\(bound) of \(total) sentences are bound (\(total == 0 ? 100 : 100 * bound / total) %)"
  }

  /// The files that are meant; without words, all of the folder.
  private func paths() throws -> [String] {
    guard files.isEmpty || files.contains(where: { !LessonPath.isPath($0) }) else {
      return try files.map(LessonPath.file(at:))
    }
    let shelf = try LessonShelf.read(folders, personal: !files.isEmpty)
    guard !files.isEmpty else { return shelf.lessons.map(\.path) + shelf.broken.map(\.path) }
    return try files.map { name in
      if LessonPath.isPath(name) { return try LessonPath.file(at: name) }
      let broken = shelf.broken.first { $0.path.hasSuffix("/\(name).md") }
      return try broken?.path ?? shelf.lesson(named: name).path
    }
  }
}

extension Lesson {
  /// A folder says itself which of its files have one id; a file that is checked alone does not.
  fileprivate var twinWarning: String {
    twin.map {
      "\(path.safe(limit: 400)): warning: the id \"\(id)\" is also that of \($0.safe(limit: 400)); in one "
        + "folder only the first of them opens\n"
    } ?? ""
  }

  fileprivate var noticeWarnings: String {
    notices.map { "\(path): warning: \($0)\n" }.joined()
  }

  /// A line for each end of a knob's range that the data or the network don't go along with.
  fileprivate var rangeWarnings: String {
    knobWarnings.map {
      "\(path.safe(limit: 400)): warning: the knob \"\($0.knob)\" \($0.text)\n"
    }.joined()
  }

  /// A line for each thing that a screen hides.
  fileprivate var layoutWarnings: String {
    LayoutFinding.findings(in: self).map {
      "\(path.safe(limit: 400)):\($0.line): warning: \($0.text.safe(limit: 400))\n"
    }.joined()
  }

  /// A line for each run that a learner would wait long for.
  fileprivate var runWarnings: String {
    runEstimates.filter(\.isLong).map { run in
      "\(path): warning: the run of “\(run.step)” computes for about \(Int(run.seconds)) seconds on "
        + "one processor (estimated from its arithmetic, at "
        + "\(Int(Lesson.operationsPerSecond / 1e9)) GFLOP/s); train fewer steps or smaller networks\n"
    }.joined()
  }
}
