import CSupport
import Glibc

/// How far the memory of this process rises above what it is now, from Linux's own account.
struct MemoryMeter {
  /// Bytes in use when the meter was made.
  private let before: Int

  /// Gives back what is free, and sets the peak to what is in use.
  /// - Throws: `Fault` where Linux doesn't let the peak be reset.
  init() throws {
    support_release_free_memory()
    guard let file = fopen("/proc/self/clear_refs", "w") else { throw Fault.noAccount }
    // 5 resets the peak and nothing else (proc(5)).
    fputs("5", file)
    guard fclose(file) == 0 else { throw Fault.noAccount }
    before = try MemoryMeter.bytes(of: "VmRSS:")
  }

  /// The peak since, above the start.
  func growth() throws -> Int { try MemoryMeter.bytes(of: "VmHWM:") - before }

  enum Fault: Error, CustomStringConvertible {
    case noAccount

    var description: String {
      "can't measure memory: /proc/self/clear_refs and /proc/self/status are needed"
    }
  }

  private static func bytes(of key: String) throws -> Int {
    guard let file = fopen("/proc/self/status", "r") else { throw Fault.noAccount }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 256)
    while fgets(&buffer, Int32(buffer.count), file) != nil {
      let line = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
      guard line.hasPrefix(key) else { continue }
      let words = line.split { $0 == " " || $0 == "\t" || $0 == "\n" }
      guard words.count == 3, let kibibytes = Int(words[1]) else { break }
      return kibibytes * 1024
    }
    throw Fault.noAccount
  }
}
