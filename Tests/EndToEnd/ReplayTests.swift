import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

@Suite("gradlab replay")
struct ReplayTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func log(_ extra: [String] = []) throws -> String {
    let path = folder.path("it.log")
    let run = try CommandLineRun(
      ["run", "short", "--root", Lab.folder, "--steps", "50", "--log", path] + extra)
    try #require(run.status == 0, "\(run.errors)")
    return path
  }

  private func replay(_ path: String, _ extra: [String] = []) throws -> CommandLineRun {
    try CommandLineRun(["replay", path, "--root", Lab.folder] + extra)
  }

  @Test("comes to the bytes of the run, whatever the number of threads")
  func same() throws {
    let settings = ["--set", "he.c=4", "--operate", "lecun@20=freeze hidden2", "--seed", "5"]
    let path = try log(settings)
    for format in ["--json", "--csv"] {
      let run = try CommandLineRun(
        ["run", "short", "--root", Lab.folder, "--steps", "50", format] + settings)
      let again = try replay(path, [format])
      #expect(again.status == 0 && again.output == run.output && !again.output.isEmpty)
    }
    let told = try replay(path)
    #expect(told.status == 0 && told.output.contains("2 states of arms compared: the same bits"))
  }

  @Test(
    "says where other bits come out, and what is wrong with a log, in one line and with status 1")
  func different() throws {
    let path = try log()
    let text = try #require(try? String(contentsOfFile: path, encoding: .utf8))
    for (found, replacement, told) in [
      ("seed 7", "seed 8", ".log:9: found other weights"),
      ("lesson short", "lesson shirt", "found the lesson shirt"),
      ("gradlab session 1", "gradlab session 2", ".log:1: found format 2, expected format 1"),
      ("results 1", "results 2", ".log:4: found results 2"),
      ("state 0", "states 0", ".log:9: found “states 0"),
    ] {
      #expect(text.contains(found))
      let lying = try folder.write("lying.log", text.replacing(found, with: replacement))
      let run = try replay(lying)
      #expect(run.errors.contains(told), "\(replacement): \(run.errors)")
      #expect(run.status == (replacement == "results 2" ? 0 : 1), "\(replacement)")
    }
    let missing = try replay(folder.path("nothing.log"))
    #expect(missing.status == 1 && missing.errors.contains("nothing.log: found No such file"))
  }

  @Test("a log takes the place of no file")
  func there() throws {
    let path = try log()
    let run = try CommandLineRun(["run", "short", "--root", Lab.folder, "--log", path])
    #expect(run.status == 1 && run.errors.contains("it is there already"))
  }
}
