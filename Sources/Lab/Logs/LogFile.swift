internal import Glibc
internal import Networks

/// A log that grows: whole lines, or none of them.
final class LogFile {
  private let descriptor: Int32
  let path: String
  /// Bytes so far.
  private(set) var size = 0

  /// Makes a new file.
  /// - Throws: `LogFault`
  init(path: String) throws(LogFault) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.fault(path, errno) }
  }

  deinit { close(descriptor) }

  /// - Throws: `LogFault`: the file is as before, as far as the system allows.
  func append(_ text: String) throws(LogFault) {
    let bytes = Array(text.utf8)
    let failure = bytes.withUnsafeBytes { bytes -> CheckpointFault? in
      do throws(CheckpointFault) {
        try AtomicFile.put(bytes, to: descriptor, path: path)
        return nil
      } catch { return error }
    }
    guard let failure else {
      size += bytes.count
      return
    }
    ftruncate(descriptor, off_t(size))
    throw Self.fault(path, failure.reason)
  }

  /// Brings what was written to the disk.
  func synchronize() { fsync(descriptor) }

  private static func fault(_ path: String, _ code: Int32) -> LogFault {
    fault(path, String(cString: strerror(code)))
  }

  static func fault(_ path: String, _ reason: String) -> LogFault {
    LogFault(
      path: path, found: "no way to write (\(reason))", expected: "a folder that can be written",
      remedy: "the session is not kept, and goes on")
  }
}
