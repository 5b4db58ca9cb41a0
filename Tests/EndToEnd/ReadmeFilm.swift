import Charts
import Foundation
import Glibc
import TemporaryFiles
import TerminalHarness
import Testing

/// Draws the README's film anew, where `RECORD_FILM` names its file: `make picture`.
@Suite("The README's film", .enabled(if: getenv("RECORD_FILM") != nil)) struct ReadmeFilm {
  @Test("a run of the initialization lesson, and a fork of it, in less than 300 kB")
  func film() throws {
    let output = try #require(getenv("RECORD_FILM").map { String(cString: $0) })
    let folder = try TemporaryFolder()
    let cast = folder.path("film.cast")
    let program = try TerminalProgram(
      ProgramUnderTest.path,
      [
        "open", Lab.lesson, "--step", "8", "--speed", "2", "--theme", "dark", "--color",
        "truecolor", "--record", cast,
      ], size: Size(columns: 100, rows: 30))
    try #require(program.shows("Now you", seconds: 60))
    program.pump(for: 1)
    program.type(" ")
    try #require(program.shows("400/400", seconds: 60))
    for key in ["{", "{", "{", "{", "{", "\t", "\t", "\t", "\t", "\t", "f", "0", ".", "2", "\r"] {
      program.type(key)
      program.pump(for: 0.4)
    }
    try #require(program.shows("forks at step"))
    program.type(" ")
    try #require(program.shows("done", seconds: 60))
    program.pump(for: 2)
    #expect(Lab.quit(program) == .exit(0))
    unlink(output)
    let film = try CommandLineRun([
      "film", cast, "--output", output, "--speed", "1.5", "--idle-limit", "1",
    ])
    #expect(film.status == 0, "\(film.errors)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: output)).count < 300_000, "\(film.errors)")
  }
}
