import Charts
import Glibc
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  /// A talk in one terminal, and its speaker in another.
  @Suite("Talks") struct TalkInTerminalTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func start(
      _ arguments: [String], _ size: Size = Size(columns: 120, rows: 36)
    ) throws -> TerminalProgram {
      try TerminalProgram(
        ProgramUnderTest.path, ["present"] + arguments,
        environment: ["XDG_RUNTIME_DIR": folder.path, "XDG_STATE_HOME": folder.path + "/state"],
        size: size)
    }

    @Test("a second terminal follows and steers a talk, and each survives the other's end")
    func speaker() throws {
      let audience = try start(["7"])
      try #require(audience.shows("Four networks, one number apart"))
      let speaker = try start(["--speaker"], Size(columns: 80, rows: 24))
      try #require(speaker.shows("Next: How much signal survives?"))
      // The second idea, then the next page.
      speaker.type("n")
      try #require(audience.shows("Nothing has been trained"))
      speaker.type("n")
      try #require(audience.shows("How much signal survives?"))
      #expect(speaker.shows("Next: What ten layers do"))
      #expect(speaker.shows("Ask what halving does nine times over"))
      // Another size, and the talk goes on without the speaker.
      speaker.resize(Size(columns: 120, rows: 36))
      #expect(speaker.shows("Hint 1"))
      speaker.type("q")
      #expect(speaker.wait { $0.hasEnded })
      audience.type("b")
      #expect(audience.shows("Nothing has been trained"))
      let second = try start(["--speaker"])
      #expect(second.shows("Next: How much signal survives?"))
      // Whoever speaks waits for the next talk.
      audience.send(signal: SIGTERM)
      #expect(second.shows("the talk is gone"))
      let another = try start(["lenet"])
      try #require(another.shows("LeNet"))
      #expect(second.wait { !$0.screen.text.contains("the talk is gone") })
      #expect(second.shows("LeNet: a network that reads digits"))
      for program in [second, another] { program.send(signal: SIGTERM) }
    }

    @Test("a kitty is asked for its version, and shows title and text at twice their size")
    func large() throws {
      let size = Size(columns: 200, rows: 50)
      let talk = try start(["7", "--record", folder.path("a.cast")], size)
      try #require(talk.shows("Four networks, one number apart"))
      #expect(talk.screen.versionQuestions == 1 && talk.screen.largeLines.isEmpty)
      talk.type("\u{1B}P>|kitty(0.42.1)\u{1B}\\")
      #expect(talk.wait { $0.screen.largeLines.first?.text == "Four networks, one number apart" })
      #expect(talk.screen.largeLines.count > 2 && talk.screen.strangers.isEmpty)
      #expect(!talk.screen.contains("Four networks, one number apart"))
      // Another page erases what stood there, help covers it and gives it back.
      talk.type("n")
      talk.type("n")
      #expect(talk.wait { $0.screen.largeLines.first?.text == "How much signal survives?" })
      #expect(!talk.screen.largeLines.contains { $0.text.contains("Four networks") })
      let lines = talk.screen.largeLines.map(\.text)
      talk.type("?")
      #expect(talk.wait { $0.screen.largeLines.count < lines.count })
      talk.type("?")
      #expect(talk.wait { $0.screen.largeLines.map(\.text) == lines })
      talk.type("\u{0C}")
      #expect(talk.wait { $0.screen.largeLines.map(\.text) == lines })
      // Black is black, and a terminal that becomes too small for it shows all at its own size.
      talk.type("B")
      #expect(talk.wait { $0.screen.largeLines.isEmpty && $0.screen.isBlank })
      talk.type("B")
      #expect(talk.wait { $0.screen.largeLines.map(\.text) == lines })
      talk.resize(Size(columns: 60, rows: 20))
      #expect(talk.shows("How much signal survives?"))
      #expect(talk.screen.largeLines.isEmpty)
      talk.type("Q")
      #expect(talk.screen.strangers.isEmpty)
      talk.send(signal: SIGTERM)
      #expect(talk.end(seconds: 10) == .signal(SIGTERM))
      // What is recorded is read everywhere.
      let film = try CastFile(folder.path("a.cast")).data("o").joined()
      #expect(!film.contains("]66;"))
    }

    @Test("other terminals are asked and show nothing large, tmux answers for itself")
    func others() throws {
      let talk = try start(["7"], Size(columns: 200, rows: 50))
      try #require(talk.shows("Four networks, one number apart"))
      talk.type("\u{1B}P>|tmux 3.5a\u{1B}\\")
      talk.type("n")
      #expect(talk.shows("Nothing has been trained"))
      #expect(talk.screen.largeLines.isEmpty && talk.screen.contains("Four networks"))
      talk.send(signal: SIGTERM)
      #expect(talk.end(seconds: 10) == .signal(SIGTERM))
    }

    @Test(
      "a room votes, the run decides, and a question from the room is a fork that one key leaves again",
      arguments: [Size(columns: 80, rows: 24), Size(columns: 200, rows: 50)])
    func votes(size: Size) throws {
      let talk = try start(["7", "--page", "4"], size)
      try #require(talk.shows("Who will learn?"))
      for (key, text) in [
        ("n", "signal is weak at the top"), ("n", "which networks have left chance"),
        ("1", "100 %"), ("3", "50 %"), ("3", "67 %"), ("\r", "The room has predicted"),
      ] {
        talk.type(key)
        try #require(talk.shows(text))
      }
      talk.type("n")
      talk.type(" ")
      try #require(talk.shows("step 400/400", seconds: 60))
      // "What if depth was 20?"
      for (key, text) in [("\t", "▸c"), ("\t", "▸depth"), ("f", "Enter forks")] {
        talk.type(key)
        try #require(talk.shows(text))
      }
      talk.type("\u{15}")
      talk.type("2")
      talk.type("0")
      talk.type("\r")
      try #require(talk.shows("what if?"))
      try #require(talk.shows("step 400/400", seconds: 60))
      #expect(talk.shows("depth 20"))
      talk.type("O")
      #expect(talk.wait { !$0.screen.text.contains("what if?") })
      #expect(talk.shows("step 400/400"))
      talk.send(signal: SIGTERM)
    }

    @Test("black is black, and the folder of talks has to be the user's alone")
    func black() throws {
      let talk = try start(["initialization-and-attention"], Size(columns: 80, rows: 24))
      try #require(talk.shows("What we do today"))
      talk.type("B")
      #expect(talk.wait { $0.screen.text.allSatisfy { $0 == " " || $0 == "\n" } })
      talk.type("x")
      #expect(talk.shows("What we do today"))
      talk.send(signal: SIGTERM)
      #expect(talk.wait { $0.hasEnded })
      let open = try TemporaryFolder()
      #expect(
        mkdir(open.path + "/gradlab", 0o777) == 0 && chmod(open.path + "/gradlab", 0o777) == 0)
      let speaker = try TerminalProgram(
        ProgramUnderTest.path, ["present", "--speaker"],
        environment: ["XDG_RUNTIME_DIR": open.path], size: Size(columns: 80, rows: 24))
      #expect(speaker.wait { $0.hasEnded })
      #expect(speaker.screen.text.contains("belongs to you alone"))
    }
  }
}
