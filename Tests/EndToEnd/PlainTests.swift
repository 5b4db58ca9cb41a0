import Charts
import Foundation
import Glibc
import TemporaryFiles
import TerminalHarness
import Testing

@Suite("Lines in place of the full screen, through pipes")
struct PlainTests {
  private let lesson: AskingLesson

  init() throws { lesson = try AskingLesson() }

  @Test("a lesson is finished by a script of lines, and pages and answers are kept")
  func script() throws {
    let script =
      ["run", "next", "predict", "2", "3", "next", "p 0.5 1", "run", "next", "quit"]
      .joined(separator: "\\n") + "\\n"
    let run = try lesson.run("open", "asking", "--plain", input: script)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("Plain mode is on, by the option --plain."))
    #expect(lines.contains("Page 4 of 4: The end"))
    #expect(lines.contains("> predict"), "what is typed stands in the transcript")
    #expect(lines.contains { $0.hasPrefix("You expected b, it rises. It is a, it falls.") })
    #expect(lines.contains("Why: It is descent."))
    #expect(lines.contains { $0.contains("curve: falls from ") && $0.contains("over 40 steps") })
    #expect(!run.output.utf8.contains(0x1B) && !run.output.utf8.contains(0x0D))
    #expect(run.errors == "")
    let answers = lesson.lines.filter { $0.hasPrefix("answer ") }
    #expect(answers.contains { $0.contains("chose=b outcome=wrong confidence=sure") }, "\(answers)")
    #expect(answers.contains { $0.contains("guessed=0.5") && $0.contains("confidence=guess") })
  }

  @Test("the end of input ends it, in the middle of a question, too")
  func endOfInput() throws {
    for input in ["", "next\\npredict\\n", "ne"] {
      let run = try lesson.run("open", "asking", "--plain", "--fresh", input: input)
      #expect(run.status == 0, "\(input)")
      #expect(run.output.contains("Page 1 of 4: Look"))
    }
    let nothing = try lesson.run("open", "asking", "--plain")
    #expect(nothing.status == 0)
  }

  @Test("environment and file turn it on, and the first line says which of them did")
  func settings() throws {
    let root = lesson.folder.path
    let byVariable = try CommandLineRun(
      ["open", "asking", "--root", root],
      environment: ["GRADLAB_PLAIN": "1", "XDG_STATE_HOME": lesson.state])
    #expect(byVariable.output.hasPrefix("Plain mode is on, by GRADLAB_PLAIN in the environment."))
    try FileManager.default.createDirectory(
      atPath: lesson.folder.path("config/gradlab"), withIntermediateDirectories: true)
    try lesson.folder.write("config/gradlab/config.yml", "theme: light\nplain: yes\n")
    let environment = [
      "XDG_CONFIG_HOME": lesson.folder.path("config"), "XDG_STATE_HOME": lesson.state,
    ]
    let byFile = try CommandLineRun(["--root", root], environment: environment)
    #expect(byFile.output.hasPrefix("Plain mode is on, by plain: yes in "))
    #expect(byFile.output.contains("config.yml, line 2."))
    #expect(byFile.output.contains("1: A lesson that asks"))
    let config = try CommandLineRun(["config"], environment: environment)
    let words = config.output.split(separator: "\n").first { $0.hasPrefix("plain") } ?? ""
    #expect(words.split(separator: " ") == ["plain", "yes", "file,", "line", "2"])
    let off = try CommandLineRun(
      ["open", "asking", "--root", root],
      environment: environment.merging(["GRADLAB_PLAIN": "no"]) { $1 })
    #expect(off.status == 2, "the environment wins over the file")
  }

  @Test("a session is gone on with in lines")
  func resumes() throws {
    let run = try lesson.run("open", "asking", "--plain", input: "run\\nset width 12\\n")
    #expect(run.status == 0)
    let again = try lesson.run("resume", "--plain", input: "knobs\\ncompare\\n")
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.output.contains("width: 12"), "\(again.output)")
  }

  @Test("questions are asked again without signs and breaks of lines")
  func review() throws {
    try lesson.writeAnswers()
    let run = try lesson.run("review", "--plain", input: "x\\na 3\\n0.5 likely\\n")
    #expect(run.output.hasPrefix("Plain mode is on"))
    #expect(run.output.contains("a: ") && !run.output.contains("\n  "))
    #expect(run.output.contains("is no option"))
    #expect(!run.output.contains("\u{2713}") && !run.output.contains("\u{2715}"))
  }

  @Test("a bench is opened in lines, too")
  func bench() throws {
    let run = try CommandLineRun(
      shell: "printf 'run\\nset units 4\\nq\\n' | \"$GRADLAB\" play moons --plain",
      environment: ["XDG_STATE_HOME": lesson.state])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("The runs are at step "))
  }
}

extension InTerminal {
  @Suite("Lines in place of the full screen, in a terminal")
  struct PlainTerminalTests {
    private let lesson: AskingLesson

    init() throws { lesson = try AskingLesson() }

    private func open(_ arguments: [String]) throws -> TerminalProgram {
      try TerminalProgram(
        ProgramUnderTest.path, arguments + ["--plain"], environment: lesson.environment)
    }

    /// Whether all of the output so far is text: no byte acts on the terminal.
    private func isText(_ program: TerminalProgram) -> Bool { !program.output.contains(0x1B) }

    private func text(_ program: TerminalProgram) -> String {
      String(decoding: program.output, as: UTF8.self)
    }

    private func tells(_ program: TerminalProgram, _ words: String) -> Bool {
      program.wait(seconds: 60) { text($0).contains(words) }
    }

    @Test("a long run tells how far it is, Ctrl-C pauses it, and ends the program then")
    func interrupt() throws {
      let program = try open(["open", "steady", "--root", Lab.folder])
      try #require(tells(program, "Type run"))
      program.type("run\n")
      try #require(tells(program, "Running, at step "))
      program.type("\u{3}")
      try #require(tells(program, "Paused at step "))
      // What is typed before the prompt is echoed before it.
      try #require(program.wait(seconds: 60) { text($0).hasSuffix("> ") })
      program.type("where\n")
      // While it answers, Ctrl-C would pause again.
      try #require(
        program.wait(seconds: 60) { text($0).contains("> where") && text($0).hasSuffix("> ") })
      program.type("\u{3}")
      #expect(program.end(seconds: 10) == .exit(0))
      #expect(isText(program), "no escape sequence, no alternate screen")
      #expect(program.leftovers.isEmpty)
    }

    @Test("TERM, HUP and a closed terminal lose no answer", arguments: [SIGTERM, SIGHUP])
    func signals(signal: Int32) throws {
      let program = try open(["open", "asking", "--root", lesson.folder.path])
      try #require(tells(program, "Page 1 of 4"))
      program.type("next\n")
      try #require(tells(program, "Page 2 of 4"))
      program.type("predict 2 2\n")
      try #require(tells(program, "You expected b"))
      program.send(signal: signal)
      #expect(program.end(seconds: 5) == .signal(signal))
      #expect(
        lesson.lines.contains { $0.contains("question=winner") && $0.contains("confidence=likely") }
      )
      #expect(isText(program))
    }
  }
}
