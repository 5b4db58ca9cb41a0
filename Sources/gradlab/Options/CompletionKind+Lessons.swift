import ArgumentParser
import Experiments
import Lessons

/// What shells propose for a word: they ask the program itself, which reads the lessons.
extension CompletionKind {
  /// Lessons by their ids, files where the word is a path.
  static let lessons = custom { words, _, word in
    LessonPath.isPath(word) ? LessonPath.files(after: word) : TypedWords(words).lessons
  }

  /// Lessons and courses.
  static let talks = custom { words, _, word in
    guard !LessonPath.isPath(word) else { return LessonPath.files(after: word) }
    let words = TypedWords(words)
    return words.courses + words.lessons
  }

  // Of the lesson that stands before.
  static let knobs = custom { words, _, _ in
    TypedWords(words).lesson?.knobs.filter { !$0.isText }.map(\.name) ?? []
  }
  static let knobValues = custom { words, _, _ in
    TypedWords(words).lesson?.knobs.flatMap(\.assignments) ?? []
  }
  static let arms = custom { words, _, _ in TypedWords(words).lesson?.arms.map(\.id) ?? [] }
  static let claims = custom { words, _, _ in TypedWords(words).lesson?.claims.map(\.name) ?? [] }
  static let plots = custom { words, _, _ in TypedWords(words).lesson?.plots.map(\.name) ?? [] }
  static let probes = custom { words, _, _ in
    (TypedWords(words).lesson?.probes.map(\.name) ?? []) + Measure.all.map(\.name)
  }
}

/// The words of a command line that somebody is still typing.
private struct TypedWords {
  /// Behind `gradlab` and the command, without options and their values.
  private let words: [String]
  private let folders: FolderOptions?
  private let shelf: LessonShelf?

  init(_ words: [String]) {
    let command = words.dropFirst().first
    let options =
      (try? CommandTable(of: GradLab.self))?.commands.first { $0.name == command }?
      .arguments.filter { $0.kind == .option }.flatMap(\.names) ?? []
    self.words = zip(words, words.dropFirst()).dropFirst().compactMap { previous, word in
      word.hasPrefix("-") || options.contains(previous) ? nil : word
    }
    let root = words.firstIndex(of: "--root").map { words[$0...].prefix(2) } ?? []
    folders = try? FolderOptions.parse(root.count == 2 ? Array(root) : [])
    shelf = folders.flatMap { try? LessonShelf.read($0) }
  }

  var lessons: [String] { shelf?.lessons.map(\.id) ?? [] }

  var courses: [String] {
    folders.map { LessonShelf.courses($0).map(LessonLibrary.name(ofFile:)) } ?? []
  }

  /// The first word that names one.
  var lesson: Lesson? {
    for word in words where !word.isEmpty {
      if LessonPath.isPath(word) {
        if let lesson = try? Lesson.read(path: word) { return lesson }
      } else if let lesson = try? shelf?.lesson(named: word) {
        return lesson
      }
    }
    return nil
  }
}

extension Knob {
  /// `name=value`, for each of the values where they are few, else for the one that the lesson has.
  fileprivate var assignments: [String] {
    let values =
      switch kind {
      case .choice(let words): words
      case .matrix(let kind): kind.presets.map(\.name)
      case .number, .text, .position: [value.argument]
      }
    return values.map { "\(name)=\($0)" }
  }
}

extension LessonPath {
  /// The lesson files and folders that a path may become.
  fileprivate static func files(after path: String) -> [String] {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let names = FolderNames(path: folder.isEmpty ? "." : folder).map(Array.init) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().compactMap { name in
      if name.hasSuffix(".md") { return folder + name }
      return FolderNames(path: folder + name) == nil ? nil : "\(folder)\(name)/"
    }
  }
}
