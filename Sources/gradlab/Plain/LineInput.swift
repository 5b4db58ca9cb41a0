import Glibc

/// Lines of standard input, as they come; a Ctrl-C ends the wait for one.
struct LineInput {
  enum Line: Hashable {
    case text(String)
    case end
    case interrupted
  }

  private var bytes: [UInt8] = []
  private var isOver = false
  /// A longer line is cut into such.
  private static let limit = 4096

  mutating func next(hasCome: () -> Bool) -> Line {
    while true {
      if hasCome() { return .interrupted }
      if let line = ready() { return line }
      var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 100) > 0 else { continue }
      read()
    }
  }

  /// Whether `ready` has something.
  var hasLine: Bool { isOver || bytes.count >= Self.limit || bytes.contains(UInt8(ascii: "\n")) }

  /// A line that has come already, or the end; nil: there is none yet.
  mutating func ready() -> Line? {
    if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
      defer { bytes.removeFirst(end + 1) }
      return .text(String(decoding: bytes[..<end], as: UTF8.self))
    }
    guard isOver || bytes.count >= Self.limit else { return nil }
    defer { bytes = [] }
    return bytes.isEmpty ? .end : .text(String(decoding: bytes, as: UTF8.self))
  }

  /// Takes what has come; where nothing has, waits for it.
  mutating func read() {
    var more = [UInt8](repeating: 0, count: 1024)
    let count = Glibc.read(STDIN_FILENO, &more, more.count)
    if count > 0 {
      bytes += more.prefix(count)
    } else if count == 0 || errno != EINTR && errno != EAGAIN {
      isOver = true
    }
  }
}
