import Testing

@Suite("Pictures of the screen without a terminal")
struct RenderTests {
  private let lesson = Lab.lesson

  @Test(
    "render draws the screen in the size that is asked for",
    arguments: [(1, 1), (40, 12), (80, 24), (120, 36), (200, 50)])
  func sizes(columns: Int, rows: Int) throws {
    let run = try CommandLineRun(
      ["render", lesson, "--size", "\(columns)x\(rows)", "--steps", "2", "--text"])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == rows)
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= columns })
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test("render --ascii has no character beyond ASCII, and --ansi without color no color code")
  func tiers() throws {
    let ascii = try CommandLineRun(["render", lesson, "--ascii", "--text"])
    #expect(ascii.output.unicodeScalars.allSatisfy { $0.isASCII })
    let mono = try CommandLineRun(["render", lesson, "--ansi", "--no-color"])
    #expect(mono.output.contains("\u{1B}["))
    #expect(!mono.output.contains("38;5;") && !mono.output.contains("38;2;"))
  }

  @Test("render goes a way with forks, and says what can't be gone")
  func forks() throws {
    let arguments = ["render", lesson, "--step", "8", "--size", "120x36"]
    let run = try CommandLineRun(
      arguments + [
        "--set", "yours.c=0.5", "--fork", "yours@5:learning_rate=0.5", "--trained", "12",
      ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("12/400") && run.output.contains("yours, 0.5"))
    let late = try CommandLineRun(arguments + ["--fork", "yours@50", "--trained", "12"])
    #expect(late.status != 0 && late.errors.contains("after step 12"))
    let both = try CommandLineRun(arguments + ["--trained", "12", "--steps", "3"])
    #expect(both.status != 0 && both.errors.contains("--trained says how far"))
  }

  @Test("render --svg is an SVG picture")
  func svg() throws {
    let run = try CommandLineRun(["render", lesson, "--svg", "--size", "80x24"])
    #expect(run.output.hasPrefix("<svg "))
    #expect(run.output.hasSuffix("</svg>\n"))
  }
}
