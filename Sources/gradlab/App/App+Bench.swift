import Glibc
import Lessons
import Networks
import Screens

extension App {
  /// Keeps a bench as a lesson file in the working folder, and says where it is or what went wrong.
  mutating func save(_ draft: PlayDraft, typed: String) {
    do {
      let folder = try WorkingFolder.path()
      try NewFile.write(Array(try draft.text(in: folder).utf8), to: draft.fileName)
      take(.notice("Saved: \(folder == "/" ? "" : folder)/\(draft.fileName)"))
    } catch {
      take(.commandRefused(typed: typed, reason: "\(error)"))
    }
  }
}

/// The folder that relative paths start at.
private enum WorkingFolder {
  static func path() throws(NewFile.Fault) -> String {
    guard let path = getcwd(nil, 0) else {
      throw NewFile.Fault(path: "the working folder", reason: String(cString: strerror(errno)))
    }
    defer { free(path) }
    return String(cString: path)
  }
}
