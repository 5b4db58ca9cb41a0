internal import Glibc

/// Turns what happens into lines of a file. Used by one thread.
package protocol StreamEncoder: Sendable {
  associatedtype Event: Sendable
  /// Whole lines.
  mutating func lines(of events: [Event]) -> String
  /// Whether one that still waits may be left out for the one after it, where too many wait.
  static func isReplaceable(_ waiting: Event, by next: Event) -> Bool
}

/// Appends what happens to a new file, on a thread of its own: nobody ever waits for a disk. Half a
/// second after it happened it is written, in whole lines, whatever becomes of the program. What is
/// wrong is said once, and nothing more is written then.
package final class FileStream<Encoder: StreamEncoder>: Sendable {
  /// Seconds between two writings.
  private static var interval: Double { 0.5 }
  /// So many events wait at most without being replaced.
  private static var waitingLimit: Int { 300 }

  private struct State: Sendable {
    var waiting: [Encoder.Event] = []
    var isClosing = false
    var fault: LogFault?
    var isOver = false
  }

  private let state = Monitor(State())
  private let signal: ChangeSignal
  private let thread: WorkerThread

  /// - Throws: `LogFault` where the file is there, or can't be made; `SystemFault` when the system
  ///   gives no thread or descriptor.
  package init(path: String, _ encoder: Encoder) throws {
    let file: LogFile
    do throws(LogFault) { file = try LogFile(path: path) } catch {
      throw LogFault(
        path: path, found: error.found,
        expected: "a name that no file has, in a folder to write in",
        remedy: "choose another name")
    }
    let signal = try ChangeSignal()
    self.signal = signal
    let box = Owned(file, encoder)
    thread = try WorkerThread.start { [state] in Self.run(box, state, signal) }
  }

  package func add(_ event: Encoder.Event) {
    state.change { state in
      if state.isOver { return }
      if state.waiting.count >= Self.waitingLimit, let last = state.waiting.last,
        Encoder.isReplaceable(last, by: event)
      {
        state.waiting.removeLast()
      }
      state.waiting.append(event)
    }
  }

  /// A descriptor that can be read when there is a fault to tell.
  package var changeSignal: Int32 { signal.descriptor }

  /// The fault that nobody was told yet.
  package func takeFault() -> LogFault? {
    signal.drain()
    return state.withLock { state in
      defer { state.fault = nil }
      return state.fault
    }
  }

  /// Writes what waits and ends the thread; gives up after so many seconds. Once only.
  package func close(seconds: Double) {
    state.change { $0.isClosing = true }
    thread.join(seconds: seconds)
  }

  // MARK: The thread

  /// What only the thread touches.
  private final class Owned: @unchecked Sendable {
    // Safe to share: made before the thread, and used by it alone.
    let file: LogFile
    var encoder: Encoder

    init(_ file: LogFile, _ encoder: Encoder) { (self.file, self.encoder) = (file, encoder) }
  }

  private static func run(_ own: Owned, _ state: Monitor<State>, _ signal: ChangeSignal) {
    while true {
      state.wait { $0.isClosing || !$0.waiting.isEmpty }
      // What happens in the meantime goes with it.
      _ = state.wait(seconds: interval) { $0.isClosing }
      let (events, isClosing) = state.withLock { state in
        defer { state.waiting = [] }
        return (state.waiting, state.isClosing)
      }
      do throws(LogFault) { try own.file.append(own.encoder.lines(of: events)) } catch {
        state.change { state in
          state.fault = LogFault(
            path: error.path, found: error.found, expected: "room to write",
            remedy: "the recording ends there, and the session goes on")
          (state.waiting, state.isOver) = ([], true)
        }
        return signal.raise()
      }
      if isClosing { return }
    }
  }
}
