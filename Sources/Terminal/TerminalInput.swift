import CSupport
public import Charts
import Glibc

/// What has come in and was not given out yet.
struct TerminalInput {
  var decoder: InputDecoder
  var signals: [Int32] = []
  var ready: [TerminalEvent] = []
  var isHungUp = false
  /// When the terminal was asked last for something that it has not told yet.
  private(set) var asked: Double?
  /// How many questions it has not answered.
  private var questions = 0

  init(isRemote: Bool) {
    decoder = InputDecoder(isRemote: isRemote, at: TerminalClock.seconds())
  }

  mutating func noteQuestion(at time: Double) {
    asked = time
    questions += 1
  }

  mutating func noteAnswers(_ count: Int) {
    questions = max(0, questions - count)
    if questions == 0 { asked = nil }
  }
}

/// The clock of all pauses.
enum TerminalClock {
  /// Seconds since some fixed moment.
  static func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }
}

extension Terminal {
  /// How many bytes are read before a frame gets its turn.
  private static let batch = 1 << 18

  /// Waits for events, at most `milliseconds` (nil: for ever), and returns all that are there.
  /// Comes back early, perhaps with nothing, when one of `descriptors` can be read; the caller
  /// empties those. Sends meanwhile what the terminal has not taken yet.
  public func events(
    timeout milliseconds: Int?, alsoWaitingFor descriptors: [Int32] = []
  ) -> [TerminalEvent] {
    wait(
      until: milliseconds.map { TerminalClock.seconds() + Double(max(0, $0)) / 1000 }, descriptors)
    output.drain()
    takeSignals()
    let typed = input.isHungUp ? [] : readKeys()
    defer { input.ready = [] }
    return input.ready + typed + (input.isHungUp ? [.hangUp] : [])
  }

  private func wait(until time: Double?, _ descriptors: [Int32]) {
    var waits = ([terminal_guard_signals()] + descriptors).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    // A terminal that is gone is always readable: waiting for it would be spinning.
    if !input.isHungUp {
      waits.append(pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0))
      if !output.isEmpty {
        waits.append(pollfd(fd: output.descriptor, events: Int16(POLLOUT), revents: 0))
      }
    }
    let isReady = !input.ready.isEmpty || !input.signals.isEmpty
    let end = isReady ? 0 : [time, input.decoder.deadline].compactMap { $0 }.min()
    // Rounded up, so that the time has come when the wait is over.
    let milliseconds = end.map { (max(0, $0 - TerminalClock.seconds()) * 1000).rounded(.up) }
    poll(&waits, nfds_t(waits.count), milliseconds.map { Int32(min($0, 1e9)) } ?? -1)
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
    while total < Self.batch {
      // The clock is read before the terminal: a pause counts only where nothing came in it.
      let now = TerminalClock.seconds()
      guard canRead() else {
        events += input.decoder.runDry(at: now)
        break
      }
      guard let bytes = readBytes() else {
        input.isHungUp = true
        break
      }
      total += bytes.count
      events += input.decoder.take(bytes, at: now)
    }
    input.noteAnswers(events.count(where: \.isReport))
    if events.contains(.scalesText) { scalesText = true }
    return events.filter { usesMouse || !$0.isMouse }
  }

  /// Waits a moment for the answer to a question that was asked just now: once the terminal is given
  /// back, it would be typed into the shell. Keys that come meanwhile are kept.
  func awaitAnswer() {
    while let asked = input.asked, !input.isHungUp {
      let left = asked + Self.answerTime - TerminalClock.seconds()
      guard left > 0 else { return }
      var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      if poll(&wait, 1, Int32((left * 1000).rounded(.up))) == 1 { input.ready += readKeys() }
    }
  }

  /// How long an answer is on its way at most, in seconds.
  private static let answerTime = 0.3

  private func canRead() -> Bool {
    var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, 0) == 1
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
