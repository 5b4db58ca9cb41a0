internal import CKernels
internal import CSupport

/// What the engine needs of the process and of each thread that computes.
public enum EngineRuntime {
  /// Keeps memory from step to step. Call once at start, before any thread is made.
  public static func prepareProcess() {
    support_configure_allocator()
  }

  /// Denormals count as zero, and signal handlers get a stack of their own. Call first on every
  /// thread that computes, the main thread too.
  public static func prepareThread() {
    support_flush_denormals()
    // Without the stack a crash is only reported less well.
    _ = support_install_signal_stack()
  }

  /// Computes as a prepared thread does, and leaves the thread as it was: for threads of others.
  public static func asPrepared<Result>(_ body: () throws -> Result) rethrows -> Result {
    let mode = support_arithmetic_mode()
    defer { support_set_arithmetic_mode(mode) }
    support_flush_denormals()
    return try body()
  }

  /// Added to the niceness of threads that compute, so that a key is answered at once while all do.
  public static let niceness: Int32 = 5

  /// Processors that this process may use.
  public static var processorCount: Int { max(1, Int(support_processor_count())) }

  /// How many threads may compute at a time; as many as there are processors, until it is set. No
  /// result depends on it.
  public static func setThreads(_ count: Int) { SharedWork.setThreads(count) }

  /// Computes: while fewer threads do than there are processors, helpers take parts of large
  /// operations.
  public static func computing<Result>(_ body: () throws -> Result) rethrows -> Result {
    SharedWork.countComputing(1)
    defer { SharedWork.countComputing(-1) }
    return try body()
  }

  /// Floats in one vector register of this build.
  public static var vectorWidth: Int { Int(REGISTER_WIDTH) }
}
