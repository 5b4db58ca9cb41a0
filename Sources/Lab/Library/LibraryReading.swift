public import Lessons

/// Reads the lessons of a folder on threads of its own: there are many, and for some of them a person's own data
/// files are looked at, which takes seconds where they are large.
public final class LibraryReading: Sendable {
  /// How far it is.
  public struct Progress: Sendable {
    /// What was read so far; nil: nothing.
    public var library: LessonLibrary?
    /// The file that was begun last; nil before the first and after the last.
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
      do throws(LibraryFault) {
        let files = try LessonFiles(root: root, personal: personal, languages: languages)
        let library = files.readAll { library, path in
          state.withLock { $0 = Progress(library: library, path: path) }
        }
        state.withLock { $0 = Progress(library: library, isFinished: true) }
      } catch {
        state.withLock { $0 = Progress(fault: error, isFinished: true) }
      }
      signal.raise()
    }
    // Nobody waits for it, also where the program ends before it does.
    thread.join(seconds: 0)
  }

  public var progress: Progress { state.withLock { $0 } }

  /// A descriptor that can be read once all is read.
  public var changeSignal: Int32 { signal.descriptor }
}

extension LessonFiles {
  /// What the threads have done so far.
  private struct Work {
    var files: [LessonFile?]
    var path: String?

    /// Those before the first that is missing: what is listed is only added to at its end.
    var read: [LessonFile] { files.prefix { $0 != nil }.compactMap { $0 } }
  }

  /// Reads all of them, as many at the same time as there are processors, and memory for their threads.
  /// - Parameter watch: is told now and then what was read without a gap, and which file was begun last.
  public func readAll(
    watch: (_ read: LessonLibrary, _ path: String?) -> Void = { _, _ in }
  ) -> LessonLibrary {
    let threads = ProcessMemory.threads(of: WorkPool.threads(forJobs: paths.count))
    let work = Monitor(Work(files: [LessonFile?](repeating: nil, count: paths.count)))
    func tell() {
      let (files, path) = work.withLock { ($0.read, $0.path) }
      watch(library(files), path)
    }
    if threads > 0 {
      _ = try? WorkPool.run(jobs: paths.count, threads: threads, every: 0.05, watch: tell) {
        index in
        work.withLock { $0.path = paths[index] }
        let file = read(index)
        work.withLock { $0.files[index] = file }
      }
    }
    // Where there is room for no thread more, this one reads.
    let files = work.withLock { $0.files }
    return library(files.enumerated().map { index, file in file ?? read(index) })
  }
}
