internal import Glibc
internal import Lessons
internal import Networks

/// The folder of logs: `NAME.log` with the commands of a session, `NAME.state` beside it with its runs.
public struct SessionFolder: Sendable {
  /// The most sessions that are kept, and the bytes of one log.
  static let sessionLimit = 100
  static let logLimit = 16 << 20

  public let path: String
  /// Bytes that all files may take.
  let budget: Int

  /// - Parameters:
  ///   - path: an absolute path; it need not be there yet.
  ///   - budget: nil: 256 MiB.
  public init(path: String, budget: Int? = nil) {
    (self.path, self.budget) = (path, budget ?? 256 << 20)
  }

  /// The one of this user; nil: the environment names no folder.
  public static func ofUser(budget: Int? = nil) -> SessionFolder? {
    StateFolder.path().map { SessionFolder(path: "\($0)/sessions", budget: budget) }
  }

  struct File: Hashable {
    var name: String
    var bytes: Int
    /// When it was written last, in nanoseconds since 1970.
    var time: Int

    var isPartial: Bool { name.hasSuffix(".partial") }
    /// Without `.log` or `.state`, and what an unfinished one has after that.
    var session: String {
      var name = Substring(name)
      if isPartial {
        name = name.dropLast(8).split(separator: ".").dropLast().joined(separator: ".")[...]
      }
      for ending in [".log", ".state"] where name.hasSuffix(ending) {
        return String(name.dropLast(ending.count))
      }
      return String(name)
    }
  }

  func path(_ session: String, _ ending: String) -> String { "\(path)/\(session).\(ending)" }

  /// A name that no session has, in the order of time.
  func newName(_ lesson: String, now: UTCTime = .now()) -> String {
    let time = now.description.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
    let id = lesson.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    var (name, number) = ("\(time)-\(getpid())-\(id)", 1)
    var status = stat()
    while stat(path(name, "log"), &status) == 0 {
      number += 1
      name = "\(time)-\(getpid())-\(id)-\(number)"
    }
    return name
  }

  /// All files of sessions.
  func files() -> [File] {
    (FolderNames(path: path).map(Array.init) ?? []).compactMap { name in
      guard [".log", ".state", ".partial"].contains(where: name.hasSuffix) else { return nil }
      var status = stat()
      guard stat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        return nil
      }
      let time = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
      return File(name: name, bytes: Int(status.st_size), time: time)
    }
  }

  /// The names of all sessions, the one that was written last first.
  func sessions() -> [String] {
    files().filter { $0.name.hasSuffix(".log") }
      .sorted { ($0.time, $0.name) > ($1.time, $1.name) }.map(\.session)
  }

  /// Removes the oldest sessions until the rest is within the limits.
  /// - Parameters:
  ///   - used: those that are never removed.
  ///   - room: bytes that are about to be written.
  func prune(sparing used: Set<String>, room: Int = 0) {
    var files = files()
    let now = UTCTime.now().seconds
    // Of a program that died.
    for file in files where file.isPartial && file.time / 1_000_000_000 < now - 3600 {
      unlink("\(path)/\(file.name)")
    }
    files.removeAll(where: \.isPartial)
    let sessions = Dictionary(grouping: files, by: \.session)
    var count = sessions.count
    var bytes = files.reduce(room) { $0 + $1.bytes }
    let oldest = sessions.sorted { ($0.value.latest, $0.key) < ($1.value.latest, $1.key) }
    for (name, files) in oldest
    where (count > Self.sessionLimit || bytes > budget) && !used.contains(name) {
      for file in files { unlink("\(path)/\(file.name)") }
      count -= 1
      bytes -= files.reduce(0) { $0 + $1.bytes }
    }
  }
}

extension [SessionFolder.File] {
  fileprivate var latest: Int { map(\.time).max() ?? 0 }
}
