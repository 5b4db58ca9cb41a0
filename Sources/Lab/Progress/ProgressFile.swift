internal import Glibc
internal import Lessons
internal import Networks

/// The file in which progress is kept, safe against crashes, full disks, other instances of the program
/// and the files of newer ones.
///
/// It is written beside its place, brought to the disk and renamed, so that it is old or new and never
/// torn; under a lock, and after what others have written meanwhile was read.
public struct ProgressFile: Sendable {
  public let path: String

  /// What is in the file, and what had to be done about it.
  public struct Content: Sendable {
    public var book = ProgressBook()
    /// Set where the file is damaged; `save` has set it aside then.
    public var fault: ProgressFault?

    /// What is wrong with the file, as a clause; nil: nothing.
    public var damage: String? {
      switch fault {
      case .damaged(_, let reason), .setAside(_, let reason, _): reason
      default: nil
      }
    }
  }

  /// Bytes; a larger file is none of this program.
  static let sizeLimit = 16 << 20

  /// - Parameter folder: an absolute path; it need not be there yet.
  public init(folder: String) {
    path = "\(folder)/progress.txt"
  }

  /// The one of this user.
  /// - Throws: `ProgressFault.noHome`
  public static func ofUser() throws(ProgressFault) -> ProgressFile {
    guard let folder = StateFolder.path() else { throw .noHome }
    return ProgressFile(folder: folder)
  }

  /// Reads the file; where there is none, the book is empty. Of a damaged one the book has what is whole, and
  /// the file stays as it is: whoever looks changes nothing.
  /// - Throws: `ProgressFault`: nothing can be kept.
  public func load() throws(ProgressFault) -> Content {
    let (book, damage) = try read()
    return Content(book: book, fault: damage.map { .damaged(path, reason: $0) })
  }

  /// Removes what damaged files were set aside as.
  /// - Returns: how many there were.
  public func removeSetAside() throws(ProgressFault) -> Int {
    let bad = setAsideFiles
    for path in bad where unlink(path) != 0 && errno != ENOENT { throw unwritable(errno) }
    return bad.count
  }

  /// What damaged files were set aside as.
  public var setAsideFiles: [String] {
    let target = target
    guard let slash = target.lastIndex(of: "/") else { return [] }
    let (folder, name) = (target[..<slash], target[target.index(after: slash)...])
    return (FolderNames(path: String(folder)).map(Array.init) ?? []).filter {
      let end = $0.dropFirst(name.count)
      let number = end.dropFirst(5)
      return $0.hasPrefix(name)
        && (end == ".bad" || end.hasPrefix(".bad.") && Int(number) != nil)
    }.map { "\(folder)/\($0)" }
  }

  /// Takes changes into what the file holds by now, and writes it.
  /// - Parameter seconds: for which others may hold the lock.
  /// - Returns: what the file holds then.
  /// - Throws: `ProgressFault`: the file is as before, and nothing is left over.
  public func save(
    _ changes: [ProgressChange], seconds: Double = 5
  ) throws(ProgressFault) -> Content {
    let code = StateFolder.make(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    guard code == 0 else { throw unwritable(code) }
    let lock = try locked(seconds: seconds)
    defer { lock.release() }
    var content = try readOrSetAside()
    let before = content.book
    for change in changes { content.book.take(change) }
    // What was whole of a damaged file is kept in the new one.
    let isSaved = content.fault == nil || content.book.isEmpty
    if content.book != before || !isSaved { try write(content.book) }
    return content
  }

  // MARK: Pieces

  /// What is whole, and what is wrong with the rest.
  private func read() throws(ProgressFault) -> (book: ProgressBook, damage: String?) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else {
        throw .unreadable(path, reason: String(cString: strerror(errno)))
      }
      return (ProgressBook(), nil)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw .unreadable(path, reason: isFolder ? "it is a folder" : "it is no file")
    }
    let bytes: [UInt8]
    do throws(CheckpointFault) {
      bytes = try AtomicFile.read(path, limit: Self.sizeLimit)
    } catch {
      if case .tooLarge(let size, _) = error.fact {
        return (ProgressBook(), "it has \(size) bytes")
      }
      guard case .cannotOpen(let reason) = error.fact else {
        throw .unreadable(path, reason: "it is no file")
      }
      throw .unreadable(path, reason: reason)
    }
    guard !bytes.isEmpty else { return (ProgressBook(), "it is empty") }
    do throws(ProgressDamage) {
      let reader = try ProgressReader(bytes)
      return (reader.book, reader.damage?.text)
    } catch {
      if case .future(let version) = error { throw .future(path, version: version) }
      return (ProgressBook(), error.text)
    }
  }

  /// Under the lock.
  private func readOrSetAside() throws(ProgressFault) -> Content {
    let (book, damage) = try read()
    guard let damage else { return Content(book: book) }
    let bad = try setAside()
    return Content(book: book, fault: .setAside(path, reason: damage, to: bad))
  }

  /// Moves the file to the first name that is free: `.bad`, `.bad.2`, …
  private func setAside() throws(ProgressFault) -> String {
    let target = target
    var (bad, number) = ("\(target).bad", 1)
    var status = stat()
    while lstat(bad, &status) == 0 {
      number += 1
      bad = "\(target).bad.\(number)"
    }
    guard rename(target, bad) == 0 else { throw unwritable(errno) }
    return bad
  }

  private func write(_ book: ProgressBook) throws(ProgressFault) {
    let target = target
    removeRemains(of: target)
    var (status, mode) = (stat(), mode_t(0o600))
    if stat(target, &status) == 0 {
      mode = status.st_mode & 0o777
      // A rename would replace it nevertheless.
      guard mode & 0o222 != 0 else { throw .unwritable(path, reason: "it is read-only") }
    }
    do throws(CheckpointFault) {
      try AtomicFile.write(Array(book.text.utf8), to: target, mode: mode)
    } catch {
      guard case .cannotWrite(let reason) = error.fact else {
        throw .unwritable(path, reason: error.description)
      }
      throw .unwritable(path, reason: reason)
    }
  }

  /// Takes away what processes that died have left half written: whoever has the lock writes alone.
  private func removeRemains(of target: String) {
    guard let slash = target.lastIndex(of: "/") else { return }
    let (folder, name) = (String(target[..<slash]), target[target.index(after: slash)...])
    for other in FolderNames(path: folder).map(Array.init) ?? []
    where other.hasPrefix("\(name).") && other.hasSuffix(".partial") {
      unlink("\(folder)/\(other)")
    }
  }

  /// Where the file itself is, if its path is a link.
  private var target: String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private func locked(seconds: Double) throws(ProgressFault) -> FileLock {
    do throws(FileLock.Fault) { return try FileLock("\(path).lock", seconds: seconds) } catch {
      switch error {
      case .held: throw .locked(path)
      case .system(let code): throw unwritable(code)
      }
    }
  }

  private func unwritable(_ code: Int32) -> ProgressFault {
    .unwritable(path, reason: String(cString: strerror(code)))
  }
}
