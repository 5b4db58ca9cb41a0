import Charts
import Mutations
import TemporaryFiles
import Terminal
import Testing

@Suite("Mutations of what a terminal sends", .serialized)
struct KeyMutationTests {
  /// Keys, reports, mouse, pastes and colors, as terminals send them.
  private static let sent = Array(
    ("aé日\r\t\u{7F}\u{3}\u{1B}\u{1B}[A\u{1B}OB\u{1B}[1;5C\u{1B}[15~\u{1B}[Z\u{1B}[[A\u{1B}Oq"
      + "\u{1B}[<0;10;5M\u{1B}[<0;10;5m\u{1B}[<65;3;4M\u{1B}[200~a q\u{1B}[A\n\u{1B}[201~"
      + "\u{1B}]11;rgb:1c1c/1c1c/1c1c\u{1B}\\\u{1B}]11;rgb:ff/ff/ff\u{7}\u{1B}[?62;22c"
      + "\u{1B}P1$r0m\u{1B}\\\u{1B}[?997;1n\u{9B}A\u{1B}[8;24;80t").utf8)

  @Test("in whatever pieces and with whatever pauses, leave a decoder that understands q")
  func mutations() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [place = place as String] in
      try MutationRun(in: place).each { seed in
        var mutator = Mutator(seed: seed)
        for _ in 0..<100 {
          var decoder = KeyDecoder()
          var time = 0.0
          var rest = mutator.bytes(Self.sent)[...]
          while !rest.isEmpty {
            let piece = rest.prefix(1 + mutator.choice(mutator.choice(3) == 0 ? 40 : 4))
            rest = rest.dropFirst(piece.count)
            let events = decoder.decode(Array(piece), at: time)
            #expect(events.allSatisfy(Self.isWhole), "seed \(seed): \(events)")
            time += [0, 0.001, 0.06, 0.4, 3][mutator.choice(5)]
            if let deadline = decoder.deadline, deadline <= time {
              #expect(decoder.expire(at: time).allSatisfy(Self.isWhole), "seed \(seed)")
            }
          }
          // What is unfinished is given up in the end.
          for _ in 0..<20 {
            guard let deadline = decoder.deadline else { break }
            time = max(time, deadline) + 0.001
            _ = decoder.expire(at: time)
          }
          #expect(decoder.deadline == nil, "seed \(seed)")
          time += 20
          let key = decoder.decode([0x71], at: time) + decoder.expire(at: time + 5)
          #expect(key == [.key(.character("q"))], "seed \(seed): \(key)")
        }
      }
    }
    if result == nil { Issue.record("seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell("keys")
  }

  /// Whether no byte of a control sequence became a character.
  private static func isWhole(_ event: TerminalEvent) -> Bool {
    guard case .key(.character(let character)) = event else { return true }
    return character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }
}
