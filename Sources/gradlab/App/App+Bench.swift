import Glibc
import Lessons
import Networks
import Screens

extension App {
  /// Keeps a bench as a lesson file in the working folder, and says where it is or what went wrong.
  mutating func save(_ draft: PlayDraft) {
    do {
      let folder = try WorkingFolder.path()
      try NewFile.write(Array(try draft.text(in: folder).utf8), to: draft.fileName)
      take(.notice("Saved: \(folder == "/" ? "" : folder)/\(draft.fileName)"))
    } catch {
      take(.fault("\(error)"))
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

/// Files that take the place of nothing.
private enum NewFile {
  struct Fault: Error, CustomStringConvertible {
    var path: String
    var reason: String

    var description: String { "not saved: \(path): \(reason)" }
  }

  /// Writes a file, whole or not at all.
  /// - Throws: also where there is one of that name.
  static func write(_ bytes: [UInt8], to path: String) throws(Fault) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      throw Fault(
        path: path,
        reason: errno == EEXIST
          ? "it is there already; choose another name" : String(cString: strerror(errno)))
    }
    let isWritten = bytes.withUnsafeBytes { bytes in
      (try? AtomicFile.put(bytes, to: file, path: path)) != nil && fsync(file) == 0
    }
    let reason = String(cString: strerror(errno))
    guard close(file) == 0, isWritten else {
      unlink(path)
      throw Fault(path: path, reason: reason)
    }
  }
}
