public import Lessons

/// Reads one lesson on a thread of its own.
public final class LessonReading: Sendable {
  private let state: Monitor<Result<Lesson, BrokenLesson>?> = Monitor(nil)
  private let signal: ChangeSignal

  /// - Throws: `SystemFault` when the system gives no thread or descriptor.
  public init(path: String) throws(SystemFault) {
    signal = try ChangeSignal()
    let thread = try WorkerThread.start { [state, signal] in
      let result = Result { () throws(BrokenLesson) in try Lesson.read(path: path) }
      state.withLock { $0 = result }
      signal.raise()
    }
    // Nobody waits for it, also where the program ends before it does.
    thread.join(seconds: 0)
  }

  /// nil: it is still being read.
  public var result: Result<Lesson, BrokenLesson>? { state.withLock { $0 } }

  /// A descriptor that can be read once the lesson is.
  public var changeSignal: Int32 { signal.descriptor }
}
