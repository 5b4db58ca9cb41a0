internal import Yams

/// A lesson to begin with: a whole lesson of the folder `Templates`, which gets another id and title. The
/// name of its file is the kind, so that a new kind is one file.
public struct LessonTemplate: Sendable {
  public let kind: String
  private let lines: [String]

  /// The kinds that a folder has, in the order of their names.
  /// - Throws: where there is no such folder.
  public static func kinds(in folder: String) throws(LibraryFault) -> [String] {
    try LessonLibrary.files(in: folder).map(LessonLibrary.name(ofFile:))
  }

  /// - Throws: where its file can't be read.
  public init(_ kind: String, in folder: String) throws(BrokenLesson) {
    self.kind = kind
    let path = "\(folder)/\(kind).md"
    let log = FaultLog(path: path)
    switch FileContent.read(path, limit: LessonText.sizeLimit) {
    case .success(let bytes):
      guard let text = LessonText(bytes, log: log) else { throw log.broken }
      lines = text.lines
    case .failure(.unreadable(let reason)):
      log.add(.unreadable(reason: reason), line: 0, column: 0)
      throw log.broken
    case .failure(.tooLarge(let bytes)):
      log.add(.tooLarge(bytes: bytes, limit: LessonText.sizeLimit), line: 0, column: 0)
      throw log.broken
    }
  }

  /// The text of a lesson that begins so.
  /// - Parameter title: nil: what the id says, as words.
  public func text(id: String, title: String? = nil) -> String {
    var open = [
      "id: ": Node.Scalar(id).looksLikeAnotherType ? yamlText(id) : id,
      "title: ": yamlText(title ?? Self.title(of: id)),
    ]
    return lines.map { line in
      guard let key = open.keys.first(where: line.hasPrefix),
        let value = open.removeValue(forKey: key)
      else { return line }
      return key + value
    }.joined(separator: "\n")
  }

  /// "my-first-lesson": My first lesson.
  static func title(of id: String) -> String {
    let words = id.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
