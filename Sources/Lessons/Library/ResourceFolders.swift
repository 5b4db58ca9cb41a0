import Glibc

/// Where the lessons and data files are.
public struct ResourceFolders: Hashable, Sendable {
  public var lessons: String
  public var assets: String
  /// The lessons that `gradlab new` begins with, wherever the others are.
  public var templates: String

  /// Looks, in this order, in `root` if one is given (and nowhere else), in the working folder,
  /// where `make install` puts them (`PREFIX/share/gradlab` for `PREFIX/bin/gradlab`), and in the
  /// source checkout that the executable was built in.
  ///
  /// `root` holds `Lessons` (or is itself the folder of lessons); the assets are looked for in
  /// `root`, then in the other places.
  public static func find(
    root: String?, executable: String? = executablePath(), workingFolder: String = "."
  ) -> ResourceFolders {
    var places = [workingFolder]
    if let executable {
      let folder = parent(of: executable)
      places.append("\(parent(of: folder))/share/gradlab")
      places += ancestors(of: folder).filter { isFile("\($0)/Package.swift") }
    }
    let lessons = root.map { isFolder("\($0)/Lessons") ? "\($0)/Lessons" : $0 }
    let assets = (root.map { [$0] } ?? []) + places
    return ResourceFolders(
      lessons: lessons ?? folder("Lessons", in: places), assets: folder("Assets", in: assets),
      templates: folder("Lessons/Templates", in: places))
  }

  /// The path of the running program.
  public static func executablePath() -> String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// The first place that has the folder; where none has it, the first place, for the message.
  private static func folder(_ name: String, in places: [String]) -> String {
    let paths = places.map { $0 == "." ? name : "\($0)/\(name)" }
    return paths.first(where: isFolder) ?? paths.first ?? name
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  private static func ancestors(of folder: String) -> [String] {
    var result = [folder]
    while let last = result.last, last != "/", result.count < 64 { result.append(parent(of: last)) }
    return result
  }

  package static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }
  package static func isFile(_ path: String) -> Bool { kind(path) == S_IFREG }

  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
