internal import Glibc

/// Where programs keep what should last from one start to the next.
/// - Source: XDG Base Directory Specification 0.8
public enum StateFolder {
  /// `$XDG_STATE_HOME/gradlab`, else `~/.local/state/gradlab`; nil: the environment names no folder.
  /// Paths that are not absolute are no paths, as the specification says.
  public static func path(in environment: (String) -> String? = Self.variable) -> String? {
    func absolute(_ name: String) -> String? {
      environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let folder = absolute("XDG_STATE_HOME") ?? absolute("HOME").map { "\($0)/.local/state" }
    return folder.map { "\($0)/gradlab" }
  }

  public static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Makes a folder with those above it that are not there, for this user alone.
  /// - Returns: 0, or the code of what went wrong.
  static func make(_ path: String) -> Int32 {
    if mkdir(path, 0o700) == 0 { return 0 }
    let code = errno
    if code == EEXIST { return 0 }
    guard code == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      return code
    }
    let above = make(String(path[..<slash]))
    if above != 0 { return above }
    return mkdir(path, 0o700) == 0 || errno == EEXIST ? 0 : errno
  }
}
