internal import COpenBLAS

/// What OpenBLAS says of itself.
public enum BLASDescription {
  /// The processor family whose kernels it chose, such as "Zen" or "SkylakeX".
  public static var kernel: String { String(cString: openblas_get_corename()) }
  /// Its version and how it was built.
  public static var configuration: String { String(cString: openblas_get_config()) }
  /// The threads that one product may use.
  public static var threads: Int { Int(openblas_get_num_threads()) }
}
