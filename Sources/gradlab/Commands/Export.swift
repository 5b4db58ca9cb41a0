import ArgumentParser
import Lab
import Lessons

/// `gradlab export LESSON --to pytorch`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Write a lesson's networks as a program for PyTorch, with weights and data beside it.",
    discussion: """
      The folder gets lesson.py, which trains the same networks from the same weights on the same \
      batches, compares the losses with those of this run, takes a GPU where there is one, and \
      runs under torchrun. It needs PyTorch and nothing else.
      """)

  enum Library: String, ExpressibleByArgument, CaseIterable {
    case pytorch
  }

  @Argument(help: LessonPath.help, completion: .lessons)
  var lesson: String

  @Option(help: "The library to write for.")
  var to: Library

  @Option(
    name: .customLong("arm"), parsing: .singleValue,
    help: ArgumentHelp(
      "Only this arm of the lesson. May be repeated; by default all that go together.",
      valueName: "arm"), completion: .arms)
  var arms: [String] = []

  @OptionGroup var options: RunOptions
  @OptionGroup var data: DataOptions

  @Option(help: "Training steps of each arm; by default as far as the lesson goes.")
  var steps: Int?

  @Option(
    help: ArgumentHelp(
      "A new or empty folder, not a link; by default the lesson's id with -pytorch.",
      valueName: "folder"), completion: .directory)
  var output: String?

  @Flag(help: "Replace the files of an earlier export.")
  var force = false

  @OptionGroup var folders: FolderOptions

  func validate() throws {
    if let steps, steps < 1 { throw ValidationError("--steps must be at least 1, not \(steps)") }
  }

  func run() throws {
    let (shelf, lesson) = try LessonShelf.find(lesson, folders, data)
    let folder = try ExportFolder(output ?? "\(lesson.id)-\(to.rawValue)", replacing: force)
    let export = try train(lesson, shelf.data)
    try folder.write(export.files)
    try StandardStreams.write(summary(export, folder))
  }

  private func train(_ lesson: Lesson, _ data: DataLibrary) throws -> LessonExport {
    Screen.prepareEngine()
    let line = ProgressLine("training \(lesson.id)")
    defer { line.clear() }
    let selection = LessonExport.Selection(
      arms: arms, seed: options.seed, settings: options.knobValues(of: lesson),
      operations: options.operations, steps: steps)
    return try usageFaults {
      do {
        return try LessonExport.pyTorch(lesson, selection, library: data) { line.show($0) }
      } catch let fault as ExportFault {
        if case .unknownArm = fault { throw ValidationError(fault.description) }
        throw fault
      }
    }
  }

  private func summary(_ export: LessonExport, _ folder: ExportFolder) -> String {
    let bytes = export.files.reduce(0) { $0 + $1.content.count }
    let arms = export.arms.map { arm in
      let compared =
        arm.comparedSteps.map { "the first \($0) can be compared" }
        ?? "not to be compared: PyTorch draws other random numbers"
      return "  \(arm.id) (\(arm.label)): \(arm.steps) steps, \(compared)\n"
    }
    let path = folder.path.safe(limit: .max)
    return "\(path): \(export.files.count) files, \(bytes) bytes\n\(arms.joined())"
      + "\n  python3 \(path)/lesson.py\n"
  }
}
