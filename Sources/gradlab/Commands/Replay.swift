import ArgumentParser
import Lab
import Lessons
import Screens

/// `gradlab replay FILE`.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Do again what the log of a session tells, and compare the bits.",
    discussion: """
      Logs are written by the lab, into the folder gradlab/sessions of $XDG_STATE_HOME or of \
      ~/.local/state, and by gradlab run --log. Exit status: 0 where the whole log was gone through \
      to the same bits, else 1.
      """)

  @Argument(help: "The log.", completion: .file(extensions: ["txt"]))
  var file: String

  @Flag(exclusivity: .exclusive, help: "The final state as JSON, or as CSV, a row a value.")
  var format: Run.Format?

  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    let (log, damage): (SessionLog, LogFault?)
    do throws(LogFault) { (log, damage) = try SessionLogReader.read(path: file) } catch {
      throw refuse(error)
    }
    let (lesson, data) = try find(log)
    for fault in log.differences(from: lesson) { warn(fault) }
    Screen.prepareEngine()
    var replay: SessionReplay
    do { replay = try SessionReplay(log, lesson: lesson, library: data) } catch let fault
      as CommandFault
    {
      throw refuse(
        LogFault(
          path: file, found: "a session that can\u{2019}t begin (\(fault))",
          expected: "one of \(lesson.id)", remedy: "is it the lesson of the log?"))
    }
    let stop = play(&replay)
    try show(replay.result())
    let faults = [replay.differences.first, stop, stop == nil ? damage : nil].compactMap(\.self)
    for fault in faults { warn(fault) }
    let end = "gone through \(stop == nil ? "to its end" : "so far"): \(replay.whereabouts)"
    guard faults.isEmpty else {
      StandardStreams.warn("gradlab: \(file.safe(limit: 200)) \(end)\n")
      throw ExitCode.failure
    }
    if format == nil {
      let count = replay.checkCount
      try StandardStreams.write(
        "\(end)\n\(count) \(count == 1 ? "state" : "states") of arms compared: the same bits\n")
    }
  }

  private func find(_ log: SessionLog) throws -> (Lesson, DataLibrary) {
    let bench: Lesson?
    do throws(LogFault) { bench = try log.bench() } catch { throw refuse(error) }
    if let bench { return (bench, try LessonShelf(folders, needsLessons: false).data) }
    do {
      let (shelf, lesson) = try LessonShelf.find(log.start.argument ?? log.start.lesson, folders)
      guard let data = log.start.data else { return (lesson, shelf.data) }
      return (try lesson.with(OwnData(argument: data)), shelf.data)
    } catch let code as ExitCode {
      throw code
    } catch {
      throw refuse(
        LogFault(
          path: file, found: "the lesson \(log.start.lesson)",
          expected: "one that is here (\(error))", remedy: "--root names the folder that has it"))
    }
  }

  private func warn(_ fault: LogFault) { StandardStreams.warn("gradlab: \(fault)\n") }

  private func refuse(_ fault: LogFault) -> ExitCode {
    warn(fault)
    return .failure
  }

  // MARK: What is shown

  private func play(_ replay: inout SessionReplay) -> LogFault? {
    let line = ProgressLine("replaying")
    defer { line.clear() }
    var lines: [String] = []
    let stop = replay.play { event in
      if format == nil { lines.append(text(of: event)) }
    }
    if !lines.isEmpty { try? StandardStreams.write(lines.joined(separator: "\n") + "\n\n") }
    return stop
  }

  private func text(of event: SessionReplay.Event) -> String {
    switch event {
    case .command(let line, let number, let command):
      "\(line): \(number) \(command.words.joined(separator: " ").safe(limit: 100))"
    case .checked(let line, let arm, let step, let differences):
      "\(line): \(arm) at step \(step): "
        + (differences.isEmpty ? "the same bits" : "other \(differences.joined(separator: ", "))")
    }
  }

  private func show(_ result: HeadlessRun) throws {
    switch format {
    case .json: try StandardStreams.write(RunResult(result).json.text(depth: 5))
    case .csv: try StandardStreams.write(RunResult(result).csv)
    case nil:
      let report = RunReport(result, glyphs: look.outputGlyphs, columns: look.outputColumns)
      try StandardStreams.write(report.text + "\n")
    }
  }
}
