import Charts
import Glibc
import TerminalHarness
import Testing

/// All tests in a pseudo-terminal, one after the other: they watch the clock.
@Suite("In a terminal", .serialized) enum InTerminal {}

/// The program as the tests start it.
enum Lab {
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
    try #require(program.shows("Kaiming"), "the library shows its lessons")
    return program
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
    circumstances: TerminalProgram.Circumstances = [], arguments: [String] = []
  ) throws -> TerminalProgram {
    let program = try TerminalProgram(
      ProgramUnderTest.path, ["open", lesson] + arguments, environment: environment, size: size,
      circumstances: circumstances)
    try #require(program.shows("ready", seconds: 60), "the lesson is open")
    return program
  }

  /// Leaves the program with q, however deep it is.
  static func quit(_ program: TerminalProgram) -> TerminalProgram.Ending? {
    for _ in 0..<6 {
      if program.wait(seconds: 2, until: { $0.ending != nil }) { break }
      program.type("q")
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
