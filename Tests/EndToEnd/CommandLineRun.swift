import Foundation
import TemporaryFiles
import TerminalHarness

/// One run of the built program without a terminal, and what became of it.
struct CommandLineRun {
  /// The exit status; nil when a signal ended the program.
  let status: Int32?
  /// The signal that ended the program.
  let signal: Int32?
  let output: String
  let errors: String

  /// Runs `gradlab` with `arguments` in `folder`, standard input empty.
  init(
    _ arguments: [String], environment: [String: String] = [:], folder: String? = nil
  ) throws {
    try self.init(
      executable: ProgramUnderTest.path, arguments, environment: environment, folder: folder)
  }

  /// Runs a line of bash in which `$GRADLAB` is the program.
  init(shell line: String, environment: [String: String] = [:]) throws {
    let all = environment.merging(["GRADLAB": ProgramUnderTest.path]) { $1 }
    try self.init(executable: "/bin/bash", ["-c", line], environment: all, folder: nil)
  }

  private init(
    executable: String, _ arguments: [String], environment: [String: String], folder: String?
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? CommandLineRun.root)
    process.standardInput = FileHandle.nullDevice
    // A file for the errors: two pipes read one after the other could wait for each other.
    let errorFile = try TemporaryFolder()
    let errorPath = errorFile.path("errors")
    try Data().write(to: URL(fileURLWithPath: errorPath))
    let errorHandle = try FileHandle(forWritingTo: URL(fileURLWithPath: errorPath))
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = errorHandle
    try process.run()
    output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    errors = try String(decoding: Data(contentsOf: URL(fileURLWithPath: errorPath)), as: UTF8.self)
    let isExit = process.terminationReason == .exit
    status = isExit ? process.terminationStatus : nil
    signal = isExit ? nil : process.terminationStatus
  }

  /// The folder of the package: the one that holds `Tests/EndToEnd`.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
}
