import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

@Suite("A lesson named by its file")
struct LessonPathTests {
  /// A lesson that no folder of lessons has, on a table that lies beside it.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let rows = (0..<40).map { "\($0 % 7),\($0 % 5),\($0 % 2 == 0 ? "even" : "odd")\n" }
    try folder.write("mine.csv", "x,y,kind\n" + rows.joined())
    let text = Lab.lessonText(
      "mine", title: "Mine", data: "{kind: csv, file: mine.csv, label: kind}",
      model: "{kind: mlp, width: 4, depth: 1, activation: relu}")
    let claim = "claims: {falls: \"metric(one, loss, 1) < 9\"}\n---\n## A step"
    try folder.write("mine.md", text.replacing("---\n## A step", with: claim))
    return folder
  }

  @Test(
    "is taken by every command that takes a lesson, with the data beside it",
    arguments: [
      ["run"], ["render", "--size", "80x24"], ["verify", "--seeds", "1-2"], ["check"],
      ["calibrate", "--seeds", "1-2"], ["export", "--to", "pytorch", "--output", "out"],
    ])
  func commands(arguments: [String]) throws {
    let folder = try folder()
    for path in ["./mine.md", "mine.md", folder.path("mine.md")] {
      let last = arguments[0] == "export" ? ["--force"] : []
      let run = try CommandLineRun(
        [arguments[0], path] + arguments.dropFirst() + last, folder: folder.path)
      #expect(run.status == 0, "\(run.errors)")
      #expect(!run.output.isEmpty)
    }
  }

  @Test("needs no folder of lessons")
  func withoutLessons() throws {
    let folder = try folder()
    let run = try CommandLineRun(["run", "./mine.md", "--root", "/nowhere"], folder: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try CommandLineRun(["run", "mine", "--root", "/nowhere"]).status == 1)
  }

  @Test("a file that can't be read is told apart from an unknown id")
  func missing() throws {
    let folder = try folder()
    let missing = try CommandLineRun(["run", "./no.md"], folder: folder.path)
    #expect(missing.status == 1)
    #expect(missing.errors.hasPrefix("./no.md: can't be read: No such file"))
    #expect(missing.errors.contains("expected a lesson's file"))
    let name = try CommandLineRun(["run", "mine"], folder: folder.path)
    #expect(name.status == 64)
    #expect(name.errors.contains("for the file write ./mine.md"))
  }

  @Test("the faults of a broken file are printed, a line each, and the status is 1")
  func broken() throws {
    let folder = try folder()
    let text = try String(contentsOfFile: folder.path("mine.md"), encoding: .utf8)
    try folder.write("mine.md", text.replacing("lab: 1", with: "lab: 7"))
    for command in ["run", "render", "verify", "calibrate"] {
      let run = try CommandLineRun([command, "mine.md"], folder: folder.path)
      #expect(run.status == 1)
      #expect(run.errors == "mine.md:2:6: lab: found 7, expected 1, the format's version\n")
    }
  }

  @Test("check takes ids and numbers too, and warns where another file of the folder has the id")
  func check() throws {
    let folder = try folder()
    #expect(try CommandLineRun(["check", "2", "kaiming"]).output == "2 lessons without a fault\n")
    let text = try String(contentsOfFile: folder.path("mine.md"), encoding: .utf8)
    try folder.write("twin.md", text)
    let run = try CommandLineRun(["check", "mine.md"], folder: folder.path)
    #expect(run.status == 0)
    #expect(run.errors.contains("the id \"mine\" is also that of ./twin.md"))
  }
}
