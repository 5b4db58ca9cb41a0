import Datasets
import Foundation
import Lessons
import Mutations
import TemporaryFiles
import Testing

/// Lessons with faults put in: those that come with the program, a small one with a bit of
/// everything, and one with a table of its own.
@Suite("Mutations of lessons", .serialized)
struct LessonMutationTests {
  static let names =
    (try? LessonLibrary.files(in: ShippedLessons.folder))?.compactMap {
      $0.split(separator: "/").last.map(String.init)
    } ?? []

  private static func lesson(_ name: String) throws -> (bytes: [UInt8], path: String) {
    let assets = ShippedLessons.folder.dropLast("Lessons".count) + "Assets"
    switch name {
    case "small": return (SmallLesson.bytes(), "small.md")
    case "table":
      let text = SmallLesson.changed(
        "data: {kind: mnist, train: 100, test: 50}",
        to: "data: {kind: csv, file: iris.csv, label: species}")
      return (SmallLesson.bytes(text), "\(assets)/table.md")
    default:
      let path = "\(ShippedLessons.folder)/\(name)"
      return (Array(try Data(contentsOf: URL(fileURLWithPath: path))), path)
    }
  }

  @Test(
    "end with a lesson that can be planned, or with faults that have a place",
    arguments: names + ["small", "table"])
  func mutations(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [name, place = place as String] in
      let (original, path) = try Self.lesson(name)
      _ = try Lesson.read(original, path: path)
      try MutationRun(in: place).each(sharedBy: Self.names.count + 2) { seed in
        var mutator = Mutator(seed: seed)
        // A lesson is read in a few milliseconds.
        for _ in 0..<10 {
          Self.check(mutator.text(original), path: path, "\(name), seed \(seed)")
        }
      }
    }
    if result == nil { Issue.record("\(name), seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell(name)
  }

  /// What `gradlab check` and the list of lessons ask of a file.
  private static func check(_ bytes: [UInt8], path: String, _ seed: String) {
    do {
      let lesson = try Lesson.read(bytes, path: path)
      #expect(!lesson.steps.isEmpty && !lesson.arms.isEmpty, "\(seed)")
      for notice in lesson.notices { #expect(isPrintable(notice), "\(seed)") }
      for estimate in lesson.runEstimates {
        #expect(estimate.operations >= 0 && estimate.seconds < 1e18, "\(seed)")
      }
      #expect(lesson.largestParameterCount >= 0, "\(seed)")
    } catch {
      #expect(!error.faults.isEmpty, "\(seed)")
      let lines = TextFile.withPlainLineEnds(bytes).count { $0 == 0x0A } + 1
      for fault in error.faults {
        #expect(isPrintable(fault.description), "\(seed): \(fault)")
        let isOfFile = fault.fact == .moreFaults
        #expect(isOfFile || (1...lines).contains(fault.line), "\(seed): \(fault)")
      }
    }
  }

  private static func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }
  }
}
