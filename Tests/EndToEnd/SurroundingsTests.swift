import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

/// What the command line makes of terminals, folders and processors.
@Suite("The command line and what is around it")
struct SurroundingsTests {
  private let lesson = "kaiming-vs-bad-initialization"

  @Test("without a terminal the program lists its lessons and how to go on")
  func library() throws {
    let run = try CommandLineRun([])
    #expect(run.status == 0)
    #expect(run.output.contains(lesson))
    #expect(run.output.contains("gradlab run"))
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test("without a terminal open says why it can't and exits 2")
  func openNeedsTerminal() throws {
    let run = try CommandLineRun(["open", lesson])
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("terminal"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test("closed standard input and output exit 2", arguments: ["", "open kaiming"])
  func closedDescriptors(arguments: String) throws {
    let run = try CommandLineRun(shell: "\"$GRADLAB\" \(arguments) <&- >&-")
    #expect(run.status == 2)
  }

  @Test("a reader that goes away ends the list quietly")
  func brokenPipe() throws {
    let run = try CommandLineRun(
      shell: "\"$GRADLAB\" list | head -1; echo ${PIPESTATUS[0]} >&2")
    #expect(run.output.split(separator: "\n").count == 1)
    #expect(["0\n", "141\n"].contains(run.errors))
  }

  @Test("a folder of lessons that is not one is named, with exit 1")
  func lessonFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("file", "no folder")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("loop"), withDestinationPath: folder.path("loop"))
    for name in ["missing", "file", "loop"] {
      let run = try CommandLineRun(["list", "--root", folder.path(name)])
      #expect(run.status == 1)
      #expect(run.errors.contains(folder.path(name)))
    }
  }

  @Test("an installed program finds its lessons from any folder")
  func install() throws {
    let folder = try TemporaryFolder()
    let scratch = URL(fileURLWithPath: ProgramUnderTest.path).deletingLastPathComponent()
    let made = try CommandLineRun(
      shell: """
        make -s -C '\(CommandLineRun.root)' install PROGRAM='\(scratch.path)/gradlab' \
        PREFIX='\(folder.path("prefix"))' && cd / && '\(folder.path("prefix"))/bin/gradlab' list
        """)
    #expect(made.status == 0)
    #expect(made.output.contains(lesson))
  }

  @Test("a processor without what the program was built for is told so, in one line")
  func processor() throws {
    let doctor = try CommandLineRun(["doctor"])
    let line = try #require(doctor.output.split(separator: "\n").first { $0.contains("built for") })
    let feature = String(try #require(line.split(separator: " ").last))
    let run = try CommandLineRun(["list"], environment: ["GRADLAB_PRETEND_MISSING": feature])
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(feature) && run.errors.contains("PORTABLE=1"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test("version, help and completions are there")
  func information() throws {
    #expect(try CommandLineRun(["--version"]).output.contains("."))
    #expect(try CommandLineRun(["--help"]).output.contains("SUBCOMMANDS"))
    for shell in ["bash", "zsh", "fish"] {
      let script = try CommandLineRun(["--generate-completion-script", shell])
      #expect(script.status == 0 && script.output.contains("gradlab"))
    }
  }
}
