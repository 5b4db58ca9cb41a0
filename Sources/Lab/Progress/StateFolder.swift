internal import Glibc

/// Where programs keep what should last from one start to the next.
/// - Source: XDG Base Directory Specification 0.8
public enum StateFolder {
  /// `$XDG_STATE_HOME/gradlab`, else `~/.local/state/gradlab`; nil: the environment names no folder.
  /// Paths that are not absolute are no paths, as the specification says.
  public static func path(in environment: (String) -> String? = Self.variable) -> String? {
    base("XDG_STATE_HOME", inHome: ".local/state", environment).map { joined($0, "gradlab") }
  }

  /// The folder that a variable names, else one in HOME; nil: neither has an absolute path.
  package static func base(
    _ variable: String, inHome: String, _ environment: (String) -> String?
  ) -> String? {
    func absolute(_ name: String) -> String? {
      environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    return absolute(variable) ?? absolute("HOME").map { joined($0, inHome) }
  }

  package static func joined(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
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
