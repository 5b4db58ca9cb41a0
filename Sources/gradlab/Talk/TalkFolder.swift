import Glibc
import Lab

/// Where terminals of one user meet: a folder that nobody else can look into.
/// - Source: XDG Base Directory Specification 0.8 (`XDG_RUNTIME_DIR`)
enum TalkFolder {
  /// `$XDG_RUNTIME_DIR/gradlab`, else `/tmp/gradlab-UID`; it is made where it isn't there.
  /// - Throws: `TalkFault` where it can't be made, or isn't this user's alone.
  static func path() throws(TalkFault) -> String {
    let variable = StateFolder.variable("XDG_RUNTIME_DIR").flatMap { $0.hasPrefix("/") ? $0 : nil }
    let path = variable.map { "\($0)/gradlab" } ?? "/tmp/gradlab-\(getuid())"
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw TalkFault("\(path): the folder for talks can't be made: \(reason)")
    }
    var status = stat()
    // Not through a link, which somebody else may have put there.
    guard lstat(path, &status) == 0 else {
      throw TalkFault("\(path): the folder for talks can't be read: \(reason)")
    }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == getuid(), status.st_mode & 0o077 == 0
    else {
      throw TalkFault(
        "\(path): talks need a folder that belongs to you alone (mode 700); remove it, or set "
          + "XDG_RUNTIME_DIR to one")
    }
    return path
  }

  /// The sockets of talks, the newest first.
  static func sockets(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var found: [(path: String, time: Int)] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix("talk-"), name.hasSuffix(".socket") else { continue }
      var status = stat()
      let path = "\(folder)/\(name)"
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { continue }
      found.append((path, status.st_mtim.tv_sec))
    }
    return found.sorted { ($0.time, $0.path) > ($1.time, $1.path) }.map(\.path)
  }

  static var reason: String { String(cString: strerror(errno)) }
}

/// Why two terminals don't meet; a sentence.
struct TalkFault: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
