import Charts
import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

/// A folder with a configuration file.
private struct Home {
  let folder: TemporaryFolder

  init(_ text: String?) throws {
    folder = try TemporaryFolder()
    try Self.make(folder.path("gradlab"))
    if let text { try folder.write("gradlab/config.yml", text) }
  }

  static func make(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  var path: String { folder.path("gradlab/config.yml") }
  var environment: [String: String] { ["XDG_CONFIG_HOME": folder.path] }
}

@Suite("gradlab config")
struct ConfigTests {
  /// A line of the output, its words.
  private func words(_ name: String, in output: String) -> [String] {
    let line = output.split(separator: "\n").first { $0.hasPrefix("\(name) ") } ?? ""
    return line.split(separator: " ").map(String.init)
  }

  @Test("shows each setting with what settled it")
  func settled() throws {
    let home = try Home("theme: light\nbudget: 64\ncolors: 16\nkeys: {run: [F5, T]}\n")
    let run = try CommandLineRun(
      ["config", "--speed", "max"],
      environment: home.environment.merging(["GRADLAB_COLORS": "256", "NO_COLOR": ""]) { $1 })
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.hasPrefix("\(home.path)\n"))
    #expect(words("theme", in: run.output) == ["theme", "light", "file,", "line", "1"])
    #expect(words("budget", in: run.output) == ["budget", "64", "file,", "line", "2"])
    #expect(words("colors", in: run.output) == ["colors", "256", "environment,", "GRADLAB_COLORS"])
    #expect(words("speed", in: run.output) == ["speed", "max", "option"])
    #expect(words("seed", in: run.output) == ["seed", "lesson", "default"])
    #expect(words("keys.run", in: run.output) == ["keys.run", "F5", "T", "file,", "line", "4"])
    #expect(words("keys.hint", in: run.output) == ["keys.hint", "i", "default"])
  }

  @Test("tells all faults, of the file and of the environment, a line each, and fails")
  func faults() throws {
    let home = try Home("theme: drak\nkeys:\n  run: n\n")
    let run = try CommandLineRun(
      ["config"], environment: home.environment.merging(["GRADLAB_GLYPHS": "nice"]) { $1 })
    #expect(run.status == 1)
    let lines = run.errors.split(separator: "\n").map(String.init)
    #expect(lines.count == 3, "\(run.errors)")
    #expect(lines.first?.hasPrefix("\(home.path):1:8: theme: found “drak”") == true)
    #expect(lines.dropFirst().first?.hasPrefix("\(home.path):3:8: keys.run: found n") == true)
    #expect(lines.last?.hasPrefix("GRADLAB_GLYPHS: glyphs: found “nice”") == true)
    #expect(words("theme", in: run.output) == ["theme", "auto", "default"])
  }

  @Test("prints the path; one that isn't absolute is as good as none")
  func path() throws {
    let shell = { (settings: String) in
      try CommandLineRun(
        shell: "env -u XDG_CONFIG_HOME -u HOME \(settings) \"$GRADLAB\" config --path")
    }
    #expect(try shell("XDG_CONFIG_HOME=/x HOME=/h").output == "/x/gradlab/config.yml\n")
    #expect(try shell("XDG_CONFIG_HOME=x HOME=/h").output == "/h/.config/gradlab/config.yml\n")
    let none = try shell("XDG_CONFIG_HOME=x")
    #expect(none.status == 1 && none.output.isEmpty)
    #expect(none.errors.contains("set XDG_CONFIG_HOME or HOME"))
    let all = try CommandLineRun(shell: "env -u XDG_CONFIG_HOME -u HOME \"$GRADLAB\" config")
    #expect(all.status == 0 && all.output.contains("no configuration file"))
  }

  @Test("prints a template that is a configuration file without faults")
  func template() throws {
    let template = try CommandLineRun(["config", "--template"])
    #expect(template.status == 0 && template.errors.isEmpty)
    #expect(template.output.contains("#theme: auto") && template.output.contains("#run: space"))
    let home = try Home(template.output)
    let run = try CommandLineRun(["config"], environment: home.environment)
    #expect(run.status == 0 && run.errors.isEmpty && !run.output.contains("file, line"))
  }

  @Test("says why a file can't be read")
  func unreadable() throws {
    let home = try Home(nil)
    try Home.make(home.path)
    let run = try CommandLineRun(["config"], environment: home.environment)
    #expect(run.status == 1)
    #expect(run.errors == "\(home.path): can't be read: it is not a regular file\n")
    let missing = try CommandLineRun(["config"], environment: try Home(nil).environment)
    #expect(missing.status == 0 && missing.output.contains("there is no such file"))
  }

  @Test("what commands print for files depends on their options alone")
  func untouched() throws {
    let home = try Home("theme: light\nglyphs: ascii\ncolors: mono\ndefaults: {seed: 3}\n")
    for arguments in [
      ["render", Lab.lesson, "--svg"], ["render", Lab.lesson, "--ansi"],
      ["run", Lab.lesson, "--steps", "3", "--csv"],
    ] {
      let plain = try CommandLineRun(arguments)
      let configured = try CommandLineRun(arguments, environment: home.environment)
      #expect(configured.output == plain.output && configured.status == 0, "\(arguments)")
    }
  }
}

extension InTerminal {
  @Suite("A configuration in the lab")
  struct ConfiguredLabTests {
    @Test("colors, characters, speed, seed and keys are those of the file")
    func taken() throws {
      let home = try Home(
        "theme: light\nglyphs: ascii\nkeys: {run: F5}\ndefaults: {seed: 41, speed: max}\n")
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["open", "steady", "--root", Lab.folder],
        environment: home.environment, size: Lab.wide)
      try #require(program.shows("ready", seconds: 60))
      #expect(program.screen.backgroundQuestions == 0)
      #expect(program.screen.contains("seed 41"), "\(program.screen.text)")
      #expect(!program.screen.text.unicodeScalars.contains { !$0.isASCII })
      let accent = Theme.light.indexed(.accent).map(Int.init)
      #expect(program.screen.cells[0][1].rendition.foreground == accent)
      program.type(" ")
      #expect(program.shows("does nothing here"))
      program.type("\u{1B}[15~")
      #expect(program.shows("steps/s", seconds: 60))
    }

    @Test("an option wins over the file")
    func overruled() throws {
      let home = try Home("theme: light\ndefaults: {seed: 41}\n")
      let program = try TerminalProgram(
        ProgramUnderTest.path,
        ["open", "steady", "--root", Lab.folder, "--theme", "contrast", "--seed", "5"],
        environment: home.environment, size: Lab.wide)
      try #require(program.shows("ready", seconds: 60))
      let accent = Theme.highContrast.indexed(.accent).map(Int.init)
      #expect(program.screen.cells[0][1].rendition.foreground == accent)
      #expect(program.screen.contains("seed 5"))
    }

    @Test(
      "a file with faults: what is right holds, and the first fault is said once",
      arguments: [true, false])
    func faulty(inLesson: Bool) throws {
      let home = try Home("theme: light\nglyphs: nice\nkeys: {rnu: F5, help: F2}\n")
      let program = try TerminalProgram(
        ProgramUnderTest.path,
        inLesson ? ["open", "steady", "--root", Lab.folder] : ["--root", Lab.folder],
        environment: home.environment, size: Lab.wide)
      let notice = "2 faults, see gradlab config: config.yml:2:9: glyphs: found “nice”"
      try #require(program.shows(notice, seconds: 60))
      try #require(program.shows("A steady run", seconds: 60))
      #expect(program.screen.contains(notice))
      let accent = Theme.light.indexed(.accent).map(Int.init)
      #expect(program.screen.cells[0][1].rendition.foreground == accent)
      program.type("\u{1B}OQ")
      #expect(program.shows("draw the screen anew"))
      #expect(program.wait { !$0.screen.contains("config.yml") })
      program.type("\u{1B}OQ")
      #expect(program.wait { !$0.screen.contains("draw the screen anew") })
      #expect(!program.screen.contains("config.yml"))
      #expect(Lab.quit(program) == .exit(0))
    }

    @Test("a file that can't be read, or is no YAML, keeps nobody out")
    func unusable() throws {
      for text in ["theme: [dark", "\u{0}\u{1}", String(repeating: "a", count: 70_000)] {
        let home = try Home(text)
        let program = try TerminalProgram(
          ProgramUnderTest.path, ["open", "steady", "--root", Lab.folder],
          environment: home.environment, size: Lab.wide)
        try #require(program.shows("ready", seconds: 60))
        #expect(program.screen.contains("config.yml"))
        #expect(Lab.isAlive(program))
      }
    }
  }
}
