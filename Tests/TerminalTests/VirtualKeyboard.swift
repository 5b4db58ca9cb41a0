import Charts
import Terminal

/// A terminal that sends bytes at times of a clock of its own, to a program that reads them at once.
struct VirtualKeyboard {
  private var decoder: InputDecoder
  private(set) var now = 0.0
  private(set) var events: [TerminalEvent] = []

  init(isRemote: Bool = false) { decoder = InputDecoder(isRemote: isRemote, at: 0) }

  /// Lets time pass without a byte; the program wakes whenever it has to.
  mutating func wait(_ seconds: Double) {
    let end = now + seconds
    while let deadline = decoder.deadline, deadline <= end {
      now = max(now, deadline)
      events += decoder.runDry(at: now)
    }
    now = end
  }

  mutating func send(_ bytes: some Sequence<UInt8>) {
    events += decoder.take(Array(bytes), at: now)
    events += decoder.runDry(at: now)
  }

  mutating func send(_ text: String) { send(text.utf8) }

  /// Sends while the program is busy and reads nothing, and lets it read everything at once.
  mutating func sendUnread(_ text: String, for seconds: Double) {
    now += seconds
    send(text)
  }

  mutating func forget() { events = [] }
}
