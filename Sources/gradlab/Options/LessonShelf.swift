import ArgumentParser
import Lab
import Lessons
import Screens

/// The lessons and the data that a command works with.
struct LessonShelf {
  let folders: ResourceFolders
  let data: DataLibrary
  private var library: LessonLibrary?

  /// Finds the folders, and reads no lesson yet.
  /// - Throws: `LibraryFault` where there is no folder of lessons, `SystemFault` where there is no
  ///   memory to read them.
  init(_ options: FolderOptions) throws {
    try ProcessMemory.require()
    folders = ResourceFolders.find(root: options.root)
    data = DataLibrary(folder: folders.assets)
    _ = try LessonLibrary.files(in: folders.lessons)
  }

  /// A shelf with all lessons read.
  static func read(_ options: FolderOptions) throws -> LessonShelf {
    var shelf = try LessonShelf(options)
    try shelf.read()
    return shelf
  }

  /// Reads all lessons, unless that is done.
  mutating func read() throws {
    if library == nil { library = try LessonLibrary(root: folders.lessons) }
  }

  var isRead: Bool { library != nil }

  /// Takes over what was read elsewhere.
  mutating func take(_ library: LessonLibrary) { self.library = library }

  var lessons: [Lesson] { library?.lessons ?? [] }
  var broken: [BrokenLesson] { library?.broken ?? [] }

  /// - Parameter path: the file that is still being read.
  func catalog(reading path: String? = nil) -> Catalog {
    Catalog(
      lessons: lessons,
      broken: broken.map { Catalog.Broken(path: $0.path, faults: $0.faults.map(\.description)) },
      folders: [folders.lessons], reading: path)
  }

  /// The lesson with this id or number, or the only one whose id begins so.
  /// - Throws: `ValidationError` that says what `name` may have meant.
  func lesson(named name: String) throws -> Lesson {
    if let lesson = lessons.first(where: { $0.id == name }) { return lesson }
    if let number = Int(name), let lesson = lessons.first(where: { $0.number == number }) {
      return lesson
    }
    let candidates = lessons.filter { !name.isEmpty && $0.id.hasPrefix(name) }
    if candidates.count == 1 { return candidates[0] }
    if candidates.count > 1 {
      throw ValidationError(
        "“\(name.safe())” may be " + candidates.map(\.id).joined(separator: " or "))
    }
    if let broken = broken.first(where: { $0.path.hasSuffix("\(name).md") }) {
      throw ValidationError(broken.faults.map(\.description).joined(separator: "\n"))
    }
    let hint =
      library?.nearestID(to: name).map { "did you mean \($0)?" } ?? "gradlab list shows all"
    throw ValidationError("there is no lesson “\(name.safe())”; \(hint)")
  }
}
