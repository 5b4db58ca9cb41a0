import Charts
import Mutations
import Screens
import TemporaryFiles
import Testing

/// The lines that a talk and its speaker tell each other.
@Suite("Mutations of what talk and speaker tell each other", .serialized)
struct TalkMutationTests {
  @Test("are nothing, or something that both screens show")
  func mutations() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [place = place as String] in
      let states = try Self.states().map(\.line)
      let words = Self.words.map(\.line)
      let talk = try PresentTests.talk(page: 2, at: 180)
      try MutationRun(in: place).each { seed in
        var mutator = Mutator(seed: seed)
        for _ in 0..<5 {
          Self.show(mutator.line(states[mutator.choice(states.count)]), &mutator, "seed \(seed)")
          Self.obey(mutator.line(words[mutator.choice(words.count)]), talk, "seed \(seed)")
        }
      }
    }
    if result == nil { Issue.record("seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell("lines of a talk")
  }

  private static let words: [SpeakerWord] = [
    .hello(version: 1, columns: 40), .key(.character("n")), .key(.function(5)),
    .command("set depth 20"), .command("go 2"), .command("fork calm rate=0.2; run \"x\""),
  ]

  private static func states() throws -> [SpeakerState] {
    try [1, 2, 3].map { page in
      var talk = try PresentTests.talk(page: page, at: 180)
      if page == 1 { talk.press("n12") }
      var state = try #require(talk.speakerState(columns: 50))
      state.elapsed = 83
      return state
    }
  }

  /// A line that the speaker's terminal reads.
  private static func show(_ line: String, _ mutator: inout Mutator, _ seed: String) {
    guard let state = SpeakerState(line: line) else { return }
    #expect(SpeakerState(line: state.line) == state, "\(seed): \(line)")
    for size in [Size(columns: 120, rows: 36), Size(columns: 80, rows: 24)] {
      for glyphs in [GlyphTier.braille, .ascii] {
        var model = AppModel(speaking: AppOptions(size: size, glyphs: glyphs))
        _ = model.update(.told(state))
        model.press("↓↓n")
        let grid = model.view(size, glyphs: glyphs)
        #expect(grid.size == size, "\(seed): \(line)")
        let isSafe = grid.plainText().unicodeScalars.allSatisfy {
          $0 == "\n" || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
        }
        #expect(isSafe, "\(seed): \(line)")
      }
    }
  }

  /// A line that the talk reads.
  private static func obey(_ line: String, _ talk: AppModel, _ seed: String) {
    guard let word = SpeakerWord(line: line) else { return }
    #expect(SpeakerWord(line: word.line) == word, "\(seed): \(line)")
    var talk = talk
    _ = talk.update(.said(word))
    let size = Size(columns: 80, rows: 24)
    #expect(talk.view(size).size == size, "\(seed): \(line)")
    if case .hello(_, let columns) = word {
      let told = talk.speakerState(columns: columns)
      #expect(told.flatMap { SpeakerState(line: $0.line) } == told, "\(seed): \(line)")
    }
  }
}

extension Mutator {
  /// One line of JSON, changed: its fields are lines while that is done.
  fileprivate mutating func line(_ text: String) -> String {
    let fields = Array(text.utf8).flatMap { $0 == UInt8(ascii: ",") ? [$0, 0x0A] : [$0] }
    return String(decoding: self.text(fields).filter { $0 != 0x0A }, as: UTF8.self)
  }
}
