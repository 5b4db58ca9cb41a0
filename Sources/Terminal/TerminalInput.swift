import CSupport
public import Charts
import Glibc

/// What has come in and was not given out yet.
struct TerminalInput {
  var decoder = KeyDecoder()
  var signals: [Int32] = []
  var ready: [TerminalEvent] = []
  var isHungUp = false
}

extension Terminal {
  /// How long a lone ESC may be the beginning of a sequence, in milliseconds.
  private static let escapeDelay: Int32 = 25
  /// How long a paste may pause before it counts as ended.
  private static let pasteDelay: Int32 = 250
  /// How long text that came in a burst may pause before what follows counts as typed.
  private static let burstDelay: Int32 = 150
  /// How many bytes are read before a frame gets its turn.
  private static let batch = 1 << 18

  /// Waits for events, at most `milliseconds` (nil: for ever), and returns all that are there.
  /// Comes back early, perhaps with nothing, when one of `descriptors` can be read; the caller
  /// empties those.
  public func events(
    timeout milliseconds: Int?, alsoWaitingFor descriptors: [Int32] = []
  ) -> [TerminalEvent] {
    wait(milliseconds.map { Int32(clamping: max(0, $0)) } ?? -1, descriptors)
    takeSignals()
    let typed = input.isHungUp ? [] : readKeys()
    defer { input.ready = [] }
    return input.ready + typed + (input.isHungUp ? [.hangUp] : [])
  }

  private func wait(_ milliseconds: Int32, _ descriptors: [Int32]) {
    var waits = ([terminal_guard_signals()] + descriptors).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    // A terminal that is gone is always readable: waiting for it would be spinning.
    if !input.isHungUp {
      waits.append(pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0))
    }
    let isReady = !input.ready.isEmpty || !input.signals.isEmpty
    poll(&waits, nfds_t(waits.count), isReady ? 0 : milliseconds)
  }

  private func takeSignals() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while true {
      let count = read(terminal_guard_signals(), &bytes, bytes.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      input.signals += bytes.prefix(count).map(Int32.init)
    }
    let came = Set(input.signals)
    input.signals = []
    for signal in [SIGTERM, SIGHUP, SIGQUIT, SIGINT] where came.contains(signal) {
      input.ready.append(.terminate(signal))
    }
    if came.contains(SIGTSTP) {
      suspend()
    } else if came.contains(SIGCONT) {
      // Stopped by SIGSTOP: somebody else had the terminal, and it may have any size and modes.
      resumeScreen()
      input.ready.append(.resumed)
    }
    // Any number of window changes is one event.
    adoptSize()
    if size != announcedSize { input.ready.append(.resized(size)) }
    announcedSize = size
  }

  private func readKeys() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    var total = 0
    var patience: Int32 = 0
    while total < Self.batch {
      guard canRead(within: patience) else {
        let delay = delay(after: events)
        if patience < delay {
          patience = delay
          continue
        }
        if input.decoder.isUnfinished { events += input.decoder.timeOut() }
        break
      }
      patience = 0
      guard let bytes = readBytes() else {
        input.isHungUp = true
        break
      }
      total += bytes.count
      events += input.decoder.decode(bytes)
    }
    return KeyDecoder.gatheringBursts(events.filter { usesMouse || !$0.isMouse })
  }

  /// How long what came so far may have a continuation, in milliseconds.
  private func delay(after events: [TerminalEvent]) -> Int32 {
    if input.decoder.isPasting { return Self.pasteDelay }
    if KeyDecoder.isBurst(events) { return Self.burstDelay }
    return input.decoder.isUnfinished ? Self.escapeDelay : 0
  }

  private func canRead(within milliseconds: Int32) -> Bool {
    var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, milliseconds) == 1
  }

  /// What the terminal has to give; nil when it is gone.
  private func readBytes() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16384)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    if count < 0 && (errno == EINTR || errno == EAGAIN) { return [] }
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }
}

extension TerminalEvent {
  fileprivate var isMouse: Bool {
    if case .mouse = self { true } else { false }
  }
}
