import Testing

/// Numbers of the command line at their extremes, and little memory: a result or a message, no trap.
@Suite("Limits of the command line", .timeLimit(.minutes(10)))
struct CommandLineLimitTests {
  @Test(
    "a number is taken or refused with a message, whatever it is",
    arguments: [
      "0", "-1", "1000001", "9223372036854775807", "-9223372036854775808", "18446744073709551616",
      "1e308", "1.7976931348623157e308", "1e-320", "nan", "inf", "-inf", "1e999", "x", "",
    ])
  func numbers(_ number: String) throws {
    let root = "--root=\(Lab.folder)"
    let commands = [
      ["run", "short", root, "--json", "--steps=\(number)"],
      ["run", "short", root, "--json", "--steps=2", "--seed=\(number)"],
      ["run", "short", root, "--json", "--steps=2", "--set=he.c=\(number)"],
      ["run", number, root, "--steps=0"],
      ["render", "short", root, "--steps=2", "--set=he.c=\(number)"],
      ["render", "short", root, "--steps=\(number)"],
      ["render", "short", root, "--steps=0", "--step=\(number)"],
      ["render", "short", root, "--steps=0", "--size=\(number)x\(number)"],
      ["export", "short", root, "--to=pytorch", "--output=/dev/null/none", "--steps=\(number)"],
      ["bench", "mlp", "--steps=\(number)"], ["bench", "mlp", "--steps=1", "--threads=\(number)"],
      ["bench", "mlp", "--steps=1", "--seconds=\(number)"],
    ]
    for command in commands {
      let run = try CommandLineRun(command)
      #expect(run.signal == nil, "\(command): \(run.errors)")
      #expect([0, 1, 64].contains(run.status), "\(command): \(run.errors)")
      #expect(run.status == 0 || !run.errors.isEmpty, "\(command)")
      #expect(run.errors.count < 2_000)
    }
  }

  @Test("seeds to verify are counted before they are listed")
  func seeds() throws {
    let last = "18446744073709551615"
    for text in ["0-\(last)", "\(last)-0", "-1", "1-", "\(last)-\(last)x", "nan", "1e3"] {
      let run = try CommandLineRun(
        ["verify", "short", "--root=\(Lab.folder)", "--seeds=\(text)"])
      #expect(run.status == 64, "\(text): \(run.errors)")
    }
  }

  @Test(
    "where addresses are short, a run goes on or is refused, and nothing traps",
    arguments: [20, 60, 80, 90, 100, 120, 140, 160, 180, 200, 250, 300, 400, 600])
  func addresses(megabytes: Int) throws {
    let root = "--root '\(Lab.folder)'"
    for command in ["--version", "list \(root)", "run short \(root) --steps 2 --json"] {
      let run = try CommandLineRun(
        shell: "ulimit -v \(megabytes * 1000); exec timeout 60 \"$GRADLAB\" \(command)")
      #expect(run.signal == nil, "\(command): \(run.errors)")
      if run.status == 127 {
        // Below what the program's libraries take, the loader says so.
        #expect(megabytes <= 80 && run.errors.contains("shared libraries"), "\(run.errors)")
      } else if run.status == 64 {
        #expect(run.errors.contains("ulimit -v"), "\(run.errors)")
      } else {
        #expect(run.status == 0 || run.status == 1 && !run.errors.isEmpty, "\(run.errors)")
      }
    }
  }
}
