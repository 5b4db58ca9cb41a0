public import Lessons

/// Something that is read on a thread of its own, while somebody goes on with something else.
public final class BackgroundReading<Success: Sendable, Failure: Error>: Sendable {
  private let state: Monitor<Result<Success, Failure>?> = Monitor(nil)
  private let signal: ChangeSignal

  /// - Throws: `SystemFault` when the system gives no thread or descriptor.
  public init(_ read: @escaping @Sendable () throws(Failure) -> Success) throws(SystemFault) {
    signal = try ChangeSignal()
    let thread = try WorkerThread.start { [state, signal] in
      let result = Result { () throws(Failure) in try read() }
      state.withLock { $0 = result }
      signal.raise()
    }
    // Nobody waits for it, also where the program ends before it does.
    thread.join(seconds: 0)
  }

  /// nil: it is still being read.
  public var result: Result<Success, Failure>? { state.withLock { $0 } }

  /// A descriptor that can be read once the result is there.
  public var changeSignal: Int32 { signal.descriptor }
}

/// One lesson from its file.
public typealias LessonReading = BackgroundReading<Lesson, BrokenLesson>
/// A lesson with a person's file in place of its data.
public typealias OwnDataReading = BackgroundReading<Lesson, OwnDataFault>
