import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("A lesson that is edited while it is open")
  struct EditedLessonTests {
    private func opened() throws -> (TemporaryFolder, String, TerminalProgram) {
      let folder = try TemporaryFolder()
      let text = try String(contentsOfFile: "\(Lab.folder)/steady.md", encoding: .utf8)
      try folder.write("mine.md", text)
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["open", folder.path("mine.md"), "--speed", "max"], size: Lab.wide)
      try #require(program.shows("ready", seconds: 60))
      return (folder, text, program)
    }

    @Test("is shown anew when it is saved, while its runs go on")
    func edited() throws {
      let (folder, text, program) = try opened()
      program.type(" ")
      try #require(program.shows("steps/s", seconds: 60))
      try folder.write("mine.md", text.replacing("Two networks train", with: "A pair trains"))
      #expect(program.shows("A pair trains", seconds: 60))
      // The frame arrives from its top: its last rows may be on their way.
      #expect(program.shows("Read anew: mine.md", seconds: 5))
      #expect(program.screen.contains("steps/s"))
      #expect(Lab.isAlive(program))
    }

    @Test("with faults they are shown over the text until Esc or the next good save")
    func faults() throws {
      let (folder, text, program) = try opened()
      try folder.write("mine.md", text.replacing("plots: [curve]", with: "plots: [curv]"))
      #expect(program.shows("unknown plot", seconds: 5))
      #expect(program.shows("mine.md:", seconds: 5))
      program.type("\u{1B}")
      #expect(program.wait(seconds: 5) { !$0.screen.contains("unknown plot") })
      #expect(program.screen.contains("Two networks train"))
      try folder.write("mine.md", text.replacing("arms: [he, lecun]", with: "arms: [hey]"))
      #expect(program.shows("unknown arm", seconds: 5))
      try folder.write("mine.md", text.replacing("width: 32", with: "width: 16"))
      #expect(program.shows("Read anew: mine.md", seconds: 5))
      #expect(!program.screen.contains("unknown arm"))
      #expect(Lab.isAlive(program))
    }

    /// What arrives at once is a paste, which is no key: the text is typed into the line that `:` opened.
    private func command(_ text: String, in program: TerminalProgram) throws {
      program.type(":")
      try #require(program.shows("data FILE", seconds: 10))
      program.type(text)
      try #require(program.shows(":\(text)", seconds: 10))
      program.type("\r")
    }

    @Test("trains on a file of one's own after a command, and on its own data again after another")
    func ownData() throws {
      let folder = try TemporaryFolder()
      let mine = try folder.write("mine.txt", String(repeating: "la la land ", count: 200))
      try folder.write("broken.txt", "short")
      try folder.write(
        "play.md",
        Lab.lessonText(
          "play", title: "A play", data: "{kind: shakespeare, steps: 16, train: 400, test: 40}",
          model: "{kind: characters, cell: rnn, embedding: 4, width: 8}"))
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["open", folder.path("play.md")], size: Lab.wide)
      try #require(program.shows("ready", seconds: 60))
      try command("data \(folder.path("broken.txt"))", in: program)
      #expect(program.shows("take the place of shakespeare", seconds: 60))
      // What is refused stays to be changed.
      program.type("\u{1B}")
      try #require(program.wait(seconds: 10) { !$0.screen.contains("take the place") })
      try command("data \(mine)", in: program)
      #expect(program.shows("Now on ", seconds: 60))
      #expect(program.shows("Your own data", seconds: 60))
      // A change of the file is read, too.
      try folder.write("mine.txt", String(repeating: "do re mi fa ", count: 200))
      #expect(program.shows("Now on ", seconds: 60))
      try command("data", in: program)
      #expect(program.shows("own data again", seconds: 60))
      #expect(program.wait(seconds: 60) { !$0.screen.contains("Your own data") })
      #expect(Lab.quit(program) == .exit(0))
    }
  }
}
