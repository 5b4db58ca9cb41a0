import Glibc
import Lessons
import Networks

/// Files that take the place of nothing.
enum NewFile {
  struct Fault: Error, CustomStringConvertible {
    var path: String
    var reason: String

    var description: String {
      "not saved: \(path.isEmpty ? "a file without a name" : path.safe(limit: 200)): \(reason)"
    }
  }

  /// Before anything is computed for it.
  /// - Throws: where there is one of that name, or no folder to write it in.
  static func check(_ path: String) throws(Fault) {
    var status = stat()
    guard lstat(path, &status) != 0 else {
      throw Fault(path: path, reason: "it is there already; choose another name")
    }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
    guard access(folder ?? ".", W_OK) == 0 else {
      throw Fault(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// Writes a file, whole or not at all.
  /// - Parameter hint: what to do where there is one of that name.
  /// - Throws: also where there is one of that name.
  static func write(
    _ bytes: [UInt8], to path: String, ifThere hint: String = "choose another name"
  ) throws(Fault) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      throw Fault(
        path: path,
        reason: errno == EEXIST
          ? "it is there already; \(hint)" : String(cString: strerror(errno)))
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
