import Lab
import Screens

/// How it begins and ends, whatever it is shown on.
extension App {
  /// Shows what is to be begun with, and says what is wrong with settings and with what is kept.
  mutating func begin() {
    if let opened { show(opened) }
    if let notice = configuration.notice { take(.fault(notice)) }
    tellOfKeeping()
  }

  /// Closes the terminal, sees to it that all is kept, and ends the sessions.
  func end() -> Ending {
    terminal.close()
    talk?.host?.end()
    endKeeping()
    endSessions()
    endRecording()
    for session in left + [session].compactMap({ $0 }) { session.close() }
    return ending ?? .quit
  }
}
