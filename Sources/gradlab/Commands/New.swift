import ArgumentParser
import Glibc
import Lab
import Lessons

/// `gradlab new NAME`.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a lesson of your own that runs, to change it from there.",
    discussion: """
      Kinds: training (a network reads digits), points (it bends a border in the plane), sequence (it \
      remembers a letter), surface (an optimizer walks down a formula), filter (a kernel goes over a \
      photograph), windows (layers of windows over a square), sample (means of draws), values (formulas \
      alone). No file is ever overwritten.
      """)

  @Argument(help: "The lesson's id: small letters, digits and “-”. Its file is NAME.md.")
  var name: String

  @Option(
    help:
      "What its arms do: training, points, sequence, surface, filter, windows, sample or values.")
  var kind = "training"

  @Option(help: "By default the words of the name.")
  var title: String?

  @Option(
    help: ArgumentHelp(
      "A folder to write it in, or a file that is not there yet; by default NAME.md in the working folder.",
      valueName: "path"))
  var output: String?

  func run() throws {
    guard let id = PlayDraft.name(typed: name) else {
      throw ValidationError(
        "“\(name.safe(limit: 60))” names no lesson: use small letters, digits and “-”, begin with a letter "
          + "or a digit, and no more than 60 of them")
    }
    if let title, title.isEmpty || title.count > 80 || title.contains(where: \.isNewline) {
      throw ValidationError("--title takes one line of 1 to 80 characters")
    }
    let path = path(of: id)
    try NewFile.check(path)
    let text = try template().text(id: id, title: title)
    do throws(BrokenLesson) { _ = try Lesson.read(Array(text.utf8), path: path) } catch {
      throw LessonPath.refuse(error)
    }
    try NewFile.write(Array(text.utf8), to: path)
    try StandardStreams.write(ways(of: path, id))
  }

  /// Where it is written: into a folder that is there, else to that name.
  private func path(of id: String) -> String {
    guard let output else { return "\(id).md" }
    var status = stat()
    let isFolder = stat(output, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard isFolder else { return output }
    return output.hasSuffix("/") ? "\(output)\(id).md" : "\(output)/\(id).md"
  }

  private func template() throws -> LessonTemplate {
    let folder = ResourceFolders.find(root: nil).templates
    let kinds = try LessonTemplate.kinds(in: folder)
    guard kinds.contains(kind) else {
      let hint =
        nearestName(to: kind, in: kinds).map { "did you mean \($0)?" }
        ?? "there are " + kinds.joined(separator: ", ")
      throw ValidationError("there is no kind “\(kind.safe(limit: 60))” of lesson; \(hint)")
    }
    do throws(BrokenLesson) { return try LessonTemplate(kind, in: folder) } catch {
      throw LessonPath.refuse(error)
    }
  }

  /// What to do next.
  private func ways(of path: String, _ id: String) -> String {
    let argument = path.contains("/") ? path : "./\(path)"
    let ways = [
      ("open", "shows it; every save is shown while it is open"),
      ("check", "says what is wrong with it, with line and column"),
      ("calibrate", "proposes bounds for its claims, from the seeds to look at"),
      ("verify", "judges its claims on seeds that nobody has looked at"),
      ("cost", "says what it takes: parameters, seconds, memory"),
    ]
    let width = (ways.map { $0.0.count }.max() ?? 0) + argument.count + 3
    let lines = ways.map { command, meaning in
      let words = "\(command) \(argument.safe(limit: 400))"
      return "  gradlab " + words + String(repeating: " ", count: max(1, width - words.count))
        + meaning + "\n"
    }
    let home = PersonalFolder.lessons().map {
      "\nIn \($0.safe(limit: 400)) the library lists it, too.\n"
    }
    return "\(path.safe(limit: 400)) written, a lesson that runs.\n\n" + lines.joined()
      + (home ?? "")
  }
}
