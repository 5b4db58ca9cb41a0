import Charts
import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("Whatever is typed")
  struct InputTests {
    @Test("fifty thousand pasted bytes are taken, and do nothing", arguments: [false, true])
    func paste(isBracketed: Bool) throws {
      let program = try Lab.library()
      try #require(program.becomesQuiet())
      let before = program.screen.lines
      let text = String(repeating: "q: quit!\r", count: 50_000 / 9)
      program.type(isBracketed ? "\u{1B}[200~\(text)\u{1B}[201~" : text)
      #expect(program.becomesQuiet(milliseconds: 400, seconds: 10))
      #expect(Lab.isAlive(program, seconds: 2))
      #expect(program.wait(seconds: 2) { $0.screen.lines == before })
    }

    @Test("a pasted q runs no command")
    func pastedKey() throws {
      let program = try Lab.library()
      program.type("\u{1B}[200~q\u{1B}[A\u{1B}q\u{1B}[201~")
      #expect(Lab.isAlive(program))
    }

    @Test("an arrow held down leaves no backlog")
    func heldArrow() throws {
      let program = try Lab.library()
      for _ in 0..<3000 { program.type("\u{1B}[B") }
      #expect(Lab.isAlive(program, seconds: 2))
    }

    @Test("broken UTF-8 and unknown sequences do nothing")
    func garbage() throws {
      let program = try Lab.library()
      try #require(program.becomesQuiet())
      let before = program.screen.lines
      program.type(
        [0xFF, 0xFE, 0xC0, 0x80, 0xE2, 0x28] + Array("\u{1B}[99;99q\u{1B}]9;q\u{7}".utf8))
      program.type("\u{1B}[?1;2c\u{1B}P1$rq\u{1B}\\\u{1B}[<99;1;1M")
      #expect(Lab.isAlive(program))
      #expect(program.wait(seconds: 2) { $0.screen.lines == before })
    }

    @Test("a lone Escape closes the help at once")
    func escape() throws {
      let program = try Lab.library()
      program.type("?")
      try #require(program.shows("draw the screen anew"))
      program.type("\u{1B}")
      #expect(program.wait(seconds: 1) { !$0.screen.contains("draw the screen anew") })
    }

    @Test("nothing is sent while nothing changes")
    func idle() throws {
      let program = try Lab.library()
      try #require(program.becomesQuiet())
      program.forgetOutput()
      let before = program.processorSeconds
      program.pump(for: 3)
      #expect(program.output.isEmpty)
      // Counted in ticks of 10 ms; a frame drawn 30 times a second would take as much as nine.
      #expect(program.processorSeconds - before <= 0.05)
    }

    @Test("what a lesson file contains never reaches the terminal raw")
    func rawBytes() throws {
      let folder = try TemporaryFolder()
      let evil = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\u{202E}\u{0}\u{7F}"
      let fields = "id: evil\ntitle: \"\(evil)Kaiming\"\npart: P\nquestion: \"\(evil)\""
      let files = [
        "01-evil.md": "---\n\(fields)\n---\n# \(evil)\n", "02-\u{1B}[31mname.md": evil,
        "03-nul.md": "---\nid: nul\ntitle: a\u{0}b\n---\n",
      ]
      for (name, text) in files { try folder.write(name, text) }
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["--root", folder.path], size: Lab.wide)
      try #require(program.shows("01-evil.md"))
      program.type("\u{1B}[B\u{1B}[B\u{1B}[A")
      try #require(program.becomesQuiet())
      #expect(program.screen.strangers.isEmpty)
      #expect(!program.outputText.contains("]0;owned"))
      #expect(Lab.quit(program) == .exit(0))
    }
  }
}
