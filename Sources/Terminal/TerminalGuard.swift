import CSupport

/// The end of a process that has the screen.
public enum TerminalGuard {
  /// Lets faults of the program end it at once, with their message, from before there is a screen.
  public static func handleFaults() { terminal_guard_handle_faults() }

  /// Gives the terminal back and dies by the signal, so that the parent sees what happened: a
  /// shell reports 128 + `signal`.
  public static func die(by signal: Int32) -> Never { terminal_guard_die(signal) }

  /// Ends the process with `status` once the terminal is whole. Threads that still compute end with
  /// it: the usual end would take away what they use, and they would fault.
  public static func exit(_ status: Int32) -> Never { terminal_guard_exit(status) }
}
