import Foundation
import Lab
import Mutations
import TemporaryFiles
import Testing

@Suite("Mutations of the file of progress", .serialized)
struct ProgressMutationTests {
  @Test("keep what is whole, say the rest in a line, and are mended by the next save")
  func mutations() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [place = place as String] in
      let original = Array(ProgressSample.book.text.utf8)
      let file = ProgressFile(folder: place)
      try MutationRun(in: place).each { seed in
        var mutator = Mutator(seed: seed)
        for _ in 0..<5 {
          let changed = mutator.text(original)
          try Data(changed).write(to: URL(fileURLWithPath: file.path))
          do throws(ProgressFault) {
            let seen = try file.load()
            #expect(seen.fault.map(Self.isGood) != false, "seed \(seed): \(seen.fault as Any)")
            let page = ProgressChange.kept(ProgressSample.page("new"))
            _ = try file.save([page])
            let again = try file.load()
            #expect(again.fault == nil, "seed \(seed): \(again.fault as Any)")
            #expect(again.book.lessons.contains("new"), "seed \(seed)")
            #expect(again.book.count >= seen.book.count, "seed \(seed)")
            _ = try file.removeSetAside()
          } catch {
            // That of a newer program stays.
            #expect(Self.isGood(error), "seed \(seed): \(error)")
            let kept = try Data(contentsOf: URL(fileURLWithPath: file.path))
            #expect([UInt8](kept) == changed, "seed \(seed)")
          }
        }
      }
    }
    if result == nil { Issue.record("seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell("progress")
  }

  private static func isGood(_ fault: ProgressFault) -> Bool {
    (fault.description + fault.notice).unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
    }
  }
}
