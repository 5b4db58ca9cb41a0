import ArgumentParser
import Glibc
import Lab
import Lessons
import Screens

/// `gradlab progress`.
struct ProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Show what you have seen and answered, forget it, or export it.",
    discussion: """
      Pages seen, predictions made and how many were right, in the lessons and when asked again; and \
      how often you were right when you guessed, found it likely, or were sure. It is kept in \
      $XDG_STATE_HOME/gradlab/progress.txt, or else in ~/.local/state/gradlab, as lines of text.
      """)

  @Flag(help: "As an object {calibration, file, lessons}.")
  var json = false

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Forget all of this lesson. May be repeated.", valueName: "lesson"),
    completion: .lessons)
  var forget: [String] = []

  @Flag(help: "Forget everything.")
  var forgetAll = false

  @Flag(help: "Forget without asking.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      "Write a row an answer into this file, as CSV; - is the standard output.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var export: String?

  @Option(help: "Who you are, for the first column of --export.")
  var name: String?

  @Flag(help: "Replace the file of --export.")
  var force = false

  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions

  func validate() throws {
    let ways = [json, !forget.isEmpty, forgetAll, export != nil].count { $0 }
    guard ways <= 1 else {
      throw ValidationError("--json, --forget, --forget-all and --export exclude each other")
    }
    if yes, forget.isEmpty, !forgetAll {
      throw ValidationError("--yes answers --forget and --forget-all: give one of them, too")
    }
    if name != nil || force, export == nil {
      throw ValidationError("--name and --force belong to --export: give --export FILE, too")
    }
  }

  func run() throws {
    let file = try ProgressFile.ofUser()
    let content = try file.load()
    if let fault = content.fault { StandardStreams.warn("gradlab: \(fault)\n") }
    if forgetAll || !forget.isEmpty { return try forget(in: file, content.book) }
    if let export {
      let table = ProgressCSV(content.book, name: name ?? "")
      if export == "-" { return try StandardStreams.write(table.text) }
      return try table.write(to: export, replacing: force)
    }
    let lessons = try LessonShelf.read(folders).catalog().lessons
    let report = ProgressReport(
      content.book, lessons: lessons, path: file.path, glyphs: look.outputGlyphs,
      columns: look.outputColumns)
    try StandardStreams.write(json ? report.json.text(depth: 3) : report.text)
  }

  // MARK: Forgetting

  private func forget(in file: ProgressFile, _ book: ProgressBook) throws {
    let ids = forgetAll ? [] : try forget.map { try id(of: $0, in: book) }
    let known = forgetAll ? book.lessons.sorted() : ids.filter(book.lessons.contains)
    let hasRemains = forgetAll && !file.setAsideFiles.isEmpty
    guard !known.isEmpty || hasRemains else {
      let what = forgetAll ? "There is nothing" : "Nothing is kept of \(ids.listed): nothing"
      return try StandardStreams.write("\(what) to forget.\n")
    }
    let remains = hasRemains ? ["damaged files that were set aside"] : []
    let what = forgetAll ? "everything, \((known + remains).listed)" : known.listed
    guard try yes || confirms("Forget \(what)?") else {
      return try StandardStreams.write("Nothing was forgotten.\n")
    }
    let changes: [ProgressChange] =
      forgetAll ? [.forget(lesson: nil)] : known.map { .forget(lesson: $0) }
    let saved = try file.save(changes)
    let removed = forgetAll ? try file.removeSetAside() : 0
    if !forgetAll, let fault = saved.fault { StandardStreams.warn("gradlab: \(fault)\n") }
    let files = removed == 0 ? [] : ["\(removed) damaged \(removed == 1 ? "file" : "files")"]
    try StandardStreams.write("Forgotten: \((known + files).listed).\n")
  }

  /// The id that a word means: one of which something is kept, or a lesson's.
  private func id(of word: String, in book: ProgressBook) throws -> String {
    if book.lessons.contains(word) { return word }
    return try LessonShelf.find(word, folders).1.id
  }

  private func confirms(_ question: String) throws -> Bool {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      throw ValidationError("nobody can be asked without a terminal: --yes forgets without asking")
    }
    StandardStreams.warn("\(question) [y/N] ")
    let answer = readLine()?.lowercased() ?? ""
    return answer == "y" || answer == "yes"
  }
}

extension [String] {
  /// The ids, safe to show.
  fileprivate var listed: String {
    let shown = prefix(6).map { $0.safe(limit: 80) }.joined(separator: ", ")
    return count > 6 ? "\(shown) and \(count - 6) more" : shown
  }
}
