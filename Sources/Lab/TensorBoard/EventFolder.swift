internal import Glibc
internal import Lessons
internal import Networks

/// Why event files can't be written; `description` is what to tell the person.
public enum EventFolderFault: Error, Hashable, Sendable, CustomStringConvertible {
  case noName
  case isNoFolder(String)
  case hasOtherEvents(String, file: String)
  case cannotWrite(String, reason: String)

  public var description: String {
    switch self {
    case .noName: "the name of the folder is empty; choose another --tensorboard"
    case .isNoFolder(let path):
      "\(path.safe(limit: .max)) is a file; choose another --tensorboard"
    case .hasOtherEvents(let path, let file):
      """
      \(path.safe(limit: .max)) has the event file \(file.safe()) of another program, which \
      TensorBoard would join to this run; choose another --tensorboard
      """
    case .cannotWrite(let path, let reason):
      "can't write \(path.safe(limit: .max)) (\(reason)); choose another --tensorboard"
    }
  }
}

/// A folder for TensorBoard, with a folder for each arm and in it one event file.
public struct EventFolder: Sendable {
  public let path: String

  /// Looks at what is there, so that nobody computes for a folder that can't be written.
  public init(_ path: String, arms: [String]) throws(EventFolderFault) {
    guard !path.isEmpty else { throw .noName }
    var path = path
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.path = path
    guard try Self.isFolder(path) else {
      // Tried and not asked for: the superuser may write everywhere, but not on a read-only disk.
      guard mkdir(path, 0o777) == 0 else { throw Self.fault(path) }
      rmdir(path)
      return
    }
    let trial = "\(path)/.gradlab-\(getpid()).partial"
    guard mkdir(trial, 0o777) == 0 else { throw Self.fault(path) }
    rmdir(trial)
    for arm in arms { try Self.check("\(path)/\(arm)") }
  }

  /// Writes the event file of each arm that could be built, each as a whole or not at all; older ones
  /// of the same arms are replaced.
  /// - Returns: the paths of the files.
  public func write(_ run: HeadlessRun) throws(EventFolderFault) -> [String] {
    var paths: [String] = []
    for arm in run.arms {
      if case .failed = arm.snapshot.phase { continue }
      try Self.make(path)
      let folder = "\(path)/\(arm.snapshot.id)"
      try Self.make(folder)
      paths.append("\(folder)/\(EventWriter.fileName)")
      try Self.write(arm.eventFile, to: paths[paths.count - 1])
    }
    return paths
  }

  private static func write(_ bytes: [UInt8], to file: String) throws(EventFolderFault) {
    do throws(CheckpointFault) { try AtomicFile.write(bytes, to: file) } catch {
      guard case .cannotWrite(let reason) = error.fact else {
        throw .cannotWrite(file, reason: error.description)
      }
      throw .cannotWrite(file, reason: reason)
    }
  }

  private static func make(_ folder: String) throws(EventFolderFault) {
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw fault(folder) }
  }

  /// Whether a folder is at a path; false: nothing is.
  private static func isFolder(_ path: String) throws(EventFolderFault) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return false }
      throw fault(path)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .isNoFolder(path) }
    return true
  }

  /// Looks at what an arm's folder has.
  private static func check(_ path: String) throws(EventFolderFault) {
    guard try isFolder(path) else { return }
    guard let folder = FolderNames(path: path) else { throw fault(path) }
    while let name = folder.next() {
      // What a run that was ended in the middle left has its name with more behind it.
      let isOwn = name.hasPrefix(EventWriter.fileName)
      if !isOwn, name.contains("tfevents") { throw .hasOtherEvents(path, file: name) }
    }
  }

  private static func fault(_ path: String) -> EventFolderFault {
    .cannotWrite(path, reason: String(cString: strerror(errno)))
  }
}
