import Glibc

/// The lessons of a folder, and of a person's own one.
public struct LessonLibrary: Sendable {
  public let root: String
  /// Those of the folder, then those of the person's own one; each in the order of their numbers, then of
  /// their file names.
  public private(set) var lessons: [Lesson] = []
  /// The files that can't be opened as lessons, in the order of their names.
  public private(set) var broken: [BrokenLesson] = []

  /// More files in a folder are not read.
  public static let fileLimit = 1_000

  private let languages: [LanguageTag]

  /// Reads every `*.md` file of the folder but its README; a lesson whose id an earlier file has is
  /// listed as broken.
  /// - Parameters:
  ///   - personal: the person's own folder; files in it and in the folders there are read, too.
  ///   - languages: those that lessons are wanted in, the most wanted first.
  ///   - watch: called before each file with its path and what was read so far.
  /// - Throws: when there is no such folder `root`; of the person's own one it is listed as broken.
  public init(
    root: String, personal: String? = nil, languages: [LanguageTag] = [],
    watch: (_ path: String, _ read: LessonLibrary) -> Void = { _, _ in }
  ) throws(LibraryFault) {
    (self.root, self.languages) = (root, languages)
    for path in try Self.files(in: root) {
      watch(path, self)
      read(path)
    }
    guard let personal, !Self.isSame(personal, root) else { return }
    let files = PersonalFiles(in: personal)
    broken += files.unreadable
    for path in files.paths {
      watch(path, self)
      if !CourseOutline.isCourse(path: path) { read(path, isPersonal: true) }
    }
  }

  /// Whether two paths are one folder.
  private static func isSame(_ first: String, _ second: String) -> Bool {
    FileStamp(path: first).map { $0 == FileStamp(path: second) } ?? false
  }

  private mutating func read(_ path: String, isPersonal: Bool = false) {
    do {
      let original = try Lesson.read(path: path)
      var lesson = original
      do throws(BrokenLesson) { lesson = try original.translated(into: languages) } catch {
        broken.append(error)
      }
      lesson.isPersonal = isPersonal
      if let first = lessons.first(where: { $0.id == lesson.id }) {
        let fact = LessonFact.repeatedLesson(id: lesson.id, firstPath: first.path)
        let fault = LessonFault(path: path, line: 1, column: 1, fact: fact)
        broken.append(BrokenLesson(path: path, faults: [fault]))
      } else {
        let place = lessons.firstIndex { $0.isPersonal == isPersonal && $0.number > lesson.number }
        lessons.insert(lesson, at: place ?? lessons.endIndex)
      }
    } catch {
      broken.append(error)
    }
  }

  /// The files of the courses in a person's own folder, and in the folders there.
  public static func courses(in folder: String) -> [String] {
    PersonalFiles(in: folder).paths.filter(CourseOutline.isCourse)
  }

  /// What the file of a course or a template is called by: its name without `.md`.
  package static func name(ofFile path: String) -> String {
    String((path.split(separator: "/").last ?? "").dropLast(".md".count))
  }

  public subscript(id: String) -> Lesson? { lessons.first { $0.id == id } }

  /// The id that `id` most likely means.
  public func nearestID(to id: String) -> String? {
    nearestName(to: id, in: lessons.map(\.id))
  }

  /// The paths of the lesson files in the folder, sorted by name; translations are in none of them.
  public static func files(in root: String) throws(LibraryFault) -> [String] {
    guard let folder = FolderNames(path: root) else {
      throw LibraryFault(root: root, reason: FileContent.lastError)
    }
    var names: [String] = []
    while names.count < fileLimit, let name = folder.next() {
      if name.hasSuffix(".md"), !name.hasPrefix("."), name.lowercased() != "readme.md" {
        names.append(name)
      }
    }
    let all = Set(names)
    names.removeAll { Translation.name(of: $0).map { all.contains($0.original) } ?? false }
    return names.sorted().map { root.hasSuffix("/") ? root + $0 : "\(root)/\($0)" }
  }
}

/// Why a folder of lessons can't be read.
public struct LibraryFault: Error, Hashable, Sendable, CustomStringConvertible {
  public var root: String
  /// The system's words: no such folder, not a folder, too many symbolic links.
  public var reason: String

  public init(root: String, reason: String) {
    self.root = root
    self.reason = reason
  }

  public var description: String {
    "\(root.safe(limit: 400)): the folder of lessons can't be read: \(reason)"
  }
}
