import Charts
import TerminalHarness
import Testing

extension InTerminal {
  /// What the terminal says while the program has no time. `TerminalTests` tries every cut and
  /// every pause with a clock of its own; here are samples of both with the real one.
  @Suite("What the terminal reports while all cores train")
  struct ReportTests {
    /// One a line of terminals, with 8-bit controls at the end.
    private static let reports: [[UInt8]] =
      [
        "\u{1B}[?64;1;2;6;9;15;22c", "\u{1B}[>0;276;0c", "\u{1B}P>|xterm(388)\u{1B}\\",
        "\u{1B}]10;rgb:ffff/ffff/ffff\u{7}", "\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\",
        "\u{1B}[?2026;2$y", "\u{1B}[12;40R", "\u{1B}[I", "\u{1B}[O", "\u{1B}[200~q\u{1B}[201~",
        "\u{9B}?1;2c", "\u{9D}11;rgb:q?q?/0/0\u{9C}", "\u{90}>|q?\u{9C}",
      ].map { Array($0.utf8) } + [
        [0x9B] + Array("?1;2c".utf8), [0x9D] + Array("0;q?".utf8) + [0x9C],
      ]

    /// Pauses in seconds.
    private static let pauses = [0, 0.2, 0.03, 0.1, 0.005, 0.06, 0.15]

    /// All that one can see of keys: which lesson and step, which arms, which place.
    private func isUntouched(_ program: TerminalProgram) -> Bool {
      let screen = program.screen
      return screen.contains("steps/s") && screen.contains("A steady run")
        && !screen.contains("hidden") && !screen.contains("does nothing here")
        && !screen.contains("draw the screen anew") && !screen.contains("Leave")
    }

    @Test("cut anywhere, with pauses up to 200 ms, no byte of it is a key")
    func torn() throws {
      let program = try Lab.training()
      // A report that came whole tells that the terminal is reporting: no ESC is taken for a key.
      var sample = 0
      for report in Self.reports {
        for cut in stride(from: 1, to: report.count, by: max(1, report.count / 5)) {
          program.type("\u{1B}[?1;2c")
          program.type(Array(report[..<cut]))
          program.pump(for: Self.pauses[sample % Self.pauses.count])
          program.type(Array(report[cut...]))
          program.pump(for: 0.02)
          #expect(isUntouched(program), "\(report) cut at \(cut)")
          sample += 1
        }
      }
      #expect(Lab.isAlive(program))
      #expect(isUntouched(program))
    }

    @Test("byte for byte, no byte of it is a key", arguments: [0.005, 0.05])
    func dripping(pause: Double) throws {
      let program = try Lab.training()
      for report in Self.reports {
        for byte in report {
          program.type([byte])
          program.pump(for: pause)
        }
        #expect(isUntouched(program), "\(report)")
      }
      #expect(Lab.isAlive(program))
      #expect(isUntouched(program))
    }

    @Test("text that comes over a slow line is a paste, and runs no command")
    func slowLine() throws {
      let program = try Lab.training()
      let text = Array(String(repeating: "q: 12?\ry ", count: 80).utf8)
      for start in stride(from: 0, to: text.count, by: 40) {
        program.type(Array(text[start..<start + 40]))
        program.pump(for: 0.02)
      }
      program.pump(for: 0.4)
      #expect(isUntouched(program))
      #expect(Lab.isAlive(program))
    }

    @Test("Escape closes the help at once while all cores train")
    func escape() throws {
      let program = try Lab.training()
      program.type("?")
      try #require(program.shows("draw the screen anew"))
      program.type("\u{1B}")
      #expect(program.wait(seconds: 1) { !$0.screen.contains("draw the screen anew") })
    }
  }
}
