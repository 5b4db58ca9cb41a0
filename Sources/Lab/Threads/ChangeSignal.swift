import Glibc

/// A file descriptor that becomes readable when there is something new; many changes are one signal.
final class ChangeSignal: Sendable {
  /// For `poll`. Never read it directly: `drain` does.
  let descriptor: Int32
  private let writer: Int32

  /// - Throws: `SystemFault` when no descriptor is left.
  init() throws(SystemFault) {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) != 0 { throw SystemFault(action: "open a pipe between threads", code: errno) }
    (descriptor, writer) = (ends[0], ends[1])
    for end in ends {
      // A full pipe is readable already: nobody may wait for room in it.
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    close(descriptor)
    close(writer)
  }

  func raise() {
    var byte: UInt8 = 0
    _ = write(writer, &byte, 1)
  }

  func drain() {
    var bytes = [UInt8](repeating: 0, count: 512)
    while read(descriptor, &bytes, bytes.count) == bytes.count {}
  }
}

/// What the operating system refused.
public struct SystemFault: Error, Hashable, CustomStringConvertible {
  public var action: String
  /// As in `errno`.
  public var code: Int32

  public var description: String {
    "can't \(action): \(String(cString: strerror(code)))"
  }
}
