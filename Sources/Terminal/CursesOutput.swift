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
    // All empty arrays are one, into which Swift would write the count while other threads read it.
    let bytes =
      count <= 0
      ? []
      : [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = max(0, pread(memory, buffer.baseAddress, buffer.count, 0))
      }
    ftruncate(memory, 0)
    lseek(memory, 0, SEEK_SET)
    return bytes
  }
}
