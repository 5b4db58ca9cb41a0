internal import Glibc
internal import Networks

/// Writes the logs of sessions and what their runs have come to, on a thread of its own: nobody ever waits
/// for a disk. What is wrong is said once.
public final class SessionKeeper: Sendable {
  /// Seconds between two looks at sessions that nobody says anything about.
  static let interval = 60.0

  private struct State: Sendable {
    var sessions: [Session] = []
    /// Of these, the runs are to be kept.
    var wanted: Set<ObjectIdentifier> = []
    /// What the screen had in sight of them.
    var views: [ObjectIdentifier: String] = [:]
    /// How often there was something to do, and how often it was done.
    var given = 0
    var done = 0
    var isClosing = false
    var told: Set<String> = []
    var untold: [LogFault] = []
  }

  private let state = Monitor(State())
  private let signal: ChangeSignal
  private let thread: WorkerThread

  /// - Parameters:
  ///   - program: the version that logs name.
  ///   - copies: where logs are written a second time; nil: nowhere.
  /// - Throws: `SystemFault` when the system gives no thread or descriptor.
  public init(
    _ folder: SessionFolder, program: String, copies: LogCopies? = nil
  ) throws(SystemFault) {
    signal = try ChangeSignal()
    thread = try WorkerThread.start { [state, signal] in
      Self.run(folder, program, copies, state) { fault in
        state.withLock { state in
          guard state.told.insert(fault.text).inserted else { return }
          state.untold.append(fault)
          signal.raise()
        }
      }
    }
  }

  /// Something has happened in a session.
  /// - Parameter view: what the screen has in sight, in words of its own.
  public func note(_ session: Session, view: String = "") { change(session, view) { _, _ in } }

  /// The runs of a session are to be kept as they are.
  public func keep(_ session: Session, view: String = "") {
    change(session, view) { $0.wanted.insert($1) }
  }

  private func change(
    _ session: Session, _ view: String, _ body: (inout State, ObjectIdentifier) -> Void
  ) {
    state.change { state in
      if !state.sessions.contains(where: { $0 === session }) { state.sessions.append(session) }
      state.views[ObjectIdentifier(session)] = view
      body(&state, ObjectIdentifier(session))
      state.given += 1
    }
  }

  /// A session that is about to be closed.
  public func forget(_ session: Session) {
    state.change { state in
      state.sessions.removeAll { $0 === session }
      state.views[ObjectIdentifier(session)] = nil
    }
  }

  /// Waits until all is written that was given so far; for tests.
  package func wait() {
    let given = state.withLock { $0.given }
    state.wait { $0.done >= given }
  }

  /// A descriptor that can be read when there is a fault to tell.
  public var changeSignal: Int32 { signal.descriptor }

  /// The faults that nobody was told yet.
  public func takeFaults() -> [LogFault] {
    signal.drain()
    return state.withLock { state in
      defer { state.untold = [] }
      return state.untold
    }
  }

  /// Keeps the runs of all sessions and ends the thread; gives up after so many seconds. Once only.
  public func close(seconds: Double) {
    state.change { state in
      state.isClosing = true
      state.wanted = Set(state.sessions.map(ObjectIdentifier.init))
    }
    thread.join(seconds: seconds)
  }

  // MARK: The thread

  private static func run(
    _ folder: SessionFolder, _ program: String, _ copies: LogCopies?, _ state: Monitor<State>,
    _ tell: (LogFault) -> Void
  ) {
    var writers: [ObjectIdentifier: SessionWriter] = [:]
    while true {
      let isNews = state.wait(seconds: interval) { $0.isClosing || $0.done < $0.given }
      let (now, wanted) = state.withLock { state in
        defer { state.wanted = [] }
        return (state, state.wanted)
      }
      let present = Set(now.sessions.map(ObjectIdentifier.init))
      writers = writers.filter { present.contains($0.key) }
      for session in now.sessions {
        let id = ObjectIdentifier(session)
        let writer = writers.removeValue(forKey: id) ?? SessionWriter(folder, program, copies)
        let used = Set(writers.values.compactMap(\.name))
        do throws(LogFault) {
          // At rest there is nothing new where nothing was done since.
          let isNewer = writer.isBehind || session.snapshot().isRunning
          let keepsRuns = wanted.contains(id) || !isNews && isNewer
          try writer.write(
            session, view: now.views[id] ?? "", keepsRuns: keepsRuns, isOver: now.isClosing,
            beside: used)
        } catch {
          tell(error)
        }
        writers[id] = writer
      }
      state.change { $0.done = now.given }
      if now.isClosing { return }
    }
  }
}
