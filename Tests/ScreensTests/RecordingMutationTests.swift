import Charts
import Lab
import Mutations
import Screens
import TemporaryFiles
import Testing

@Suite("Mutations of recordings", .serialized)
struct RecordingMutationTests {
  @Test("are refused with their line, or are shown and made a film of")
  func mutations() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [place = place as String] in
      let original = Array(Self.text.utf8)
      _ = try AsciicastReader.read(Self.text, path: "a.cast")
      try MutationRun(in: place).each { seed in
        var mutator = Mutator(seed: seed)
        for _ in 0..<5 {
          let text = String(decoding: mutator.text(original), as: UTF8.self)
          do throws(LogFault) {
            let (cast, damage) = try AsciicastReader.read(text, path: "a.cast")
            #expect(damage.map(Self.isGood) != false, "seed \(seed): \(damage as Any)")
            Self.show(cast, "seed \(seed)")
          } catch {
            #expect(Self.isGood(error), "seed \(seed): \(error)")
          }
        }
      }
    }
    if result == nil { Issue.record("seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell("recordings")
  }

  private static let text: String = {
    var writer = AsciicastWriter()
    var text = writer.line(Asciicast.Header(columns: 40, rows: 10)) + writer.comment("made")
    let kinds: [Asciicast.Event.Kind] = [
      .output("\u{1B}[?1049h\u{1B}[2J\u{1B}[3;4H\u{1B}[1;38;5;99ma─é\u{301}日\u{1B}[0K"),
      .input("q"), .marker("page 2: \"A\" \\ page"), .output("\u{1B}[2;9r\u{1B}[3S\u{1B}[4T\r\nb"),
      .resize(columns: 30, rows: 8), .output("\u{1B}[9;1H\u{1B}[5L\u{1B}[6P\u{1B}[7@\u{1B}[8X"),
      .exit(0),
    ]
    for (index, kind) in kinds.enumerated() {
      text += writer.line(Asciicast.Event(time: index * 700_000, kind))
    }
    return text
  }()

  private static func show(_ cast: Asciicast, _ seed: String) {
    var screen = VirtualScreen(columns: cast.header.columns, rows: cast.header.rows)
    for event in cast.events {
      switch event.kind {
      case .output(let text): screen.feed(Array(text.utf8))
      case .resize(let columns, let rows): screen.resize(columns: columns, rows: rows)
      case .input, .marker, .exit: break
      }
    }
    #expect(screen.cells.count == screen.rows, "\(seed)")
    #expect(screen.cells.allSatisfy { $0.count == screen.columns }, "\(seed)")
    do throws(FilmCut.Fault) {
      let film = try FilmCut().film(of: cast, title: "A film").film
      #expect(!film.frames.isEmpty, "\(seed)")
    } catch {
      Issue.record("\(seed): \(error)")
    }
  }

  private static func isGood(_ fault: LogFault) -> Bool {
    "\(fault)".unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }
  }
}
