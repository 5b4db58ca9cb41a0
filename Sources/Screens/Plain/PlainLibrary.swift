import Charts
import Lab
import Lessons

/// The lessons as a numbered list, by part.
struct PlainLibrary {
  let library: LibraryModel

  /// - Parameter words: only lessons with these in number, title, question or part; empty: all.
  func lines(_ words: String = "") -> [String] {
    var filtered = library
    filtered.filter.text = words
    var part: String?
    var lines: [String] = []
    for entry in filtered.entries {
      switch entry {
      case .session(let session, let lesson):
        lines.append(
          "resume: \(lesson.title), page \(session.page + 1), step \(session.step), left "
            + "\(session.when).")
      case .lesson(let lesson):
        let heading = library.catalog?.heading(of: lesson) ?? lesson.part
        if heading != part {
          lines.append(heading == lesson.part ? "Part \(heading)" : heading)
        }
        part = heading
        lines.append(line(of: lesson))
      case .broken(let file):
        lines.append("\(file.path) can't be read: \(file.faults.first ?? "")")
      }
    }
    if lines.isEmpty { return ["No lesson has \u{201C}\(words)\u{201D}."] }
    return lines.map(\.spoken) + ["Type the number of a lesson to open it, or help."]
  }

  /// "7: Kaiming against bad initialization, 3 of 8 pages".
  private func line(of lesson: Lesson) -> String {
    let isShared = (library.catalog?.lessons ?? []).count { $0.number == lesson.number } > 1
    let number = isShared ? "\(lesson.number) (\(lesson.id))" : "\(lesson.number)"
    let progress =
      library.progress[lesson.id].map {
        ", " + $0.text.replacing(" \u{00B7} ", with: ", ")
      } ?? ""
    return "\(number): \(lesson.title)\(progress)"
  }

  /// The lesson that a word means: an id or its start, a number, or a part of its title.
  func lesson(_ word: String) -> Result<Lesson, PlainRefusal> {
    let lessons = library.catalog?.lessons ?? []
    let typed = word.lowercased()
    if let exact = lessons.first(where: { $0.id == typed }) { return .success(exact) }
    let ways: [(Lesson) -> Bool] = [
      { "\($0.number)" == typed }, { $0.id.hasPrefix(typed) },
      { $0.title.lowercased().contains(typed) },
    ]
    for way in ways where !typed.isEmpty {
      let found = lessons.filter(way)
      if found.count == 1 { return .success(found[0]) }
      if found.count > 1 {
        let names = found.prefix(6).map(\.id).listed
        return .failure(
          PlainRefusal("\u{201C}\(word)\u{201D} may be \(names): type more of it."))
      }
    }
    return .failure(
      PlainRefusal("There is no lesson \u{201C}\(word)\u{201D}: lessons lists them by number."))
  }
}

/// Why a line can't be taken, in a sentence that says what can be typed.
struct PlainRefusal: Error, Hashable {
  var text: String
  init(_ text: String) { self.text = text }
}
