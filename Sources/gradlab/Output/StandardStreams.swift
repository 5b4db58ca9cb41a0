import Glibc
import Lessons

/// The three descriptors that every program is started with, or should be.
enum StandardStreams {
  /// Fills closed descriptors with ones that can't be used either, so that no file that is opened
  /// later takes their place and gets what was meant for the terminal.
  static func secure() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      // The wrong way round on purpose: reading and writing go on to fail as on closed ones.
      let null = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
      guard null >= 0, null != descriptor else { continue }
      dup2(null, descriptor)
      close(null)
    }
  }

  /// Writes all of `text` to standard output.
  static func write(_ text: String) throws(WriteError) {
    try write(text, to: STDOUT_FILENO)
  }

  /// Writes a message to standard error: what it quotes of arguments, names and files can't act on
  /// the terminal. Where that fails, nobody is left to be told.
  static func warn(_ text: String) {
    try? write(text.safeLines(), to: STDERR_FILENO)
  }

  /// Writes to the terminal on standard error as it is, for what is meant to act on it.
  static func control(_ text: String) {
    try? write(text, to: STDERR_FILENO)
  }

  private static func write(_ text: String, to descriptor: Int32) throws(WriteError) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
      }
      if written < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        throw WriteError(code: errno)
      }
      start += written
    }
  }
}

/// Text could not be written.
struct WriteError: Error, CustomStringConvertible {
  let code: Int32

  /// Standard output was closed from the start.
  var isClosed: Bool { code == EBADF }

  var description: String { "can't write the output: \(String(cString: strerror(code)))" }
}
