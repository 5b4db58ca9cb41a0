import ArgumentParser
import Lab
import Lessons
import Screens

/// The lessons and the data that a command works with.
struct LessonShelf {
  let folders: ResourceFolders
  let data: DataLibrary
  private var library: LessonLibrary?
  /// The person's own folder; nil: it is left out.
  let personal: String?
  /// Those that lessons are wanted in, the most wanted first.
  let languages: [LanguageTag]
  /// The course by whose order the lessons stand.
  var course: CourseOrder?
  /// Lessons that were read by themselves: they stand in place of what the folder has.
  private var opened: [Lesson] = []

  /// Finds the folders, and reads no lesson yet.
  /// - Parameters:
  ///   - languages: what somebody wants who has not said it by an option.
  ///   - personal: whether the person's own lessons are read, too; never where a folder is named.
  /// - Throws: `LibraryFault` where there is no folder of lessons and one is needed, `SystemFault`
  ///   where there is no memory to read them.
  init(
    _ options: FolderOptions, needsLessons: Bool = true, languages: [LanguageTag] = [],
    personal: Bool = true
  ) throws {
    try ProcessMemory.require()
    folders = ResourceFolders.find(root: options.root)
    data = DataLibrary(folder: folders.assets)
    self.languages = options.language.map { [$0] } ?? languages
    self.personal = personal && options.root == nil ? PersonalFolder.lessons() : nil
    if needsLessons { _ = try LessonLibrary.files(in: folders.lessons) }
  }

  /// A shelf with the lessons that the words of a command line name. The folder is read where
  /// they name none, or one by something else than its path.
  /// - Throws: `ValidationError` for a name of no lesson; `ExitCode` for a broken file, whose faults
  ///   are printed.
  static func find(
    _ names: [String], _ options: FolderOptions, languages: [LanguageTag] = [],
    personal: Bool = true
  ) throws -> (LessonShelf, [Lesson]) {
    let needsFolder = names.isEmpty || names.contains { !LessonPath.isPath($0) }
    var shelf = try LessonShelf(
      options, needsLessons: needsFolder, languages: languages, personal: personal)
    if needsFolder { try shelf.read() }
    let lessons = try names.map { try shelf.find($0, translated: options.language != nil) }
    return (shelf, lessons)
  }

  static func find(
    _ name: String, _ options: FolderOptions, languages: [LanguageTag] = []
  ) throws -> (LessonShelf, Lesson) {
    let (shelf, lessons) = try find([name], options, languages: languages)
    return (shelf, lessons[0])
  }

  /// The same, with the data that the options put in place of the lesson's.
  static func find(
    _ name: String, _ folders: FolderOptions, _ data: DataOptions, languages: [LanguageTag] = []
  ) throws -> (LessonShelf, Lesson) {
    var (shelf, lesson) = try find(name, folders, languages: languages)
    let chosen = try data.lesson(lesson)
    if chosen.ownData != nil { shelf.put(chosen) }
    return (shelf, chosen)
  }

  /// - Parameter translated: whether a path stands for its translation, too.
  private mutating func find(_ name: String, translated: Bool) throws -> Lesson {
    guard LessonPath.isPath(name) else { return try lesson(named: name) }
    let lesson = try LessonPath.read(name, languages: translated ? languages : [])
    put(lesson)
    return lesson
  }

  /// A shelf with all lessons read.
  static func read(_ options: FolderOptions, personal: Bool = true) throws -> LessonShelf {
    var shelf = try LessonShelf(options, personal: personal)
    try shelf.read()
    return shelf
  }

  /// Reads all lessons, unless that is done.
  mutating func read() throws {
    if library == nil {
      library = try LessonFiles(
        root: folders.lessons, personal: personal, languages: languages
      ).readAll()
    }
  }

  var isRead: Bool { library != nil }

  /// Takes over what was read elsewhere.
  mutating func take(_ library: LessonLibrary) { self.library = library }

  /// Puts a lesson in place of those with its path or its id.
  mutating func put(_ lesson: Lesson) {
    opened.removeAll { $0.path == lesson.path || $0.id == lesson.id }
    opened.append(lesson)
  }

  var lessons: [Lesson] {
    (library?.lessons ?? []).filter { lesson in
      !opened.contains { $0.path == lesson.path || $0.id == lesson.id }
    } + opened
  }

  var broken: [BrokenLesson] {
    (library?.broken ?? []).filter { file in !opened.contains { $0.path == file.path } }
  }

  /// - Parameter path: the file that is still being read.
  func catalog(reading path: String? = nil) -> Catalog {
    Catalog(
      lessons: lessons,
      broken: broken.map { Catalog.Broken(path: $0.path, faults: $0.faults.map(\.description)) },
      folders: [folders.lessons] + (personal.map { [$0] } ?? []), reading: path,
      course: course.map { order in
        Catalog.Course(title: order.title, lessons: order.ids { try? lesson(named: $0).id })
      })
  }

  /// The lesson with this id or number, or the only one whose id begins so.
  /// - Throws: `ValidationError` that says what `name` may have meant.
  func lesson(named name: String) throws -> Lesson {
    if let lesson = lessons.first(where: { $0.id == name }) { return lesson }
    // A person's own lessons may have any numbers: those that are shipped go before.
    let all = Int(name).map { number in lessons.filter { $0.number == number } } ?? []
    let shipped = all.filter { !$0.isPersonal }
    let numbered = shipped.isEmpty ? all : shipped
    let candidates =
      numbered.isEmpty ? lessons.filter { !name.isEmpty && $0.id.hasPrefix(name) } : numbered
    if candidates.count == 1 { return candidates[0] }
    if candidates.count > 1 {
      throw ValidationError(
        "“\(name.safe())” may be " + candidates.map(\.id).joined(separator: " or "))
    }
    if let broken = broken.first(where: { $0.path.hasSuffix("\(name).md") }) {
      throw LessonPath.refuse(broken)
    }
    let hint =
      LessonPath.file(called: name).map { "for the file write \($0.safe())" }
      ?? library?.nearestID(to: name).map { "did you mean \($0)?" } ?? "gradlab list shows all"
    throw ValidationError("there is no lesson “\(name.safe())”; \(hint)")
  }
}
