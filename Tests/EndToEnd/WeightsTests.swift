import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

@Suite("The weights of a run")
struct WeightsTests {
  private static let lesson = "kaiming"

  @Test("are written for each arm that trains a network, the same bytes each time")
  func written() throws {
    let folder = try TemporaryFolder()
    func files(_ name: String) throws -> [String: Data] {
      let run = try CommandLineRun([
        "run", Self.lesson, "--steps", "2", "--csv", "--weights", folder.path(name),
      ])
      #expect(run.status == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(name))
      return try Dictionary(
        uniqueKeysWithValues: names.map {
          ($0, try Data(contentsOf: URL(fileURLWithPath: folder.path("\(name)/\($0)"))))
        })
    }
    let first = try files("first")
    #expect(first.keys.contains("he.safetensors"))
    #expect(first.values.allSatisfy { $0.count > 100_000 })
    #expect(try files("second") == first)
  }

  @Test("find a place before anything is trained, or the run says why not")
  func refused() throws {
    let folder = try TemporaryFolder()
    try folder.write("taken", "a file")
    let run = try CommandLineRun(["run", Self.lesson, "--weights", folder.path("taken")])
    #expect(run.status != 0 && run.output.isEmpty)
    #expect(run.errors.contains("taken"))
    let without = try CommandLineRun(["run", "2", "--weights", folder.path("new")])
    #expect(without.status == 64 && without.errors.contains("no arm of"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("new")))
  }
}
