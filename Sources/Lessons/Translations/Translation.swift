/// A lesson in another language: `NAME.fr.md` beside `NAME.md`, with the same id, numbers and claims.
public enum Translation {
  /// What the name of a file says; nil: it is none of a translation.
  package static func name(of file: String) -> (original: String, language: LanguageTag)? {
    guard file.hasSuffix(".md") else { return nil }
    let stem = file.dropLast(".md".count)
    guard let dot = stem.lastIndex(of: "."), dot > stem.startIndex,
      stem[stem.index(before: dot)] != "/",
      let language = LanguageTag(String(stem[stem.index(after: dot)...]))
    else { return nil }
    return ("\(stem[..<dot]).md", language)
  }

  /// The file that another one is a translation of; nil: there is none.
  public static func original(of path: String) -> String? {
    name(of: path).flatMap { ResourceFolders.isFile($0.original) ? $0.original : nil }
  }

  /// The translations that lie beside a lesson file, in the order of their names.
  public static func all(of path: String) -> [String] {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let file = parts.last, let names = FolderNames(path: folder(of: path)) else { return [] }
    let prefix = String(path.dropLast(file.count))
    return names.filter { name(of: $0)?.original == String(file) }.sorted().map { prefix + $0 }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

extension Lesson {
  /// The lesson in the first of the languages that there is a translation for; itself where there is none,
  /// or where it is in a language that is wanted more.
  /// - Throws: the faults of the translation, also where it says other things than this one.
  public func translated(into languages: [LanguageTag]) throws(BrokenLesson) -> Lesson {
    for wanted in languages {
      for tag in wanted.alternatives {
        let file = "\(path.dropLast(".md".count)).\(tag).md"
        guard path.hasSuffix(".md"), ResourceFolders.isFile(file) else { continue }
        return try TranslationCheck(self, file: file).lesson
      }
      if LanguageTag(language)?.language == wanted.language { return self }
    }
    return self
  }
}
