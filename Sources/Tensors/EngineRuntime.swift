internal import CKernels
internal import COpenBLAS
internal import CSupport

/// What the engine needs of the process and of each thread that computes.
public enum EngineRuntime {
  /// One BLAS thread (parallelism is the lab's own: arms side by side), and memory kept from step to
  /// step. Call once at start, before any thread is made.
  public static func prepareProcess() {
    support_configure_allocator()
    openblas_set_num_threads(1)
  }

  /// Denormals count as zero, and signal handlers get a stack of their own. Call first on every
  /// thread that computes, the main thread too.
  public static func prepareThread() {
    support_flush_denormals()
    // Without the stack a crash is only reported less well.
    _ = support_install_signal_stack()
  }

  /// Floats in one vector register of this build.
  public static var vectorWidth: Int { Int(REGISTER_WIDTH) }
}
