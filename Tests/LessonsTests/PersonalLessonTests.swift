import Glibc
import Lessons
import TemporaryFiles
import Testing

@Suite("A person's own lessons")
struct PersonalLessonTests {
  private let shipped: TemporaryFolder
  private let own: TemporaryFolder

  init() throws {
    (shipped, own) = (try TemporaryFolder(), try TemporaryFolder())
    try shipped.write("small.md", SmallLesson.text)
  }

  private func lesson(_ id: String) -> String { SmallLesson.changed("id: small", to: "id: \(id)") }

  private var library: LessonLibrary {
    get throws { try LessonLibrary(root: shipped.path, personal: own.path) }
  }

  @Test("are single files and folders with a lesson and its data; courses are none of them")
  func found() throws {
    try own.write("mine.md", lesson("mine"))
    mkdir(own.path("iris"), 0o755)
    try own.write("iris/iris.md", lesson("iris"))
    try own.write("iris/README.md", "what this is")
    mkdir(own.path(".hidden"), 0o755)
    try own.write(".hidden/no.md", lesson("no"))
    try own.write("course.md", "---\ncourse: 1\nid: c\ntitle: C\n---\n## A\n\nText.\n")
    let library = try library
    #expect(library.lessons.map(\.id) == ["small", "mine", "iris"])
    #expect(library.lessons.map(\.isPersonal) == [false, true, true])
    #expect(library.broken.isEmpty)
    #expect(LessonLibrary.courses(in: own.path) == [own.path("course.md")])
  }

  @Test("with the id of a shipped one are said, and the shipped one stays")
  func duplicate() throws {
    try own.write("again.md", SmallLesson.text)
    let library = try library
    #expect(library.lessons.map(\.path) == [shipped.path("small.md")])
    #expect(
      library.broken.flatMap(\.faults).map(\.description) == [
        "\(own.path)/again.md:1:1: the id \"small\" is already that of \(shipped.path)/small.md"
      ])
  }

  @Test("with faults are listed as broken, with line and column")
  func broken() throws {
    try own.write("mine.md", lesson("mine").replacing("lab: 1", with: "lab: 9"))
    #expect(
      try library.broken.flatMap(\.faults).map(\.description) == [
        "\(own.path)/mine.md:2:6: lab: found 9, expected 1, the format's version"
      ])
  }

  @Test("in a folder that is not there are none; one that can't be read is said once")
  func folders() throws {
    let none = try LessonLibrary(root: shipped.path, personal: own.path("none"))
    #expect(none.lessons.count == 1 && none.broken.isEmpty)
    let file = try own.write("file", "x")
    let broken = try LessonLibrary(root: shipped.path, personal: file).broken
    #expect(
      broken.flatMap(\.faults).map(\.description) == ["\(file): can't be read: Not a directory"])
    let same = try LessonLibrary(root: shipped.path, personal: shipped.path)
    #expect(same.lessons.map(\.isPersonal) == [false] && same.broken.isEmpty)
  }
}
