package import Glibc
internal import Tensors

/// Files that are there as a whole or not at all.
package enum AtomicFile {
  /// Writes a file beside `path`, brings it to the disk and puts it in the place of what was there.
  /// On any fault the old file is as before and nothing is left over.
  ///
  /// - Parameters:
  ///   - mode: the permissions of the new file, of which the process's umask takes its part.
  ///   - body: writes to this descriptor.
  /// - Throws: `CheckpointFault.Fact.cannotWrite`, and what `body` throws.
  package static func write(
    to path: String, mode: mode_t = 0o666, _ body: (Int32) throws(CheckpointFault) -> Void
  ) throws(CheckpointFault) {
    let temporary = "\(path).\(getpid()).partial"
    // Of an earlier process with this number, which died.
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else { throw fault(path) }
    do throws(CheckpointFault) {
      do throws(CheckpointFault) {
        try body(file)
        guard fsync(file) == 0 else { throw fault(path) }
      } catch {
        close(file)
        throw error
      }
      guard close(file) == 0, rename(temporary, path) == 0 else { throw fault(path) }
    } catch {
      unlink(temporary)
      throw error
    }
    synchronizeFolder(of: path)
  }

  /// Makes the new name last. The file itself is complete, whether or not this succeeds: some file
  /// systems can't do it.
  private static func synchronizeFolder(of path: String) {
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = name.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Writes a file of these bytes, as a whole or not at all.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: mode_t = 0o666
  ) throws(CheckpointFault) {
    try write(to: path, mode: mode) { file throws(CheckpointFault) in
      let outcome = bytes.withUnsafeBytes { bytes -> CheckpointFault? in
        do throws(CheckpointFault) {
          try put(bytes, to: file, path: path)
          return nil
        } catch { return error }
      }
      if let outcome { throw outcome }
    }
  }

  /// Writes all of the bytes, however few the system takes at once.
  package static func put(
    _ bytes: UnsafeRawBufferPointer, to file: Int32, path: String
  ) throws(CheckpointFault) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(file, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw fault(path) }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }

  /// All bytes of a regular file.
  /// - Throws: `CheckpointFault` for a file that can't be opened, is none, or is above the limit.
  package static func read(_ path: String, limit: Int) throws(CheckpointFault) -> [UInt8] {
    // Not blocking, so that a pipe without a writer is refused and not waited for.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      throw CheckpointFault(path: path, fact: .cannotOpen(reason: reason(errno)))
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw CheckpointFault(path: path, fact: .notAFile)
    }
    let size = Int(status.st_size)
    guard size <= limit else {
      throw CheckpointFault(path: path, fact: .tooLarge(bytes: size, limit: limit))
    }
    var failure: Int32 = 0
    let bytes = [UInt8](capacity: size) { buffer, filled in
      while filled < size {
        let count = Glibc.read(file, buffer.baseAddress.map { $0 + filled }, size - filled)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { failure = errno }
        guard count > 0 else { return }
        filled += count
      }
    }
    guard failure == 0 else {
      throw CheckpointFault(path: path, fact: .cannotOpen(reason: reason(failure)))
    }
    return bytes
  }

  private static func fault(_ path: String) -> CheckpointFault {
    CheckpointFault(path: path, fact: .cannotWrite(reason: reason(errno)))
  }

  private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}
