import Charts
import TemporaryFiles
import TerminalHarness
import Testing

/// All tests in a pseudo-terminal, one after the other: they watch the clock.
@Suite("In a terminal", .serialized) enum InTerminal {}

/// The program as the tests start it.
enum Lab {
  /// A lesson that comes with the program.
  static let lesson = "kaiming-vs-bad-initialization"
  static let wide = Size(columns: 120, rows: 36)

  /// The library, when it shows its lessons.
  static func library(
    environment: [String: String?] = [:], size: Size = wide, arguments: [String] = [],
    circumstances: TerminalProgram.Circumstances = []
  ) throws -> TerminalProgram {
    let program = try TerminalProgram(
      ProgramUnderTest.path, arguments, environment: environment, size: size,
      circumstances: circumstances)
    try #require(
      program.wait { isWhole($0.screen.text) },
      "the library shows its lessons: \(program.screen.text)")
    return program
  }

  /// A shell in which the program was started, as a person does.
  static func shell(_ arguments: String = "") throws -> TerminalProgram {
    let shell = try TerminalProgram(
      "/bin/bash", ["--norc", "--noprofile", "-i"], environment: ["PS1": "prompt> "], size: wide)
    try #require(shell.shows("prompt>"))
    shell.type("\(ProgramUnderTest.path) \(arguments)\r")
    return shell
  }

  /// Whether a screen shows the library with all its lessons read: one by one they join the list.
  static func isWhole(_ library: String) -> Bool {
    library.contains("LeNet") && !library.contains("reading ")
  }

  /// A lesson of one arm that trains two steps on some data.
  static func lessonText(_ id: String, title: String, data: String, model: String) -> String {
    """
    ---
    lab: 1
    id: \(id)
    title: \(title)
    question: Is it read?
    part: T. Tests
    number: 50
    minutes: 1
    seeds: {show: 3}
    data: \(data)
    model: \(model)
    train: {optimizer: adam, learning_rate: 0.01, batch: 8, steps: 2}
    arms:
      one: {label: one}
    probes:
      loss: {of: train_loss}
    plots:
      curve: {line: [loss]}
    ---
    ## A step

    Text.
    """
  }

  /// A folder with lessons of the tests' own, which ask nothing before they train: `steady` for a
  /// long time, `short` for 1,000 steps, `slow` with steps that take seconds.
  static var folder: String { lessons?.path ?? "" }

  private static let lessons: TemporaryFolder? = {
    do {
      let folder = try TemporaryFolder()
      try folder.write("steady.md", lesson("steady", steps: 1_000_000))
      try folder.write("short.md", lesson("short", steps: 1000))
      try folder.write("slow.md", lesson("slow", steps: 3000, width: 3000, batch: 1400))
      return folder
    } catch {
      Issue.record(error)
      return nil
    }
  }()

  private static func lesson(
    _ name: String, steps: Int, width: Int = 32, batch: Int = 64
  ) -> String {
    """
    ---
    lab: 1
    id: \(name)
    title: A \(name) run
    question: Does it go on?
    part: T. Tests
    number: \(min(steps / 1000, 20))
    minutes: 1
    seeds: {show: 7, look: "1-2"}
    data: {kind: mnist, train: 2000, test: 500}
    model: {kind: mlp, width: \(width), depth: 4, activation: relu,
      init: {distribution: normal, variance: $c / fan_in},
      head: {distribution: normal, variance: 1 / fan_in}}
    train: {optimizer: sgd, learning_rate: 0.01, batch: \(batch), steps: \(steps)}
    knobs:
      c: {label: c, value: 2, range: [0.1, 10], scale: log}
    arms:
      he: {label: 2/n, set: {c: 2}}
      lecun: {label: 1/n, set: {c: 1}}
    probes:
      loss: {of: train_loss, smooth: 30, label: training loss}
    plots:
      curve: {line: [loss], title: training loss, scale: log}
    claims:
      learns: metric(he, loss, 100) < 2.5
    ---
    ## Watch

    Two networks train for a long time.

    ```lab
    plots: [curve]
    run: {arms: [he, lecun], until: \(steps)}
    claims: [learns]
    ```
    """
  }

  /// A lesson whose arms train.
  static func training(
    environment: [String: String?] = [:], circumstances: TerminalProgram.Circumstances = []
  ) throws -> TerminalProgram {
    let program = try opened(environment: environment, circumstances: circumstances)
    program.type(" ")
    try #require(program.shows("steps/s", seconds: 60), "the arms train")
    return program
  }

  /// A lesson, ready to run.
  static func opened(
    environment: [String: String?] = [:], size: Size = wide,
    circumstances: TerminalProgram.Circumstances = [], lesson: String = "steady"
  ) throws -> TerminalProgram {
    let program = try TerminalProgram(
      ProgramUnderTest.path, ["open", lesson, "--root", folder, "--speed", "max"],
      environment: environment, size: size, circumstances: circumstances)
    try #require(program.shows("ready", seconds: 60), "the lesson is open")
    return program
  }

  /// The page for play of the initialization lesson; at once, its runs take no time.
  static func playing(
    _ size: Size, environment: [String: String?] = [:], in folder: String? = nil
  ) throws -> TerminalProgram {
    let arguments = ["open", lesson, "--step", "8", "--speed", "max"]
    let program =
      try folder.map { folder in
        let words = ([ProgramUnderTest.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        return try TerminalProgram(
          "/bin/sh", ["-c", "cd '\(folder)' && exec \(words)"], environment: environment,
          size: size)
      }
      ?? TerminalProgram(
        ProgramUnderTest.path, arguments, environment: environment, size: size)
    try #require(program.shows("Now you", seconds: 60))
    return program
  }

  /// The same with its runs at their end.
  static func played(
    _ size: Size, environment: [String: String?] = [:], in folder: String? = nil
  ) throws -> TerminalProgram {
    let program = try playing(size, environment: environment, in: folder)
    program.type(" ")
    try #require(program.shows("400/400"))
    return program
  }

  /// Leaves the program with q, however deep it is.
  static func quit(_ program: TerminalProgram) -> TerminalProgram.Ending? {
    for _ in 0..<6 {
      program.type("q")
      if program.wait(seconds: 0.5, until: { $0.hasEnded }) { break }
    }
    return program.end()
  }

  /// Whether the program answers a key: the help opens and closes.
  static func isAlive(_ program: TerminalProgram, seconds: Double = 5) -> Bool {
    program.type("?")
    guard program.wait(seconds: seconds, until: { $0.screen.contains("draw the screen anew") })
    else { return false }
    program.type("?")
    return program.wait(seconds: seconds) { !$0.screen.contains("draw the screen anew") }
  }
}
