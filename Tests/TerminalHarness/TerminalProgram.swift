// Whoever has a program in a terminal looks at its screen.
@_exported public import Charts
import Glibc
import PseudoTerminal
import TemporaryFiles

/// A program in a pseudo-terminal: types keys, keeps its screen, watches it end.
///
/// Nothing here sleeps for a fixed time: everything waits for something to be seen.
public final class TerminalProgram {
  public enum Ending: Hashable, Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  /// What is out of the ordinary for the program.
  public struct Circumstances: OptionSet, Sendable {
    public let rawValue: Int32
    public init(rawValue: Int32) { self.rawValue = rawValue }
    public static let ignoresHangUp = Circumstances(rawValue: 1)
    public static let withoutInput = Circumstances(rawValue: 2)
    public static let pipesOutput = Circumstances(rawValue: 4)
    public static let closesDescriptors = Circumstances(rawValue: 8)
  }

  public enum Fault: Error { case cannotStart(String, errno: Int32) }

  public let process: Int32
  public private(set) var screen: VirtualScreen
  /// Everything the program wrote to its terminal.
  public private(set) var output: [UInt8] = []
  /// What it wrote to the pipe that stands for standard output.
  public private(set) var piped: [UInt8] = []
  public private(set) var ending: Ending?
  public private(set) var isStopped = false
  /// Whether it has ended by now.
  public var hasEnded: Bool {
    checkEnding()
    return ending != nil
  }

  private var master: Int32
  /// Where it keeps what should last: its own, so that programs know nothing of each other.
  private let state: TemporaryFolder
  private let pipe: Int32
  /// The terminal's modes before the program changed them.
  private let firstModes: [UInt8]

  /// - Parameter environment: added to a small environment with TERM=xterm-256color and UTF-8; nil
  ///   removes a name.
  public init(
    _ path: String, _ arguments: [String] = [], environment: [String: String?] = [:],
    size: Size = Size(columns: 80, rows: 24), circumstances: Circumstances = []
  ) throws {
    var terminal = pseudo_terminal()
    var pipe: Int32 = -1
    state = try TemporaryFolder()
    let all = Self.environment(["XDG_STATE_HOME": state.path].merging(environment) { $1 })
    let error = Self.withStrings([path] + arguments) { arguments in
      Self.withStrings(all) { environment in
        pseudo_terminal_start(
          &terminal, &pipe, path, arguments, environment, Int32(size.columns), Int32(size.rows),
          circumstances.rawValue)
      }
    }
    guard error == 0 else { throw Fault.cannotStart(path, errno: error) }
    (master, process, self.pipe) = (terminal.master, terminal.process, pipe)
    firstModes = Self.modes(terminal.master)
    screen = VirtualScreen(columns: max(1, size.columns), rows: max(1, size.rows))
  }

  deinit {
    if ending == nil {
      kill(-process, SIGKILL)
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    if master >= 0 { close(master) }
    if pipe >= 0 { close(pipe) }
  }

  // MARK: Doing

  /// Types bytes, however slowly the program takes them; gives up after ten seconds.
  public func type(_ text: String) { type(Array(text.utf8)) }

  public func type(_ bytes: [UInt8]) {
    var rest = bytes[...]
    let end = Self.now() + 10
    while !rest.isEmpty && Self.now() < end {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        pump(milliseconds: 5)
      } else if errno != EINTR {
        return
      }
    }
  }

  /// Types bytes to a program whose output nobody reads.
  public func type(unread bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    poll(nil, 0, 20)
  }

  public func resize(_ size: Size) {
    screen.resize(columns: max(1, size.columns), rows: max(1, size.rows))
    _ = pseudo_terminal_resize(master, Int32(size.columns), Int32(size.rows))
  }

  public func send(signal: Int32) { kill(process, signal) }

  /// Closes the terminal, as when its window is closed.
  public func hangUp() {
    close(master)
    master = -1
  }

  /// Takes what the program writes for some time, or until there is something.
  /// Returns the number of bytes.
  @discardableResult
  public func pump(milliseconds: Int32) -> Int {
    var waits = [master, pipe].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&waits, 2, milliseconds) > 0 else { return 0 }
    let written = take(master)
    output += written
    screen.feed(written)
    let text = take(pipe)
    piped += text
    // A closed pipe is always ready: give the program a moment instead of spinning.
    if written.isEmpty && text.isEmpty { poll(nil, 0, min(5, milliseconds)) }
    return written.count + text.count
  }

  /// Takes what the program writes for so many seconds: the pause between two things that are typed.
  public func pump(for seconds: Double) {
    let end = Self.now() + seconds
    while Self.now() < end {
      pump(milliseconds: Int32(((end - Self.now()) * 1000).rounded(.up)))
    }
  }

  private func take(_ descriptor: Int32) -> [UInt8] {
    guard descriptor >= 0 else { return [] }
    if descriptor == pipe {
      var wait = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 0) == 1 else { return [] }
    }
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    return count > 0 ? Array(bytes.prefix(count)) : []
  }

  // MARK: Waiting

  /// Tests give the seconds that an idle machine may take; one that builds, or runs other tests beside
  /// these, gets so many times as long. What arrives in time costs nothing of it.
  private static let patience = 6.0

  /// Waits until `condition` holds, for some seconds of an idle machine at most; whether it does.
  public func wait(seconds: Double = 20, until condition: (TerminalProgram) -> Bool) -> Bool {
    let end = Self.now() + seconds * Self.patience
    while true {
      if condition(self) { return true }
      if Self.now() > end { return false }
      pump(milliseconds: 20)
      checkEnding()
    }
  }

  /// Waits like `wait`, and takes nothing that the program writes.
  public func waitUnread(seconds: Double, until condition: (TerminalProgram) -> Bool) -> Bool {
    let end = Self.now() + seconds * Self.patience
    while !condition(self) {
      if Self.now() > end { return false }
      poll(nil, 0, 10)
      checkEnding()
    }
    return true
  }

  /// Waits for the end of the program, and takes nothing that it writes.
  public func endUnread(seconds: Double) -> Ending? {
    _ = waitUnread(seconds: seconds) { $0.ending != nil }
    return ending
  }

  /// Waits until the screen shows a text.
  public func shows(_ text: String, seconds: Double = 20) -> Bool {
    wait(seconds: seconds) { $0.screen.contains(text) }
  }

  /// Waits until nothing was written for some time.
  public func becomesQuiet(milliseconds: Int32 = 300, seconds: Double = 20) -> Bool {
    let end = Self.now() + seconds * Self.patience
    while Self.now() < end {
      if pump(milliseconds: milliseconds) == 0 { return true }
    }
    return false
  }

  /// Waits for the end, and takes all that was written until then.
  public func end(seconds: Double = 20) -> Ending? {
    _ = wait(seconds: seconds) { $0.ending != nil }
    while pump(milliseconds: 0) > 0 {}
    return ending
  }

  private func checkEnding() {
    guard ending == nil else { return }
    var value: Int32 = 0
    switch pseudo_terminal_ending(process, &value) {
    case 1: ending = .exit(value)
    case 2: ending = .signal(value)
    case 3: isStopped = true
    case 4: isStopped = false
    default: break
    }
  }

  // MARK: Seeing

  /// Whether the terminal's modes are byte for byte those from before the program.
  public var hasFirstModes: Bool { Self.modes(master) == firstModes }

  /// What is wrong with the terminal that the program left; empty when nothing is.
  public var leftovers: [String] {
    var found: [String] = []
    if !hasFirstModes { found.append("terminal modes") }
    if screen.isAlternate { found.append("alternate screen") }
    if !screen.isCursorVisible { found.append("hidden cursor") }
    found += screen.modes.subtracting([25, 7]).sorted().map { "mode \($0)" }
    return found
  }

  public var outputText: String { String(decoding: output, as: UTF8.self) }
  public var pipedText: String { String(decoding: piped, as: UTF8.self) }
  public var hasEscapes: Bool { output.contains(0x1B) || piped.contains(0x1B) }
  public func forgetOutput() { output = [] }

  /// Processor time the program has used, all threads, in seconds.
  public var processorSeconds: Double {
    var (clock, time) = (clockid_t(), timespec())
    guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else {
      return 0
    }
    return Self.seconds(time)
  }

  /// Processor time of its first thread, which reads keys and draws, in seconds.
  public var screenSeconds: Double {
    // The first field: nanoseconds on a processor.
    let fields = (Self.read("/proc/\(process)/task/\(process)/schedstat") ?? "").split(
      separator: " ")
    return (fields.first.flatMap { Double($0) } ?? 0) / 1e9
  }

  /// What the program occupies in memory, in bytes.
  public var residentBytes: Int {
    // Field 2 of statm: pages.
    let fields = (Self.read("/proc/\(process)/statm") ?? "").split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
  }

  /// The process's children, as those of a shell.
  public var children: [Int32] {
    let text = Self.read("/proc/\(process)/task/\(process)/children") ?? ""
    return text.split(separator: " ").compactMap { Int32($0) }
  }

  public static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return seconds(time)
  }

  private static func seconds(_ time: timespec) -> Double {
    Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
