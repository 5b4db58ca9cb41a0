import Glibc

/// Reads whole files, with a limit.
package enum FileContent {
  package enum Failure: Error {
    case unreadable(reason: String)
    case tooLarge(bytes: Int)
  }

  package static func read(_ path: String, limit: Int) -> Result<[UInt8], Failure> {
    // Non-blocking, so that a pipe can't make it wait.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(.unreadable(reason: lastError)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(.unreadable(reason: lastError)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return .failure(.unreadable(reason: "it is not a regular file"))
    }
    guard status.st_size <= limit else { return .failure(.tooLarge(bytes: Int(status.st_size))) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 { return .failure(.unreadable(reason: lastError)) }
      if count == 0 { return .success(bytes) }
      bytes += chunk[..<count]
    }
    return .failure(.tooLarge(bytes: bytes.count))
  }

  static var lastError: String { String(cString: strerror(errno)) }
}
