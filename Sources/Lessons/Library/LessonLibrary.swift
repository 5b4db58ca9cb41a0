/// The lessons of a folder, and of a person's own one.
public struct LessonLibrary: Sendable {
  public let root: String
  /// Those of the folder, then those of the person's own one; each in the order of their numbers, then of
  /// their file names.
  public private(set) var lessons: [Lesson] = []
  /// The files that can't be opened as lessons, in the order of their names; then folders that can't be read.
  public private(set) var broken: [BrokenLesson] = []

  /// More files in a folder are not read.
  public static let fileLimit = 1_000

  /// Reads every `*.md` file of the folder but its README, one after the other; `LessonFiles` says what is
  /// read of the person's own folder, and what is listed as broken.
  /// - Throws: when there is no such folder `root`.
  public init(
    root: String, personal: String? = nil, languages: [LanguageTag] = []
  ) throws(LibraryFault) {
    let files = try LessonFiles(root: root, personal: personal, languages: languages)
    self = files.library(files.paths.indices.map(files.read))
  }

  /// - Parameter files: what was read, in the order of the paths; a lesson whose id an earlier one has is
  ///   listed as broken.
  init(root: String, unreadable: [BrokenLesson], files: [LessonFile]) {
    self.root = root
    var places: [String: String] = [:]
    for file in files {
      if let fault = file.translationFault { broken.append(fault) }
      switch file.result {
      case .failure(let fault): broken.append(fault)
      case .success(let lesson):
        if let first = places[lesson.id] {
          let fact = LessonFact.repeatedLesson(id: lesson.id, firstPath: first)
          let fault = LessonFault(path: file.path, line: 1, column: 1, fact: fact)
          broken.append(BrokenLesson(path: file.path, faults: [fault]))
        } else {
          places[lesson.id] = lesson.path
          let place = lessons.firstIndex {
            $0.isPersonal == lesson.isPersonal && $0.number > lesson.number
          }
          lessons.insert(lesson, at: place ?? lessons.endIndex)
        }
      }
    }
    broken += unreadable
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
