public import Lessons

/// Reads the lessons of a folder on a thread of its own: for them a person's own data files are
/// looked at, which takes seconds where they are large.
public final class LibraryReading: Sendable {
  /// How far it is.
  public struct Progress: Sendable {
    /// What was read so far; nil: nothing.
    public var library: LessonLibrary?
    /// The file that is being read; nil before the first and after the last.
    public var path: String?
    /// Why the folder can't be read.
    public var fault: LibraryFault?
    public var isFinished = false
  }

  private let state = Monitor(Progress())
  private let signal: ChangeSignal

  /// - Parameters:
  ///   - root: the folder of lessons.
  ///   - personal: the person's own one.
  ///   - languages: those that lessons are wanted in.
  /// - Throws: `SystemFault` when the system gives no thread or descriptor.
  public init(
    root: String, personal: String? = nil, languages: [LanguageTag] = []
  ) throws(SystemFault) {
    signal = try ChangeSignal()
    let thread = try WorkerThread.start { [state, signal] in
      LibraryReading.read(root, personal, languages, into: state)
      signal.raise()
    }
    // Nobody waits for it, also where the program ends before it does.
    thread.join(seconds: 0)
  }

  private static func read(
    _ root: String, _ personal: String?, _ languages: [LanguageTag], into state: Monitor<Progress>
  ) {
    do {
      let library = try LessonLibrary(root: root, personal: personal, languages: languages) {
        path, library in
        state.withLock { ($0.path, $0.library) = (path, library) }
      }
      state.withLock { $0 = Progress(library: library, isFinished: true) }
    } catch {
      state.withLock { $0 = Progress(fault: error, isFinished: true) }
    }
  }

  public var progress: Progress { state.withLock { $0 } }

  /// A descriptor that can be read once all is read.
  public var changeSignal: Int32 { signal.descriptor }
}
