import Glibc
import Lessons
import TemporaryFiles
import Testing

@Suite("The library")
struct LessonLibraryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("of what is read of its files so far, whichever those are, is in the order of all of them")
  func partly() throws {
    try folder.write("1.md", SmallLesson.text)
    try folder.write("2.md", "no lesson")
    let earlier = SmallLesson.text.replacing("id: small", with: "id: other")
    try folder.write("3.md", earlier.replacing("number: 3", with: "number: 2"))
    try folder.write("4.md", earlier)
    let files = try LessonFiles(root: folder.path)
    #expect(files.paths == (1...4).map { folder.path("\($0).md") })
    func library(_ indices: Int...) -> String {
      let library = files.library(indices.map(files.read))
      return "\(library.lessons.map(\.id)), broken: \(library.broken.map { $0.path.suffix(4) })"
    }
    #expect(library() == "[], broken: []")
    #expect(library(3) == #"["other"], broken: []"#)
    #expect(library(0, 2) == #"["other", "small"], broken: []"#)
    #expect(library(0, 1, 2, 3) == #"["other", "small"], broken: ["2.md", "4.md"]"#)
  }

  private func lesson(id: String, number: Int) -> String {
    var text = SmallLesson.changed("id: small", to: "id: \(id)")
    if let range = text.firstRange(of: "number: 3") {
      text.replaceSubrange(range, with: "number: \(number)")
    }
    return text
  }

  @Test("lists good lessons by number and broken files with their faults")
  func lists() throws {
    try folder.write("a.md", lesson(id: "late", number: 9))
    try folder.write("b.md", lesson(id: "early", number: 2))
    try folder.write("c.md", "nothing")
    try folder.write("d.md", "")
    try folder.write("README.md", "not a lesson")
    try folder.write("notes.txt", "not a lesson")
    let library = try LessonLibrary(root: folder.path)
    #expect(library.lessons.map(\.id) == ["early", "late"])
    #expect(library.broken.map(\.path) == ["\(folder.path)/c.md", "\(folder.path)/d.md"])
    #expect(library["late"]?.number == 9)
    #expect(library.nearestID(to: "erly") == "early")
  }

  @Test("keeps the first of two lessons with one id")
  func repeatedID() throws {
    try folder.write("1.md", lesson(id: "same", number: 1))
    try folder.write("2.md", lesson(id: "same", number: 2))
    let library = try LessonLibrary(root: folder.path)
    #expect(library.lessons.map(\.number) == [1])
    #expect(
      library.broken.flatMap(\.faults).map(\.description) == [
        "\(folder.path)/2.md:1:1: the id \"same\" is already that of \(folder.path)/1.md"
      ])
  }

  @Test("says why a folder can't be read")
  func noFolder() throws {
    let missing = "\(folder.path)/none"
    try folder.write("file", "x")
    symlink("\(folder.path)/loop", "\(folder.path)/loop")
    let reasons = [
      (missing, "No such file or directory"), ("\(folder.path)/file", "Not a directory"),
      ("\(folder.path)/loop", "Too many levels of symbolic links"),
    ]
    for (path, reason) in reasons {
      #expect(throws: LibraryFault(root: path, reason: reason)) { try LessonLibrary(root: path) }
    }
  }

  @Test("lists what only looks like a lesson file as broken")
  func oddFiles() throws {
    symlink("\(folder.path)/loop.md", "\(folder.path)/loop.md")
    mkdir("\(folder.path)/folder.md", 0o755)
    mkfifo("\(folder.path)/pipe.md", 0o644)
    try folder.write("good.md", SmallLesson.text)
    let library = try LessonLibrary(root: folder.path)
    #expect(library.lessons.map(\.id) == ["small"])
    let reasons = library.broken.flatMap(\.faults).map {
      String($0.description.dropFirst(folder.path.count + 1))
    }
    #expect(
      reasons == [
        "folder.md: can't be read: it is not a regular file",
        "loop.md: can't be read: Too many levels of symbolic links",
        "pipe.md: can't be read: it is not a regular file",
      ])
  }

  @Test("refuses 50 MB without reading them", .timeLimit(.minutes(1)))
  func hugeFile() throws {
    try folder.write("huge.md", "---\n")
    truncate("\(folder.path)/huge.md", 50_000_000)
    let library = try LessonLibrary(root: folder.path)
    #expect(
      library.broken.flatMap(\.faults).map(\.fact) == [
        .tooLarge(bytes: 50_000_000, limit: 1_000_000)
      ])
  }

  @Test("is looked for under the root, beside the program and in its checkout")
  func places() throws {
    for name in ["checkout", "checkout/.build", "checkout/Lessons", "checkout/Assets"] {
      mkdir("\(folder.path)/\(name)", 0o755)
    }
    for name in ["prefix", "prefix/bin", "prefix/share", "prefix/share/gradlab"] {
      mkdir("\(folder.path)/\(name)", 0o755)
    }
    mkdir("\(folder.path)/prefix/share/gradlab/Lessons", 0o755)
    try folder.write("checkout/Package.swift", "")
    func lessons(_ root: String?, _ executable: String) -> String {
      let executable = "\(folder.path)/\(executable)"
      let found = ResourceFolders.find(root: root, executable: executable, workingFolder: "/")
      return String(found.lessons.dropFirst(folder.path.count))
    }
    #expect(lessons(nil, "prefix/bin/gradlab") == "/prefix/share/gradlab/Lessons")
    #expect(lessons(nil, "checkout/.build/gradlab") == "/checkout/Lessons")
    #expect(lessons("\(folder.path)/checkout", "prefix/bin/gradlab") == "/checkout/Lessons")
    #expect(lessons("\(folder.path)/checkout/Lessons", "x/y") == "/checkout/Lessons")
  }
}
