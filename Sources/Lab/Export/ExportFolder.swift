internal import Glibc
internal import Networks

/// A file of an export.
public struct ExportedFile: Hashable, Sendable {
  public var name: String
  public var content: [UInt8]
  public var isProgram: Bool

  public init(name: String, content: [UInt8], isProgram: Bool = false) {
    self.name = name
    self.content = content
    self.isProgram = isProgram
  }
}

/// A folder that gets all files of an export or none.
public struct ExportFolder: Sendable {
  public let path: String
  private let replaces: Bool

  /// Looks at what is there, so that nobody computes for a folder that can't be written.
  /// - Parameter replaces: whether files of the same names may be replaced; others stay.
  /// - Throws: `ExportFault`
  public init(_ path: String, replacing replaces: Bool) throws(ExportFault) {
    self.path = ExportFolder.trimmed(path)
    self.replaces = replaces
    var status = stat()
    if stat(self.path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .isNoFolder(self.path) }
      guard try isEmpty || replaces else { throw .folderIsTaken(self.path) }
      guard access(self.path, W_OK | X_OK) == 0 else { throw fault(self.path) }
    } else if errno != ENOENT {
      throw fault(self.path)
    }
    guard access(parent, W_OK | X_OK) == 0 else { throw fault(parent) }
  }

  /// Without slashes at the end.
  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path.removeLast() }
    return path.isEmpty ? "." : String(path)
  }

  private var parent: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private var isEmpty: Bool {
    get throws(ExportFault) {
      guard let folder = opendir(path) else { throw fault(path) }
      defer { closedir(folder) }
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { return false }
      }
      return true
    }
  }

  /// Writes all files into a new folder beside, and puts that, or where there is a folder already
  /// each of its files, in its place.
  /// - Throws: `ExportFault.cannotWrite`; unless the files were already moving into place, everything is then as before.
  public func write(_ files: [ExportedFile]) throws(ExportFault) {
    let temporary = "\(path).\(getpid()).partial"
    guard mkdir(temporary, 0o777) == 0 else { throw fault(temporary) }
    defer { ExportFolder.remove(temporary, files) }
    for file in files { try write(file, to: "\(temporary)/\(file.name)") }
    // Takes the place of nothing or of an empty folder.
    if rename(temporary, path) == 0 { return }
    guard replaces, errno == ENOTEMPTY || errno == EEXIST else { throw fault(path) }
    for file in files {
      let target = "\(path)/\(file.name)"
      guard rename("\(temporary)/\(file.name)", target) == 0 else { throw fault(target) }
    }
  }

  private func write(_ file: ExportedFile, to target: String) throws(ExportFault) {
    do throws(CheckpointFault) {
      try AtomicFile.write(file.content, to: target)
    } catch {
      guard case .cannotWrite(let reason) = error.fact else {
        throw .cannotWrite(path, reason: error.description)
      }
      throw .cannotWrite(path, reason: reason)
    }
    if file.isProgram { chmod(target, 0o755) }
  }

  private static func remove(_ folder: String, _ files: [ExportedFile]) {
    for file in files { unlink("\(folder)/\(file.name)") }
    rmdir(folder)
  }

  private func fault(_ path: String) -> ExportFault {
    .cannotWrite(path, reason: String(cString: strerror(errno)))
  }
}
