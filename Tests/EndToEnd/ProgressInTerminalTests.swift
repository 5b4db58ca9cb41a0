import Charts
import Foundation
import Glibc
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("What is kept from one start of the program to the next")
  struct ProgressTests {
    private let lesson: AskingLesson

    init() throws { lesson = try AskingLesson() }

    /// Leaves the program from a page or a question, and says yes where it asks.
    private func leave(_ program: TerminalProgram) -> TerminalProgram.Ending? {
      program.type("qqqq")
      return program.end()
    }

    private func answered() throws -> TerminalProgram {
      let program = try lesson.open()
      try #require(program.shows("Nothing is asked here.", seconds: 60))
      program.type("n")
      try #require(program.shows("Does the loss fall?"))
      program.type("pb\r")
      try #require(program.shows("How sure?"))
      program.type("2")
      try #require(program.shows("How sure "))
      return program
    }

    @Test(
      "pages and answers are on the disk soon after the key, whatever ends the program (row 1)",
      arguments: [SIGTERM, SIGHUP, SIGINT, SIGKILL])
    func signals(signal: Int32) throws {
      let program = try answered()
      if signal == SIGKILL {
        try #require(
          program.wait { _ in lesson.lines.contains { $0.contains("confidence=likely") } })
      }
      program.send(signal: signal)
      #expect(program.end(seconds: 5) == .signal(signal))
      let lines = lesson.lines
      #expect(lines.contains { $0.hasPrefix("page lesson=asking number=2 title=Guess") })
      let answer = lines.first { $0.hasPrefix("answer lesson=asking question=winner") }
      #expect(answer?.contains("chose=b outcome=open confidence=likely") == true, "\(lines)")
      #expect(lines.last == "end")
      if signal != SIGKILL { #expect(program.leftovers.isEmpty) }
    }

    @Test("a closed terminal loses nothing, though HUP is ignored")
    func hangUp() throws {
      let program = try lesson.open(circumstances: .ignoresHangUp)
      try #require(program.shows("Nothing is asked here.", seconds: 60))
      program.type("n")
      try #require(program.shows("Does the loss fall?"))
      program.hangUp()
      #expect(program.end(seconds: 3) == .exit(1))
      #expect(lesson.lines.contains { $0.contains("title=Guess") })
    }

    @Test("a lesson opens where it was left; --step and --fresh say otherwise, and so does o")
    func resumes() throws {
      var program = try answered()
      program.type("\rn")
      try #require(program.shows("How large is the loss"))
      #expect(leave(program) == .exit(0))
      program = try lesson.open()
      #expect(program.shows("How large is the loss", seconds: 60))
      program.type("b")
      #expect(program.shows("You predicted b"))
      #expect(leave(program) == .exit(0))
      program = try lesson.open(["--step", "1"])
      #expect(program.shows("Nothing is asked here.", seconds: 60))
      #expect(leave(program) == .exit(0))
      program = try lesson.open(["--step", "3"])
      #expect(program.shows("How large is the loss", seconds: 60))
      // Now by the library.
      program.type("q")
      try #require(program.shows("3/4"))
      program.type("o")
      #expect(program.shows("Nothing is asked here."))
      program.type("n")
      #expect(program.shows("predict first"))
      #expect(leave(program) == .exit(0))
      program = try lesson.open(["--fresh"])
      #expect(program.shows("Nothing is asked here.", seconds: 60))
      #expect(leave(program) == .exit(0))
      #expect(lesson.lines.contains { $0.contains("chose=b") }, "what was kept stays")
    }

    @Test("two instances that work side by side keep what both have done (row 52)")
    func twoInstances() throws {
      let one = try lesson.open()
      let other = try lesson.open()
      // Before either goes on: who starts later would open where the other is.
      for program in [one, other] {
        try #require(program.shows("Nothing is asked here.", seconds: 60))
      }
      for program in [one, other] {
        program.type("n")
        try #require(program.shows("Does the loss fall?"))
      }
      one.type("pa\r1\r")
      try #require(one.wait { _ in lesson.lines.contains { $0.contains("chose=a") } })
      other.type("pb\r\rn")
      try #require(other.shows("How large is the loss"))
      other.type("p2\r3")
      try #require(other.shows("How sure "))
      #expect(leave(one) == .exit(0))
      #expect(leave(other) == .exit(0))
      let lines = lesson.lines
      #expect(lines.count { $0.hasPrefix("page ") } == 3)
      #expect(lines.contains { $0.contains("question=winner") && $0.contains("chose=b") })
      #expect(lines.contains { $0.contains("question=size") && $0.contains("guessed=2.0") })
    }

    @Test(
      "where nothing can be kept, it is said once and the lab goes on (rows 48 to 51)",
      arguments: [
        (["XDG_STATE_HOME": nil, "HOME": nil] as [String: String?], "HOME is not set"),
        (["XDG_STATE_HOME": "here", "HOME": nil], "HOME is not set"),
        (["XDG_STATE_HOME": "/dev/null"], "Not a directory"),
      ])
    func nothingKept(environment: [String: String?], text: String) throws {
      let program = try lesson.open(environment: environment)
      #expect(program.shows(text, seconds: 60), "\(program.screen.text)")
      #expect(program.screen.contains("Progress is not saved"))
      program.type("n")
      #expect(program.shows("Does the loss fall?"))
      #expect(!program.screen.contains("Progress is not saved"))
      program.type("pa\r\r")
      #expect(program.shows("You predicted a"))
      #expect(!program.screen.contains("not saved"))
      program.type("qqy")
      #expect(program.end() == .exit(0))
      #expect(program.leftovers.isEmpty)
    }

    @Test(
      "a file of a newer program stays, a damaged one is set aside, each said in the notice line")
    func strangeFiles() throws {
      try lesson.writeAnswers()
      try lesson.folder.write("state/gradlab/progress.txt", "gradlab progress 9\n?\n")
      var program = try lesson.open()
      #expect(program.shows("format 9", seconds: 60))
      program.type("n")
      try #require(program.shows("Does the loss fall?"))
      #expect(leave(program) == .exit(0))
      #expect(lesson.lines == ["gradlab progress 9", "?"])
      try lesson.folder.write("state/gradlab/progress.txt", "gradlab progress 1\npage less")
      program = try lesson.open()
      #expect(program.shows("progress.txt.bad", seconds: 60))
      #expect(leave(program) == .exit(0))
      #expect(lesson.lines.contains { $0.contains("title=Look") })
      #expect(
        try lesson.folder.names(in: "state/gradlab") == [
          "progress.txt", "progress.txt.bad", "progress.txt.lock",
        ])
    }

    @Test("a full disk is said once; the file is as before, and nothing is left over (row 48)")
    func fullDisk() throws {
      try lesson.writeAnswers()
      // More than a file may have; what the screen needs is far less.
      let pages = (1...4_000).map {
        "page lesson=long number=\($0) title=\"A page of many \($0)\" count=\($0) "
          + "time=2026-01-01T00:00:00Z\n"
      }
      try lesson.folder.write(
        "state/gradlab/progress.txt", "gradlab progress 1\n\(pages.joined())end\n")
      let before = lesson.lines
      let program = try TerminalProgram(
        "/bin/bash",
        [
          "-c", "ulimit -f 256; exec \"$@\"", "bash", ProgramUnderTest.path, "open", "asking",
          "--root", lesson.folder.path, "--step", "1",
        ], environment: lesson.environment, size: Lab.wide)
      #expect(program.shows("Progress is not saved (File too large)", seconds: 60))
      program.type("n")
      #expect(program.shows("Does the loss fall?"))
      program.type("b")
      #expect(program.shows("Nothing is asked here."))
      #expect(!program.screen.contains("not saved"))
      #expect(Lab.isAlive(program))
      #expect(leave(program) == .exit(0))
      #expect(lesson.lines == before)
      #expect(
        try lesson.folder.names(in: "state/gradlab") == ["progress.txt", "progress.txt.lock"])
    }

    @Test("a review in a terminal: Ctrl-C leaves it, and what was answered is kept")
    func interruptedReview() throws {
      try lesson.writeAnswers()
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["review", "--root", lesson.folder.path],
        environment: lesson.environment)
      try #require(program.shows("1/2", seconds: 60))
      try #require(program.shows("  >"))
      program.type("a 3\r")
      try #require(program.shows("2/2", seconds: 60), "\(program.screen.text)")
      try #require(program.shows("in nats >"))
      program.type("\u{3}")
      #expect(program.shows("of 1 right"))
      #expect(program.end(seconds: 5) == .signal(SIGINT))
      #expect(program.leftovers.isEmpty)
      let review = lesson.lines.filter { $0.hasPrefix("review ") }
      #expect(review.count == 1 && review[0].contains("question=winner"))
      #expect(review[0].contains("confidence=sure"))
    }

    @Test("forgetting asks on a terminal, and no is the answer unless one says yes")
    func forgets() throws {
      try lesson.writeAnswers()
      for (typed, isKept) in [("\r", true), ("n\r", true), ("y\r", false)] {
        let program = try TerminalProgram(
          ProgramUnderTest.path, ["progress", "--forget-all", "--root", lesson.folder.path],
          environment: lesson.environment)
        try #require(program.shows("[y/N]"), "\(program.screen.text)")
        program.type(typed)
        #expect(program.end() == .exit(0))
        #expect(lesson.lines.contains { $0.hasPrefix("answer") } == isKept, "\(typed)")
      }
    }
  }
}
