import CSupport

/// The end of a process that a signal asked for.
public enum TerminalGuard {
  /// Gives the terminal back and dies by the signal, so that the parent sees what happened: a
  /// shell reports 128 + `signal`.
  public static func die(by signal: Int32) -> Never { terminal_guard_die(signal) }
}
