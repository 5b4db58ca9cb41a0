internal import Glibc
internal import Lessons
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
  /// Whether it was there before; then its files are written one by one.
  private let isThere: Bool
  /// Where the files are written first: within a folder that is there, beside one that isn't.
  private let temporary: String

  /// Looks at what is there, so that nobody computes for a folder that can't be written.
  /// - Parameter replaces: whether files of the same names may be replaced; others stay.
  /// - Throws: `ExportFault`
  public init(_ path: String, replacing replaces: Bool) throws(ExportFault) {
    guard !path.isEmpty else { throw .noName }
    self.path = Self.trimmed(path)
    isThere = try Self.isFolder(self.path)
    let place = isThere ? self.path : Self.parent(of: self.path)
    temporary = "\(place)/.gradlab-\(getpid()).partial"
    if isThere { try Self.checkEntries(of: self.path, replaces: replaces) }
    // Tried and not asked for: the superuser may write everywhere, but not on a read-only disk.
    guard mkdir(temporary, 0o777) == 0 else { throw Self.fault(place) }
    rmdir(temporary)
  }

  /// Without slashes at the end.
  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path.removeLast() }
    return String(path)
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether a folder is at a path; false: nothing is.
  private static func isFolder(_ path: String) throws(ExportFault) -> Bool {
    switch kind(path, followsLink: false) {
    case S_IFDIR: return true
    case S_IFLNK:
      var target: ExportFault.Target = .nothing
      if let kind = kind(path, followsLink: true) { target = kind == S_IFDIR ? .folder : .file }
      throw .isLink(path, to: linkTarget(path), target)
    case nil:
      if errno == ENOENT { return false }
      throw errno == ENOTDIR ? .isNoFolder(firstFile(in: path)) : fault(path)
    default: throw .isNoFolder(path)
    }
  }

  /// What stands at a path; nil, and `errno`, where that can't be said.
  private static func kind(_ path: String, followsLink: Bool) -> mode_t? {
    var status = stat()
    let result = followsLink ? stat(path, &status) : lstat(path, &status)
    return result == 0 ? status.st_mode & S_IFMT : nil
  }

  private static func linkTarget(_ path: String) -> String {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = max(0, readlink(path, &bytes, bytes.count))
    return String(decoding: bytes.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The part of a path that ought to be a folder.
  private static func firstFile(in path: String) -> String {
    var part = path
    while part.contains("/"), part != "/", kind(part, followsLink: true) == nil {
      part = parent(of: part)
    }
    return part
  }

  private static func checkEntries(
    of path: String, replaces: Bool
  ) throws(ExportFault) {
    guard let folder = FolderNames(path: path) else { throw fault(path) }
    while let name = folder.next() {
      guard replaces else { throw .folderIsTaken(path) }
      let isOfExport = name == "lesson.py" || name.hasSuffix(".safetensors")
      if isOfExport, kind("\(path)/\(name)", followsLink: false) == S_IFDIR {
        throw .cannotWrite("\(path)/\(name)", reason: "it is a folder")
      }
    }
  }

  /// Writes all files into a folder of their own, and puts that, or where there is a folder already
  /// each of its files, in its place.
  /// - Throws: `ExportFault.cannotWrite`; unless the files were already moving into place, everything is then as before.
  public func write(_ files: [ExportedFile]) throws(ExportFault) {
    guard mkdir(temporary, 0o777) == 0 else { throw Self.fault(temporary) }
    defer { Self.remove(temporary, files) }
    for file in files { try write(file, to: "\(temporary)/\(file.name)") }
    guard isThere else {
      guard rename(temporary, path) == 0 else { throw Self.fault(path) }
      return
    }
    for file in files {
      let target = "\(path)/\(file.name)"
      guard rename("\(temporary)/\(file.name)", target) == 0 else { throw Self.fault(target) }
    }
  }

  private func write(_ file: ExportedFile, to target: String) throws(ExportFault) {
    do throws(CheckpointFault) {
      try AtomicFile.write(file.content, to: target, mode: file.isProgram ? 0o777 : 0o666)
    } catch {
      guard case .cannotWrite(let reason) = error.fact else {
        throw .cannotWrite(path, reason: error.description)
      }
      throw .cannotWrite(path, reason: reason)
    }
  }

  private static func remove(_ folder: String, _ files: [ExportedFile]) {
    for file in files { unlink("\(folder)/\(file.name)") }
    rmdir(folder)
  }

  private static func fault(_ path: String) -> ExportFault {
    .cannotWrite(path, reason: String(cString: strerror(errno)))
  }
}
