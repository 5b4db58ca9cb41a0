/// The lesson files of a folder, and of a person's own one. Each is read by itself, on whatever thread; what is
/// read becomes a library.
public struct LessonFiles: Sendable {
  public let root: String
  /// Those of the folder, then the person's own ones; each sorted by name.
  public let paths: [String]

  private let languages: [LanguageTag]
  private let sharedCount: Int
  private let unreadable: [BrokenLesson]

  /// Looks for them, and reads none.
  /// - Parameters:
  ///   - root: every `*.md` file in it but its README.
  ///   - personal: the person's own folder; files in it and in the folders there are read, too.
  ///   - languages: those that lessons are wanted in, the most wanted first.
  /// - Throws: when there is no such folder `root`; of the person's own one it is listed as broken.
  public init(
    root: String, personal: String? = nil, languages: [LanguageTag] = []
  ) throws(LibraryFault) {
    (self.root, self.languages) = (root, languages)
    let shared = try LessonLibrary.files(in: root)
    sharedCount = shared.count
    guard let personal, !Self.isSame(personal, root) else {
      (paths, unreadable) = (shared, [])
      return
    }
    let files = PersonalFiles(in: personal)
    paths = shared + files.paths.filter { !CourseOutline.isCourse(path: $0) }
    unreadable = files.unreadable
  }

  /// Whether two paths are one folder.
  private static func isSame(_ first: String, _ second: String) -> Bool {
    FileStamp(path: first).map { $0 == FileStamp(path: second) } ?? false
  }

  /// What the file at that place of `paths` is.
  public func read(_ index: Int) -> LessonFile {
    let path = paths[index]
    do {
      var lesson = try Lesson.read(path: path)
      var fault: BrokenLesson?
      do throws(BrokenLesson) { lesson = try lesson.translated(into: languages) } catch {
        fault = error
      }
      lesson.isPersonal = index >= sharedCount
      return LessonFile(path: path, result: .success(lesson), translationFault: fault)
    } catch {
      return LessonFile(path: path, result: .failure(error))
    }
  }

  /// The library of what was read so far.
  /// - Parameter files: in the order of the paths; some may be missing.
  public func library(_ files: [LessonFile]) -> LessonLibrary {
    LessonLibrary(root: root, unreadable: unreadable, files: files)
  }
}

/// A file that was read: the lesson, or what is wrong with it.
public struct LessonFile: Sendable {
  let path: String
  let result: Result<Lesson, BrokenLesson>
  /// What is wrong with its translation, where it is shown without it.
  var translationFault: BrokenLesson?
}
