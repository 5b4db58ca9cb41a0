import Foundation
import Lessons
import Mutations
import TemporaryFiles
import Testing

@Suite("Mutations of courses", .serialized)
struct CourseMutationTests {
  private static let folder = ShippedLessons.folder + "/Courses"
  static let names =
    (try? LessonLibrary.files(in: folder))?.compactMap {
      $0.split(separator: "/").last.map(String.init)
    } ?? []

  @Test("end with a talk, or with faults that have a place", arguments: names)
  func mutations(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [name, place = place as String] in
      let path = "\(Self.folder)/\(name)"
      let original = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      let lesson = try Lesson.read(SmallLesson.bytes(), path: "small.md")
      _ = try CourseOutline.read(original, path: path)
      try MutationRun(in: place).each(sharedBy: Self.names.count) { seed in
        var mutator = Mutator(seed: seed)
        for _ in 0..<10 {
          try Self.check(mutator.text(original), path: path, lesson, "\(name), seed \(seed)")
        }
      }
    }
    if result == nil { Issue.record("\(name), seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell(name)
  }

  /// What `gradlab present` makes of a file; every part is pages of one small lesson.
  private static func check(
    _ bytes: [UInt8], path: String, _ lesson: Lesson, _ seed: String
  ) throws {
    do {
      let course = try CourseOutline.read(bytes, path: path)
      #expect(!course.sections.isEmpty, "\(seed)")
      let talk = try Talk(course) { _ in lesson }
      #expect(talk.minutes.isFinite && talk.minutes >= 0, "\(seed)")
      for page in talk.pages.indices {
        #expect(talk.pages[page].minutes >= 0 && isPrintable(talk.title(of: page)), "\(seed)")
      }
    } catch let fault as CourseFault {
      #expect(isPrintable("\(fault)"), "\(seed): \(fault)")
    } catch let broken as BrokenLesson {
      #expect(!broken.faults.isEmpty, "\(seed)")
      for fault in broken.faults {
        #expect(isPrintable(fault.description), "\(seed): \(fault)")
        #expect(fault.line >= 1 || fault.fact == .moreFaults, "\(seed): \(fault)")
      }
    }
  }

  private static func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }
  }
}
