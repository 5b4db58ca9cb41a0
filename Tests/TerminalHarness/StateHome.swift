import Glibc

/// A folder for what a program keeps from one start to the next, gone with the program.
final class StateHome: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/gradlab-state-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw TerminalProgram.Fault.cannotStart("/tmp/gradlab-state-XXXXXX", errno: errno)
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    let folder = "\(path)/gradlab"
    for name in ["progress.txt", "progress.txt.lock", "progress.txt.bad"] {
      unlink("\(folder)/\(name)")
    }
    rmdir(folder)
    rmdir(path)
  }
}
