internal import Glibc

/// A lock between processes, on a file of its own that stays. The system takes it back from a process
/// that dies, so that none is ever left behind.
struct FileLock {
  private let descriptor: Int32

  enum Fault: Error, Hashable {
    /// Somebody else had it all the time.
    case held
    case system(code: Int32)
  }

  /// Waits for the lock for at most so many seconds.
  init(_ path: String, seconds: Double) throws(Fault) {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard file >= 0 else { throw .system(code: errno) }
    let deadline = Clock.seconds() + seconds
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      guard code == EWOULDBLOCK, Clock.seconds() < deadline else {
        close(file)
        throw code == EWOULDBLOCK ? .held : .system(code: code)
      }
      usleep(5_000)
    }
    descriptor = file
  }

  /// Once only.
  func release() { close(descriptor) }
}
