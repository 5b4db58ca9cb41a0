import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

/// The manual page, and what shells are told to complete words with.
@Suite("The manual page and completions")
struct ManualTests {
  private func page() throws -> String {
    let run = try CommandLineRun(["manual"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    return run.output
  }

  /// The commands that `gradlab help` lists.
  private func commands() throws -> [String] {
    let help = try CommandLineRun(["help"]).output
    let list = help.components(separatedBy: "SUBCOMMANDS:\n").last ?? ""
    return list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }.filter { $0 != "See" }
  }

  @Test("it has every command and every option that their helps have")
  func isWhole() throws {
    let page = try page().replacing("\\-", with: "-")
    let commands = try commands()
    #expect(commands.count > 20)
    let options = page.components(separatedBy: ".SH OPTIONS").last ?? ""
    for command in commands {
      let section = try #require(
        page.components(separatedBy: ".SS \"gradlab \(command)").dropFirst().first?
          .components(separatedBy: "\n.S").first)
      let help = try CommandLineRun(["help", command]).output
      for line in help.split(separator: "\n") where line.hasPrefix("  -") {
        for word in line.prefix(26).split(whereSeparator: { " ,/".contains($0) })
        where word.hasPrefix("--") {
          let entry = "\\fB\(word)\\fR"
          #expect(section.contains(entry) || options.contains(entry), "\(command) \(word)")
        }
      }
    }
  }

  @Test("its examples are of commands and options that there are")
  func examples() throws {
    let page = try page().replacing("\\-", with: "-")
    let examples = page.components(separatedBy: ".SH EXAMPLES").last ?? ""
    let lines = examples.split(separator: "\n").filter { $0.hasPrefix("\\fBgradlab") }
    #expect(lines.count >= 5)
    let commands = try commands()
    for line in lines {
      let words = line.replacing("\\fB", with: "").replacing("\\fR", with: "").split(separator: " ")
      guard words.count > 1 else { continue }
      #expect(commands.contains(String(words[1])), "\(line)")
      let help = try CommandLineRun(["help", String(words[1])]).output
      for option in words where option.hasPrefix("--") {
        #expect(help.contains("\(option) "), "\(line)")
      }
    }
  }

  @Test("its version is that of the program, and no line is longer than manual pages have them")
  func form() throws {
    let page = try page()
    let version = try CommandLineRun(["--version"]).output.trimmingCharacters(in: .newlines)
    #expect(page.hasPrefix(".TH GRADLAB 1 2"))
    #expect(page.split(separator: "\n").first?.contains("\"GradLab \(version)\"") == true)
    #expect(page.split(separator: "\n").allSatisfy { $0.hasPrefix(".S") || $0.utf8.count <= 80 })
  }

  /// What a shell gets for the last of the words.
  /// - Parameter argument: how its script calls the place: `positional@0`, `--set`.
  private func proposals(_ words: [String], _ argument: String) throws -> [String] {
    let typed = ["gradlab"] + words
    let run = try CommandLineRun(
      ["---completion", words[0], "--", argument, "\(typed.count - 1)"]
        + ["\(typed.last?.count ?? 0)"] + typed)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    return run.output.split(separator: "\n").map(String.init)
  }

  @Test("lessons, courses and what a lesson has are completed from the lessons that are there")
  func completions() throws {
    let lessons = try proposals(["run", ""], "positional@0")
    #expect(lessons.contains("lenet") && lessons.count >= 29)
    #expect(
      try proposals(["present", ""], "positional@0").contains("initialization-and-attention"))
    let arms = ["he", "lecun", "tiny", "huge", "deep_he", "deep_lecun", "yours"]
    #expect(try proposals(["run", "7", "--arm", ""], "--arm") == arms)
    #expect(try proposals(["run", "nonsense", "--arm", ""], "--arm").isEmpty)
    let knobs = try proposals(["run", "--seed", "1", "kaiming", "--set", ""], "--set")
    #expect(knobs.contains { $0.hasPrefix("c=") } && knobs.allSatisfy { $0.contains("=") })
    #expect(try proposals(["plot", "kaiming", ""], "positional@1").contains("curve"))
    #expect(
      try proposals(["verify", "./Lessons/04"], "positional@0").contains("./Lessons/04-lenet.md"))
    #expect(try proposals(["verify", "./Less"], "positional@0").contains("./Lessons/"))
  }

  @Test("with --root they are of that folder, and without lessons there are none")
  func otherFolder() throws {
    let folder = try TemporaryFolder()
    #expect(try proposals(["run", "--root", folder.path(""), ""], "positional@0").isEmpty)
  }

  @Test("every shell's script asks for lessons", arguments: ["bash", "zsh", "fish"])
  func scripts(shell: String) throws {
    let run = try CommandLineRun(["--generate-completion-script", shell])
    #expect(run.status == 0)
    #expect(run.output.contains("---completion") && run.output.contains("positional@0"))
    #expect(!run.output.contains("save-until-killed") && !run.output.contains("manual"))
  }
}
