import CNcurses
import Glibc

/// Where ncurses writes to. It waits in `write` for a terminal that takes nothing, so its frames go
/// to memory first. Everything else that ncurses does is done to the terminal itself, whose modes
/// it reads and sets through the same descriptor.
struct CursesOutput {
  let descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10)
  private let terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10)
  private let memory = curses_memory()

  /// What ncurses writes while `body` runs. Nothing where the system has no memory files: then it
  /// has written to the terminal.
  func capture(_ body: () -> Void) -> [UInt8] {
    guard memory >= 0, dup2(memory, descriptor) == descriptor else {
      body()
      return []
    }
    body()
    dup2(terminal, descriptor)
    let count = Int(lseek(memory, 0, SEEK_CUR))
    var bytes = [UInt8](repeating: 0, count: max(0, count))
    let read = bytes.withUnsafeMutableBytes { pread(memory, $0.baseAddress, $0.count, 0) }
    bytes.removeLast(bytes.count - max(0, read))
    ftruncate(memory, 0)
    lseek(memory, 0, SEEK_SET)
    return bytes
  }
}
