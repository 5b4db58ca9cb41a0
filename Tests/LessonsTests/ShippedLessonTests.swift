import Lessons
import Testing

/// The lessons that ship with the program, found from this source file.
enum ShippedLessons {
  static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/Lessons"
  }()
}

@Suite("The lessons that ship with the program")
struct ShippedLessonTests {
  @Test("have no faults")
  func noFaults() throws {
    let library = try LessonLibrary(root: ShippedLessons.folder)
    let faults = library.broken.flatMap(\.faults).map(\.description)
    #expect(faults == [])
    #expect(library.lessons.count >= 2)
  }
}
