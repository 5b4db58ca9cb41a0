import Glibc
import PseudoTerminal

/// What a program is started with, and what the system tells of it.
extension TerminalProgram {
  static func modes(_ master: Int32) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = pseudo_terminal_modes(master, &bytes, bytes.count)
    return Array(bytes.prefix(count))
  }

  static func environment(_ changes: [String: String?]) -> [String] {
    var all: [String: String?] = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin",
      "HOME": "/tmp", "LANG": nil,
    ]
    // Where a sanitizer writes what it finds, and what is loaded for it.
    for name in ["TSAN_OPTIONS", "ASAN_OPTIONS", "LD_PRELOAD"] {
      if let value = getenv(name) { all[name] = String(cString: value) }
    }
    all.merge(changes) { $1 }
    return all.compactMap { name, value in value.map { "\(name)=\($0)" } }.sorted()
  }

  static func withStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      // The array holds at least the closing nil, so its buffer has an address.
      body(buffer.baseAddress!)
    }
  }

  static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var all: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(file, &bytes, bytes.count)
      guard count > 0 else { return String(decoding: all, as: UTF8.self) }
      all += bytes.prefix(count)
    }
  }
}
