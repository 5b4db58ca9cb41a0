/// Writes what a learner does to the file of progress, on a thread of its own: nobody ever waits for a
/// disk. What can't be written is tried again with the next change, and said once.
public final class ProgressKeeper: Sendable {
  private struct State: Sendable {
    /// What the file does not hold yet, the oldest first.
    var pending: [ProgressChange] = []
    /// How many changes were handed over, and how many of them a try to write was made for.
    var given = 0
    var tried = 0
    var isClosing = false
    /// Each kind of fault is told once.
    var told: Set<String> = []
    var untold: [ProgressFault] = []
  }

  private let state = Monitor(State())
  private let signal: ChangeSignal
  private let thread: WorkerThread

  /// - Throws: `SystemFault` when the system gives no thread or descriptor.
  public init(_ file: ProgressFile) throws(SystemFault) {
    signal = try ChangeSignal()
    thread = try WorkerThread.start { [state, signal] in
      Self.run(file, state, signal)
    }
  }

  /// Hands over what is to be kept; returns at once.
  public func keep(_ change: ProgressChange) {
    state.change { state in
      state.pending.append(change)
      state.given += 1
    }
  }

  /// A descriptor that can be read when there is a fault to tell.
  public var changeSignal: Int32 { signal.descriptor }

  /// The faults that nobody was told yet.
  public func takeFaults() -> [ProgressFault] {
    signal.drain()
    return state.withLock { state in
      defer { state.untold = [] }
      return state.untold
    }
  }

  /// Writes what is still to be written and ends the thread; gives up after so many seconds. Once only.
  public func close(seconds: Double) {
    state.change { $0.isClosing = true }
    thread.join(seconds: seconds)
  }

  // MARK: The thread

  private static func run(_ file: ProgressFile, _ state: Monitor<State>, _ signal: ChangeSignal) {
    while true {
      state.wait { $0.isClosing || $0.tried < $0.given }
      let (changes, given, isClosing) = state.withLock { ($0.pending, $0.given, $0.isClosing) }
      if !changes.isEmpty {
        let fault = save(changes, to: file)
        state.withLock { state in
          state.tried = given
          if fault?.isFinal ?? true { state.pending.removeFirst(changes.count) }
          guard let fault else { return }
          let isNew = state.told.insert(fault.kind).inserted
          // It was to be tried again, and now never will be.
          let isLost = isClosing && !fault.isFinal && !state.untold.contains(fault)
          guard isNew || isLost else { return }
          state.untold.append(fault)
          signal.raise()
        }
      }
      if isClosing { return }
    }
  }

  private static func save(
    _ changes: [ProgressChange], to file: ProgressFile
  ) -> ProgressFault? {
    do throws(ProgressFault) {
      // Whoever leaves waits a second: for the try under way, and for the last one.
      return try file.save(changes, seconds: 0.4).fault
    } catch { return error }
  }
}

extension ProgressFault {
  /// What faults of one kind have in common.
  fileprivate var kind: String {
    switch self {
    case .noHome: "home"
    case .damaged: "damaged"
    case .setAside: "set aside"
    case .future: "future"
    case .unreadable: "unreadable"
    case .unwritable: "unwritable"
    case .locked: "locked"
    }
  }

  /// Whether the changes are written, or never will be.
  fileprivate var isFinal: Bool {
    switch self {
    case .damaged, .setAside, .future, .noHome: true
    case .unreadable, .unwritable, .locked: false
    }
  }
}
