import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("While a person's own data are looked at")
  struct OwnDataReadingTests {
    /// A lesson that trains at once, and one with so many pairs of sentences.
    private func folder(pairs: Int) throws -> TemporaryFolder {
      let folder = try TemporaryFolder()
      let steady = try String(contentsOfFile: "\(Lab.folder)/steady.md", encoding: .utf8)
      try folder.write("10-steady.md", steady)
      let line = Array("it is a long way to the end of this\tc'est loin jusque là\n".utf8)
      try folder.write("pairs.tsv", Array(repeatElement(line, count: pairs).joined()))
      try folder.write(
        "50-own.md",
        Lab.lessonText(
          "own", title: "Pairs of my own", data: "{kind: pairs, file: pairs.tsv, tokens: words}",
          model: "{kind: seq2seq, embedding: 2, width: 4}"))
      return folder
    }

    /// 46 MB, which take many seconds.
    @Test("keys are answered, other lessons open, and a request to end is death by it at once")
    func alive() throws {
      let folder = try folder(pairs: 800_000)
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["--root", folder.path], size: Lab.wide)
      try #require(program.shows("reading 50-own.md"))
      #expect(program.screen.contains("A steady run"))
      #expect(Lab.isAlive(program, seconds: 1))
      program.type("\r")
      #expect(program.shows("ready", seconds: 10))
      program.type("q")
      #expect(program.shows("reading 50-own.md", seconds: 2))
      program.send(signal: SIGTERM)
      #expect(program.end(seconds: 1) == .signal(SIGTERM))
      #expect(program.leftovers.isEmpty)
    }

    @Test("the lesson joins the list when its data were read")
    func result() throws {
      let folder = try folder(pairs: 2_000)
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["--root", folder.path], size: Lab.wide)
      #expect(program.shows("Pairs of my own", seconds: 60))
      #expect(!program.screen.contains("reading 50-own.md"))
      #expect(Lab.quit(program) == .exit(0))
    }
  }
}

@Suite("Files that hold more than they seem to") struct InflatedFileTests {
  private func lesson(_ data: String) -> String {
    Lab.lessonText(
      "big", title: "Big", data: data,
      model: "{kind: mlp, width: 4, depth: 1, activation: tanh}")
  }

  /// 700 MB in 700 kB, with little memory: as a header announces them, and as a text.
  @Test(
    "are refused with the limit, before they fill the memory",
    arguments: [
      (
        "{kind: idx, images: big.gz, labels: big.gz}",
        "printf '\\000\\000\\010\\001\\051\\271\\047\\000'", "268435456"
      ),
      ("{kind: text, file: big.gz}", "printf ''", "67108864"),
    ])
  func inflated(data: String, header: String, limit: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("big.md", lesson(data))
    let run = try CommandLineRun(
      shell: """
        cd '\(folder.path)' && (\(header); head -c 700000000 /dev/zero) | gzip -1 > big.gz \
        && ulimit -v 1048576 && "$GRADLAB" check big.md
        """)
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.output.contains("big.gz") && run.output.contains("more than \(limit)"))
    #expect(run.output.contains("counted after decompression"))
  }
}
