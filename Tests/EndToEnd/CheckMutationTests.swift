import Foundation
import Mutations
import TemporaryFiles
import Testing

/// What `gradlab check` says of lessons with faults put in.
@Suite("Mutations, by gradlab check") struct CheckMutationTests {
  @Test("check ends by itself, and names every file that it finds broken")
  func check() throws {
    let folder = try TemporaryFolder()
    let lessons = CommandLineRun.root + "/Lessons"
    let names = try FileManager.default.contentsOfDirectory(atPath: lessons)
      .filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
    try #require(!names.isEmpty)
    for name in names {
      let original = Array(try Data(contentsOf: URL(fileURLWithPath: "\(lessons)/\(name)")))
      for seed in 0..<12 {
        var mutator = Mutator(seed: seed)
        try folder.write("\(seed)-\(name)", mutator.text(original))
      }
    }
    let run = try CommandLineRun(["check", "--root", folder.path])
    #expect(run.status == 1, "signal \(run.signal ?? 0)")
    let lines = run.output.split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines {
      #expect(line.hasPrefix("\(folder.path)/") && line.contains(".md:"), "\(line)")
    }
  }
}
