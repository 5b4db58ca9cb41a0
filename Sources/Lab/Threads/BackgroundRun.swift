/// Work on a thread of its own that somebody looks at while it goes on, and that can be ended.
final class BackgroundRun<State: Sendable>: Sendable {
  private let state: Monitor<State>
  private let isCancelledState = Monitor(false)
  private let signal: ChangeSignal

  /// - Throws: `SystemFault` when the system gives no descriptor.
  init(_ state: State) throws(SystemFault) {
    self.state = Monitor(state)
    signal = try ChangeSignal()
  }

  /// Begins it. Nobody waits for its end, also where the program ends before it does.
  /// - Throws: `SystemFault` when the system gives no thread.
  func start(_ work: @escaping @Sendable (BackgroundRun) -> Void) throws(SystemFault) {
    let thread = try WorkerThread.start { work(self) }
    thread.join(seconds: 0)
  }

  var present: State { state.withLock { $0 } }

  /// Changes what is shown, and says that there is something new.
  func show(_ change: (inout State) -> Void) {
    note(change)
    signal.raise()
  }

  /// Changes what is shown with the next that is new.
  func note(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

  /// A descriptor that can be read when there is something new; `drain` makes it quiet again.
  var changeSignal: Int32 { signal.descriptor }

  func drain() { signal.drain() }

  var isCancelled: Bool { isCancelledState.withLock { $0 } }

  func cancel() { isCancelledState.withLock { $0 = true } }
}
