import Glibc
import Lab

/// What the loop waits for besides keys.
extension App {
  /// They can be read when somebody has news.
  var descriptors: [Int32] {
    let signals = [
      session?.changeSignal, reading?.changeSignal, trial?.changeSignal, watch?.changeSignal,
      dataReading?.changeSignal, keeper?.changeSignal, sweep?.changeSignal,
      sessions?.changeSignal, recorder?.changeSignal,
    ]
    return signals.compactMap { $0 } + (talk?.host?.descriptors ?? [])
  }

  func isReadable(_ descriptor: Int32) -> Bool {
    var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, 0) == 1
  }
}
