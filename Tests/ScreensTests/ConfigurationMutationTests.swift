import Lessons
import Mutations
import Screens
import TemporaryFiles
import Testing

@Suite("Mutations of configuration files", .serialized)
struct ConfigurationMutationTests {
  private static let text = """
    # Everything that there is.
    theme: contrast
    glyphs: "ascii"
    colors: 256
    budget: 64
    keys:
      run: F5
      help: ["?", F1]
      copy-command: y
      next-step: [n, PgDn, Ctrl-N]
    defaults: {speed: max, seed: 7}

    """

  @Test("give what is right in them, and name each fault in a line")
  func mutations() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [place = place as String] in
      let original = Array(Self.text.utf8)
      #expect(ConfigurationFile(original, path: "config.yml").faults.isEmpty)
      try MutationRun(in: place).each { seed in
        var mutator = Mutator(seed: seed)
        for _ in 0..<20 {
          let file = ConfigurationFile(mutator.text(original), path: "config.yml")
          for fault in file.faults.map(\.description) {
            let isPrintable = fault.unicodeScalars.allSatisfy {
              $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
            }
            #expect(isPrintable && fault.hasPrefix("config.yml"), "seed \(seed): \(fault)")
          }
          // Whatever was given other keys, each action has one, and a screen shows it.
          #expect(file.keys.actions.allSatisfy { !$0.keys.isEmpty }, "seed \(seed)")
          var model = AppModel(options: AppOptions(keys: file.keys))
          model.press("?")
          #expect(!model.text(80, 24).isEmpty, "seed \(seed)")
        }
      }
    }
    if result == nil { Issue.record("seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell("configuration")
  }
}
