extension Lesson {
  /// The first other lesson file in this one's folder that has the same id; nil: there is none. A folder
  /// of lessons opens only the first of them.
  public var twin: String? {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? "."
    let own = Set(
      [path, Translation.original(of: path)].compactMap { $0.flatMap(FileStamp.init(path:)) })
    let others = (try? LessonLibrary.files(in: folder)) ?? []
    return others.first { other in
      !(FileStamp(path: other).map(own.contains) ?? true) && Self.id(inFile: other) == id
    }
  }

  /// The id in the front matter of a file, which may have any faults.
  private static func id(inFile path: String) -> String? {
    guard case .success(let bytes) = FileContent.read(path, limit: LessonText.sizeLimit) else {
      return nil
    }
    let log = FaultLog(path: path)
    guard let text = LessonText(bytes, log: log), let outline = LessonOutline(text, log: log) else {
      return nil
    }
    return YAMLDocument(outline.frontMatter, log: log).fields(name: "")?["id"]?.string()
  }
}
