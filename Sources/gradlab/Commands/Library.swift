import ArgumentParser
import Glibc
import Lab
import Lessons
import Screens
import Terminal

/// `gradlab`: the library of lessons; without a usable terminal, their list.
struct Library: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the library of lessons. This is what gradlab does without a command.")

  @OptionGroup var ordering: CourseOptions
  @OptionGroup var pacing: PacingOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions
  @OptionGroup var plain: PlainOptions

  func run() throws {
    let configuration = Configuration(look: look, speed: pacing.speed, isPlain: plain.plain)
    let isShown = Screen.hasTerminal || configuration.settings.isPlain
    var shelf = try LessonShelf(folders, languages: isShown ? configuration.languages : [])
    shelf.course = try ordering.order(folders)
    guard isShown else { return try printList(&shelf) }
    if configuration.settings.isPlain { try configuration.prepareFace() }
    Screen.prepareEngine()
    do {
      try Screen.show(
        shelf: shelf, configuration: configuration, opened: nil,
        progress: try KeptState.load(
          budget: configuration.settings.chosenBytes, recording: recording))
    } catch let fault as TerminalFault {
      StandardStreams.warn("gradlab: \(fault)\n\n")
      try printList(&shelf)
    }
  }

  private func printList(_ shelf: inout LessonShelf) throws {
    try shelf.read()
    let catalog = shelf.catalog()
    let example = catalog.lessons.first?.id ?? "LESSON"
    let ways = [
      ("gradlab run \(example)", "trains it and prints its charts"),
      ("gradlab render \(example)", "draws its screen as text"),
      ("gradlab help", "tells the rest"),
    ]
    let width = (ways.map { $0.0.count }.max() ?? 0) + 2
    let lines = ways.map { command, meaning in
      "  \(command)" + String(repeating: " ", count: width - command.count) + meaning + "\n"
    }
    let introduction = "\nIn a terminal, gradlab opens the library. Without one:\n\n"
    do {
      try StandardStreams.write(
        LessonList(catalog: catalog).text + introduction + lines.joined())
    } catch {
      // Spelled out: `catch where` over a typed error crashes the Swift 6.3 compiler.
      if error.isClosed { throw ExitCode.noTerminal }
      throw error
    }
  }
}
