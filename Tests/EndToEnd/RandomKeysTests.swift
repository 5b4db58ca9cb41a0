import Charts
import Glibc
import Mutations
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  /// Somebody who types anything and pulls at the window, while real sessions train.
  @Suite("Random keys in a terminal")
  struct RandomKeysTests {
    enum Start: String, CaseIterable, Sendable {
      case library, lesson, page, talk, speaker
      /// Without Unicode and colors.
      case plain

      var arguments: [String] {
        switch self {
        case .library: ["--root", Lab.folder]
        case .lesson, .plain: ["open", "steady", "--root", Lab.folder, "--speed", "max"]
        case .page: ["open", Lab.lesson, "--step", "8", "--speed", "max"]
        case .talk: ["present", "7", "--page", "4"]
        case .speaker: ["present", "--speaker"]
        }
      }

      func environment(_ folder: String) -> [String: String?] {
        var environment: [String: String?] = ["XDG_RUNTIME_DIR": folder]
        if self == .plain { environment.merge(["TERM": "vt100", "LC_ALL": "C"]) { $1 } }
        return environment
      }
    }

    private static let sizes = [
      Size(columns: 120, rows: 36), Size(columns: 80, rows: 24), Size(columns: 40, rows: 12),
      Size(columns: 1, rows: 1), Size(columns: 250, rows: 80),
    ]
    private static let keys =
      Array(" nnbzGgh.?/apirRs0+-=m{}cfoOvZB:dux1234".unicodeScalars.map { "\($0)" })
      + [
        "\r", "\r", "\t", "\t", "\u{1B}", "\u{1B}", "\u{7F}", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C",
        "\u{1B}[D", "\u{1B}[1;2C", "\u{1B}[1;2A", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[Z", "\u{1B}[H",
        "\u{1B}[F", "\u{15}", "\u{12}", "\u{C}", "\u{1A}", "\u{1B}[<0;30;9M", "\u{1B}[<32;34;10M",
        "\u{1B}[<0;34;10m", "\u{1B}[<65;9;9M", "\u{1B}[200~0.1 q\u{1B}[201~", "\u{1B}[99;99q",
        "\u{1B}]11;rgb:00/00/00\u{7}", "é",
      ]

    @Test("end in nothing but the end that was asked for", arguments: Start.allCases)
    func walk(start: Start) throws {
      let folder = try TemporaryFolder()
      let run = MutationRun(in: folder.path, isAlone: false)
      try run.each(sharedBy: Start.allCases.count, effort: 12) { seed in
        let place = try TemporaryFolder()
        // What it is told to write goes into a folder of its own.
        let words = ([ProgramUnderTest.path] + start.arguments).map { "'\($0)'" }
        let program = try TerminalProgram(
          "/bin/sh", ["-c", "cd '\(place.path)' && exec \(words.joined(separator: " "))"],
          environment: start.environment(place.path), size: Lab.wide)
        // A vt100 has no other screen to go to.
        try #require(
          program.wait { ($0.screen.isAlternate || start == .plain) && !$0.screen.isBlank })
        let typed = go(program, seed)
        if !program.hasEnded { program.send(signal: SIGTERM) }
        let ending = program.end(seconds: 10)
        let said = "\(start), seed \(seed), typed \(typed)"
        #expect([.exit(0), .signal(SIGTERM)].contains(ending), "\(said): \(program.screen.text)")
        #expect(program.leftovers.isEmpty, "\(said): \(program.leftovers)")
        // A frame that was on its way while the window was made smaller reaches beyond it.
        let strangers = program.screen.strangers.filter { !$0.hasPrefix("a place outside") }
        #expect(strangers.isEmpty, "\(said): \(strangers)")
      }
      run.tell("keys in a terminal, \(start)")
    }

    /// Types, and returns what.
    private func go(_ program: TerminalProgram, _ seed: Int) -> String {
      var mutator = Mutator(seed: seed)
      var typed = ""
      for _ in 0..<150 where !program.hasEnded {
        if mutator.choice(12) == 0 {
          let size = Self.sizes[mutator.choice(Self.sizes.count)]
          program.resize(size)
          typed += "<\(size.columns)x\(size.rows)>"
        } else {
          let key = Self.keys[mutator.choice(Self.keys.count)]
          program.type(key)
          typed += key.debugDescription.dropFirst().dropLast()
        }
        program.pump(milliseconds: Int32(mutator.choice(4) == 0 ? 0 : 15))
      }
      return typed
    }
  }
}
