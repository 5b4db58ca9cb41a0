import Charts
import Glibc
import Screens

/// Standard input and output as lines, in place of the full screen: nothing is drawn, and no byte acts
/// on a terminal.
final class PlainTerminal: Face {
  let isPlain = true
  let size = Size(columns: 80, rows: 24)
  let colors = ColorTier.mono
  let glyphs = GlyphTier.braille
  var usesMouse = false
  var theme = Theme.dark

  private var input = LineInput()
  /// Whether lines are waited for: while something runs they stay where they are.
  var isListening = false

  /// Milliseconds from one look for signals to the next.
  private static let interval = 100

  /// The signals that pause or end the program.
  private static var signals: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] where !Interruption.isIgnored(signal) {
      sigaddset(&signals, signal)
    }
    return signals
  }

  /// Holds them back, for it to take in its own time. Threads that begin from now on do so, too: one that
  /// did not would be ended by them, and the process with it.
  static func holdSignals() {
    var signals = signals
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Lets them end the process again, as they do any.
  static func releaseSignals() {
    var signals = signals
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// The next line, if one has come.
  func line() -> LineInput.Line? { input.ready() }

  func events(timeout: Int?, alsoWaitingFor descriptors: [Int32]) -> [TerminalEvent] {
    var left = timeout ?? .max
    while true {
      if let event = nextSignal() { return [event] }
      if isListening, input.hasLine { return [] }
      let wait = min(left, Self.interval)
      if self.wait(milliseconds: wait, descriptors) || wait == left { return [] }
      if left != .max { left -= wait }
    }
  }

  /// Whether something can be read.
  private func wait(milliseconds: Int, _ descriptors: [Int32]) -> Bool {
    let all = descriptors + (isListening ? [STDIN_FILENO] : [])
    var polls = all.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&polls, nfds_t(polls.count), Int32(milliseconds)) > 0 else { return false }
    if isListening, let last = polls.last, last.revents != 0 { input.read() }
    return true
  }

  /// What a signal asks for that has come since: Ctrl-C is the key that it is on the full screen.
  private func nextSignal() -> TerminalEvent? {
    var (signals, none) = (Self.signals, timespec())
    let signal = sigtimedwait(&signals, nil, &none)
    guard signal > 0 else { return nil }
    return signal == SIGINT ? .key(.control("c")) : .terminate(signal)
  }

  /// Nothing is drawn.
  func present(_ grid: Grid) -> Bool { true }
  /// What is copied is told in a line.
  func copy(_ text: String) {}
  func followBackground() {}
  func repaint() {}
  /// Ctrl-Z suspends as it does any program of lines.
  func suspend() {}
  func close() {}
}
