import Glibc

/// Ctrl-C while something long is computed that is to end cleanly.
enum Interruption {
  /// Holds SIGINT back while `body` runs, which asks whether it has come; it then ends the process as
  /// it always does. Threads that begin within hold it back, too.
  static func held<Result>(_ body: (_ hasCome: () -> Bool) throws -> Result) rethrows -> Result {
    guard !isIgnored(SIGINT) else { return try body { false } }
    var (interrupt, before) = (sigset_t(), sigset_t())
    sigemptyset(&interrupt)
    sigaddset(&interrupt, SIGINT)
    pthread_sigmask(SIG_BLOCK, &interrupt, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try body {
      var pending = sigset_t()
      sigpending(&pending)
      return sigismember(&pending, SIGINT) == 1
    }
  }

  /// Whether the parent has asked to ignore it, as `nohup` and shells for what runs in the background.
  static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    sigaction(signal, nil, &action)
    // SIG_IGN is the address 1.
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
