import CSupport
import Glibc

/// What is on its way to the terminal. Nothing here waits for a terminal that takes nothing: what
/// doesn't go stays, and goes with the next `drain`.
struct TerminalOutput {
  /// Where the bytes go: an opening of the terminal of our own, because not to block is a property
  /// of an opening, and those of standard input and output are shared with the shell.
  let descriptor: Int32
  private let blocks: Bool
  private var pending: [UInt8] = []
  private var sent = 0

  init() {
    let own = open("/proc/self/fd/\(STDOUT_FILENO)", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    blocks = own < 0
    descriptor = own < 0 ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10) : own
  }

  var isEmpty: Bool { pending.isEmpty }

  mutating func add(_ bytes: [UInt8]) { pending += bytes }

  /// Sends what the terminal takes now.
  mutating func drain() {
    while sent < pending.count, isWritable(within: 0) {
      // Where writing blocks, as much as a terminal that takes anything has room for.
      let count = blocks ? min(64, pending.count - sent) : pending.count - sent
      let written = pending.withUnsafeBytes { write(descriptor, $0.baseAddress! + sent, count) }
      if written < 0 && errno == EINTR { continue }
      if written < 0 && errno == EAGAIN { break }
      // A terminal that is gone takes nothing any more.
      sent = written > 0 ? sent + written : pending.count
    }
    if sent == pending.count {
      pending.removeAll(keepingCapacity: pending.count < 1 << 16)
      sent = 0
    }
  }

  /// Whether all has been sent, and the terminal takes more.
  mutating func takesMore() -> Bool {
    drain()
    return isEmpty && isWritable(within: 0)
  }

  /// Sends what is left, and waits until the terminal has it, as long as something is taken in
  /// every half second. Drops the rest, and returns false, where nothing is.
  mutating func finish() -> Bool {
    var left = remaining
    var end = TerminalClock.seconds() + Self.patience
    while left > 0, TerminalClock.seconds() < end {
      // A queue that empties can't be waited for.
      if !isWritable(within: 20) || isEmpty { poll(nil, 0, 5) }
      drain()
      if remaining < left { end = TerminalClock.seconds() + Self.patience }
      left = remaining
    }
    (pending, sent) = ([], 0)
    return left == 0 && isWritable(within: Int32(Self.patience * 1000))
  }

  private static let patience = 0.5

  /// Bytes that wait here and in the queue of the system.
  private var remaining: Int {
    var queued: Int32 = 0
    return pending.count - sent
      + (ioctl(descriptor, UInt(TIOCOUTQ), &queued) == 0 ? Int(queued) : 0)
  }

  private func isWritable(within milliseconds: Int32) -> Bool {
    var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&wait, 1, milliseconds) == 1 && wait.revents & Int16(POLLOUT) != 0
  }
}
