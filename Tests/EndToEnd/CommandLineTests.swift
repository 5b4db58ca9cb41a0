import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

/// A lesson as `gradlab list --json` states it.
private struct Listed: Decodable {
  var id: String
  var title: String
  var part: String
  var minutes: Int
  var claims: Int
}

@Suite("The command line")
struct CommandLineTests {
  private let lesson = "kaiming-vs-bad-initialization"

  @Test("list --json is an array of id, title, part, minutes and the number of claims")
  func listJSON() throws {
    let run = try CommandLineRun(["list", "--json"])
    #expect(run.status == 0)
    let lessons = try JSONDecoder().decode([Listed].self, from: Data(run.output.utf8))
    #expect(lessons.count >= 2)
    #expect(lessons.contains { $0.id == lesson })
    #expect(lessons.allSatisfy { $0.claims > 0 && $0.minutes > 0 && !$0.part.isEmpty })
    #expect(Set(lessons.map(\.id)).count == lessons.count)
  }

  @Test("the page of the lecture's slides is what list --slides writes: make slides")
  func slides() throws {
    let run = try CommandLineRun(["list", "--slides"])
    #expect(run.status == 0)
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let page = try String(contentsOfFile: "/\(root)/Lessons/Records/SLIDES.md", encoding: .utf8)
    #expect(run.output == page)
    #expect(!page.contains("not recorded") && !page.contains("\u{2715}"))
  }

  @Test("the page of claims is what list --claims writes from the records: make claims")
  func claims() throws {
    let run = try CommandLineRun(["list", "--claims"])
    #expect(run.status == 0)
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let page = try String(contentsOfFile: "/\(root)/Lessons/Records/CLAIMS.md", encoding: .utf8)
    #expect(run.output == page)
    for word in ["not recorded", "\u{2715}", "thin |"] { #expect(!page.contains(word)) }
    // Every claim has a sentence.
    #expect(!page.contains("` |  |"))
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }
    let columns = rows.map { $0.replacing("\\|", with: "").count { $0 == "|" } }
    #expect(rows.count > 300 && columns.allSatisfy { $0 == 10 })
  }

  @Test(
    "a wrong command line exits 64 with a line on how to use it",
    arguments: [
      ["--nonsense"], ["nonsense-command", "x"], ["list", "--nope"],
      ["list", "--json", "--slides"], ["list", "--slides", "--claims"], ["run"],
      ["verify", "--mutate", "--record"], ["verify", "--mutate", "--recorded", "2"],
      ["verify", "2", "--mutate", "--seeds", "look"],
      ["run", "kaiming-vs-bad-initialization", "--operate", "he@3=cut hidden1"],
      ["run", "kaiming-vs-bad-initialization", "--operate", "he@3=silence hidden99"],
      ["run", "kaiming-vs-bad-initialization", "--operate", "nobody@3=silence hidden1"],
      ["run", "kaiming-vs-bad-initialization", "--steps", "3", "--operate", "he@4=freeze hidden1"],
      ["run", "kaiming-vs-bad-initialization", "--seed", "x"],
      ["run", "kaiming-vs-bad-initialization", "--set", "c"],
      ["run", "kaiming-vs-bad-initialization", "--set", "c=fast"],
      ["run", "kaiming-vs-bad-initialization", "--set", "nonsense=1"],
      ["run", "kaiming-vs-bad-initialization", "--steps=-1"],
      ["run", "kaiming-vs-bad-initialization", "--json", "--csv"],
      ["run", "kaiming-vs-bad-initialization", "--probe", "tst_loss"],
      ["run", "kaiming-vs-bad-initialization", "--probe", "attention"],
      ["run", "kaiming-vs-bad-initialization", "--probe", "test_loss", "--at", "0,999999"],
      ["run", "kaiming-vs-bad-initialization", "--probe", "test_loss", "--at", "x"],
      ["run", "kaiming-vs-bad-initialization", "--probe", "test_loss", "--arm", "nobody"],
      ["run", "kaiming-vs-bad-initialization", "--at", "0"],
      ["run", "kaiming-vs-bad-initialization", "--probe", "test_loss", "--weights", "w"],
      ["run", "kaiming-vs-bad-initialization", "--probe", "test_loss", "--tensorboard", "t"],
      ["run", "kaiming-vs-bad-initialization", "--data", "README.md"],
      ["sweep", "kaiming-vs-bad-initialization", "c", "1,2", "--data", "README.md"],
      ["sweep"], ["sweep", "kaiming-vs-bad-initialization"],
      ["sweep", "kaiming-vs-bad-initialization", "c"],
      ["sweep", "kaiming-vs-bad-initialization", "c", "0.1..10"],
      ["sweep", "kaiming-vs-bad-initialization", "c", "0.1..100", "3"],
      ["sweep", "kaiming-vs-bad-initialization", "nonsense", "1,2"],
      ["sweep", "kaiming-vs-bad-initialization", "c", "1,2", "--arm", "nobody"],
      ["sweep", "kaiming-vs-bad-initialization", "c", "1,2", "--probe", "m2"],
      ["sweep", "kaiming-vs-bad-initialization", "c", "1,2", "--set", "c=3"],
      ["sweep", "kaiming-vs-bad-initialization", "c", "1,2", "--json", "--csv"],
      ["sweep", "kaiming-vs-bad-initialization", "c", "1", "depth", "2", "batch", "8"],
      ["run", "no-such-lesson"], ["render", "kaiming-vs-bad-initialization", "--size", "12"],
      ["render", "kaiming-vs-bad-initialization", "--step", "99"],
      ["verify", "--seeds", "8-1"], ["bench", "no-such-net"], ["watch"], ["watch", "a", "b"],
      ["run", "kaiming-vs-bad-initialization", "--tensorboard"],
      ["progress", "--json", "--forget-all"], ["progress", "--yes"], ["progress", "--name", "x"],
      ["progress", "--force"], ["review", "--most", "0"], ["review", "no-such-lesson"],
    ])
  func usage(arguments: [String]) throws {
    let run = try CommandLineRun(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("Usage: gradlab"))
  }

  @Test(
    "an error within a command says how that command is used",
    arguments: [
      ("run", ["no-such-lesson"]), ("run", ["kaiming", "--set", "nonsense=1"]),
      ("render", ["kaiming-vs-bad-initialization", "--step", "99"]),
      ("export", ["no-such-lesson", "--to", "pytorch"]),
      ("export", ["kaiming-vs-bad-initialization", "--to", "pytorch", "--arm", "eh"]),
      ("verify", ["no-such-lesson"]), ("run", ["--nope"]), ("list", ["extra"]),
      ("sweep", ["kaiming", "c", "0.1..10"]), ("run", ["kaiming", "--probe", "tst_loss"]),
    ])
  func usageOfCommand(command: String, arguments: [String]) throws {
    let run = try CommandLineRun([command] + arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains("Usage: gradlab \(command)"), "\(run.errors)")
    #expect(run.errors.contains("See 'gradlab \(command) --help'"), "\(run.errors)")
  }

  @Test(
    "nothing of the arguments reaches the terminal raw",
    arguments: [
      ["run", "x\u{1B}[31m"], ["run", "kaiming", "--set", "c\u{1B}[31m=1"],
      ["run", "kaiming", "--set", "c=\u{1B}[31m"], ["run", "kaiming", "--set", "\u{1B}[31m"],
      ["run", "kaiming", "--seed", "\u{1B}[31m"], ["list", "\u{1B}[31m"], ["--\u{1B}[31m"],
      ["list", "--root", "/\u{1B}[31m"], ["check", "/\u{1B}[31m.md"], ["bench", "\u{1B}[31m"],
      ["export", "kaiming", "--to", "pytorch", "--output", "/no/\u{1B}[31m/x"],
      ["export", "kaiming", "--to", "\u{1B}[31m"], ["verify", "\u{1B}[31m"],
      ["export", "kaiming", "--to", "pytorch", "--arm", "\u{1B}[31m"],
      ["export", "kaiming", "--to", "pytorch", "--output", "Makefile/\u{1B}[31m"],
      ["sweep", "kaiming", "c", "\u{1B}[31m"], ["sweep", "kaiming", "\u{1B}[31m", "1"],
      ["run", "kaiming", "--probe", "\u{1B}[31m"],
      ["watch", "/no/\u{1B}[31m"], ["run", "kaiming", "--tensorboard", "/no/\u{1B}[31m/x"],
      ["run", "kaiming", "--theme", "\u{9B}31m\u{202E}\u{1B}"],
    ])
  func controlCharacters(arguments: [String]) throws {
    let run = try CommandLineRun(arguments)
    #expect([1, 64].contains(run.status))
    let text = run.errors + run.output
    let named = text.contains("U+001B") || text.contains("Makefile is a file")
    #expect(named, "\(text.debugDescription)")
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar != "\u{202E}")
    }
  }

  @Test(
    "a line feed of the arguments begins no line of a message",
    arguments: [
      ["run", "x\nError: y"], ["run", "kaiming", "--set", "c\nError: y=1"],
      ["run", "kaiming", "--set", "he\nError: y.c=1"], ["list", "x\nError: y"],
      ["run", "kaiming", "--seed", "1\nError: y"], ["--x\nError: y"],
      ["export", "kaiming", "--to", "pytorch", "--arm", "x\nError: y"],
    ])
  func lineFeeds(arguments: [String]) throws {
    let run = try CommandLineRun(arguments)
    #expect([1, 64].contains(run.status))
    #expect(run.errors.contains("U+000AError"), "\(run.errors.debugDescription)")
    #expect(!run.errors.contains("\nError: y"))
  }

  @Test("the summary of an export spells out control characters of its folder")
  func controlCharactersOfExport() throws {
    let folder = try TemporaryFolder()
    let run = try CommandLineRun(
      ["export", lesson, "--to", "pytorch", "--arm", "he", "--steps", "2", "--output"]
        + [folder.path("a\u{1B}[31m")])
    #expect(run.status == 0)
    #expect(run.output.contains("aU+001B[31m") && !run.output.contains("\u{1B}"))
  }

  @Test("an unknown lesson is answered with the nearest one")
  func suggestion() throws {
    let run = try CommandLineRun(["run", "kaimin-vs-bad-initialisation"])
    #expect(run.errors.contains(lesson))
  }

  /// A batch larger than the data, a column with one value, and 2 of 20 pairs that are too long.
  @Test(
    "what has no effect is said by check, run, verify, render and in JSON",
    arguments: [
      (
        "{kind: csv, file: d.csv, label: kind}",
        "{kind: mlp, width: 4, depth: 1, activation: tanh}", 64,
        ["The batch of 64 is more than the data", "the same value in “same”"]
      ),
      (
        "{kind: pairs, file: p.tsv, tokens: words, longest: 2}",
        "{kind: seq2seq, embedding: 2, width: 4}", 2, ["2 of the 20 pairs are longer than 2 tokens"]
      ),
    ])
  func notices(_ data: String, _ model: String, _ batch: Int, _ notices: [String]) throws {
    let folder = try TemporaryFolder()
    let rows = (0..<20).map { "\($0),7,\($0 % 2 == 0 ? "even" : "odd")" }
    try folder.write("d.csv", "n,same,kind\n" + rows.joined(separator: "\n"))
    let pairs = (0..<20).map { $0 < 2 ? "a b c\tx" : "a b\ty \($0 % 3)" }
    try folder.write("p.tsv", pairs.joined(separator: "\n"))
    try folder.write(
      "noted.md",
      """
      ---
      lab: 1
      id: noted
      title: Noted
      question: Is it said?
      part: T. Tests
      number: 1
      minutes: 1
      seeds: {show: 3, look: [1]}
      data: \(data)
      model: \(model)
      train: {optimizer: adam, learning_rate: 0.01, batch: \(batch), steps: 2}
      arms:
        one: {label: one}
      probes:
        loss: {of: train_loss}
      plots:
        curve: {line: [loss]}
      claims:
        ends: finite(metric(one, loss, 1))
      ---
      ## A step

      Text.

      ```lab
      plots: [curve]
      run: {arms: all, until: 2}
      ```
      """)
    let root = ["--root", folder.path]
    let check = try CommandLineRun(["check", folder.path("noted.md")])
    #expect(check.status == 0)
    #expect(check.errors.contains("noted.md: warning: "))
    let outputs = [
      check.errors, try CommandLineRun(["run", "noted"] + root).output,
      try CommandLineRun(["run", "noted", "--json"] + root).output,
      try CommandLineRun(["verify", "noted"] + root).output,
      try CommandLineRun(["verify", "noted", "--json"] + root).output,
      try CommandLineRun(["render", "noted", "--size", "80x40"] + root).output,
    ]
    for output in outputs {
      let line = output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for notice in notices { #expect(line.contains(notice), "\(output)") }
    }
  }

  @Test("a lesson goes by its id, the start of its id, or its number")
  func names() throws {
    let whole = try CommandLineRun(["render", lesson, "--size", "80x24"])
    let start = try CommandLineRun(["render", "kaiming", "--size", "80x24"])
    let number = try CommandLineRun(["render", "7", "--size", "80x24"])
    #expect(whole.status == 0)
    #expect(start.output == whole.output)
    #expect(number.output == whole.output)
  }

  @Test("run --json gives the same bytes again, on one processor too")
  func deterministic() throws {
    let arguments = ["run", lesson, "--seed", "7", "--steps", "25", "--json"]
    let first = try CommandLineRun(arguments)
    let command = (["exec taskset -c 0 \"$GRADLAB\""] + arguments).joined(separator: " ")
    let second = try CommandLineRun(shell: command)
    #expect(first.status == 0)
    #expect(first.output == second.output)
    #expect(first.errors.isEmpty)
    let object = try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any]
    let arms = try #require(object?["arms"] as? [[String: Any]])
    #expect(arms.count >= 4)
    #expect(object?["seed"] as? Int == 7)
    let other = try CommandLineRun(["run", lesson, "--seed", "8", "--steps", "25", "--json"])
    #expect(other.output != first.output)
  }

  @Test("run --csv has one header and as many fields in every row")
  func csv() throws {
    let run = try CommandLineRun(["run", lesson, "--steps", "3", "--csv"])
    let rows = run.output.split(separator: "\n").map { row in row.count { $0 == "," } }
    #expect(run.status == 0)
    #expect(rows.count > 12)
    #expect(Set(rows).count == 1)
    #expect(run.output.hasPrefix("arm,probe,layer,step,value\n"))
  }

  @Test("a learning rate that bursts the losses is reported as divergence, not as a failure")
  func diverges() throws {
    let run = try CommandLineRun(
      ["run", lesson, "--set", "learning_rate=1e30", "--steps", "20"])
    #expect(run.status == 0)
    #expect(run.output.contains("diverged at step"))
  }

  @Test("an address space of 1 GB is enough for a lesson (row 47)")
  func smallAddressSpace() throws {
    let run = try CommandLineRun(shell: "ulimit -v 1048576; \"$GRADLAB\" run \(lesson) --steps 20")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(!run.output.isEmpty)
  }
}
