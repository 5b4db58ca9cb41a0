import Glibc

/// Where the program under test and its lessons are.
public enum ProgramUnderTest {
  /// `GRADLAB_PROGRAM`, else `gradlab` in the folder of the running program: the same products.
  public static let path: String = {
    if let named = getenv("GRADLAB_PROGRAM") { return String(cString: named) }
    var folder = realPath("/proc/self/exe")
    while let slash = folder.lastIndex(of: "/") {
      folder = String(folder[..<slash])
      let candidate = folder + "/gradlab"
      if access(candidate, X_OK) == 0, !isFolder(candidate) { return candidate }
    }
    return "gradlab"
  }()

  private static func realPath(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
