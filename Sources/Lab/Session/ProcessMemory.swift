internal import Glibc
internal import Lessons

/// How much more memory this process may take.
public enum ProcessMemory {
  /// What a thread takes beside its numbers: its stack, and what the allocator puts aside for it.
  private static let thread = WorkerThread.stackSize + 8 << 20
  /// What lessons take to be read.
  private static let least = 16 << 20
  /// What the program itself still needs, as for the screen.
  private static let program = 32 << 20

  /// Bytes that the numbers of `arms` arms may take: 2 GiB, or what a limit on the process's
  /// addresses (`ulimit -v`) leaves.
  static func limit(arms: Int) -> Int {
    guard let rest else { return Lesson.memoryLimit }
    return max(0, min(Lesson.memoryLimit, rest - program - arms * thread))
  }

  /// Bytes that runs at earlier steps may take together, where nobody says how many.
  static var keptBytes: Int { max(0, min(SessionState.keptBytes, (rest ?? .max) / 8)) }

  /// Of `count` threads those that there are addresses for, beside what the program needs anyway.
  static func threads(of count: Int) -> Int {
    guard let rest else { return count }
    return max(0, min(count, (rest - least - program) / thread))
  }

  /// - Throws: `SystemFault` where there is not even enough to read lessons.
  public static func require() throws(SystemFault) {
    guard let rest, rest < least else { return }
    throw SystemFault(
      action: "work with \(max(0, rest) >> 20) MiB more memory (ulimit -v); "
        + "at least \(least >> 20) are needed", code: ENOMEM)
  }

  /// Bytes of addresses that are left; nil where nothing limits them.
  private static var rest: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      let most = Int(exactly: limit.rlim_cur), let used = addresses
    else { return nil }
    return most - used
  }

  /// Bytes of addresses in use, from Linux's own account; nil where there is none.
  private static var addresses: Int? {
    guard let file = fopen("/proc/self/statm", "r") else { return nil }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 128)
    guard fgets(&buffer, Int32(buffer.count), file) != nil else { return nil }
    let text = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    return text.split(separator: " ").first.flatMap { Int($0) }.map {
      $0 * sysconf(Int32(_SC_PAGESIZE))
    }
  }
}
