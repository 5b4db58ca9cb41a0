import Charts
import Glibc
import TerminalHarness

/// Measures the program as a person meets it: in a terminal, while it works.
///
///     swift run -c release terminal-bench [--quick | --minutes N]
///
/// With `--minutes` it looks at one long run instead: its memory and its pace, from the first minute to the last.
/// The program measured is the `gradlab` beside this one, or that of GRADLAB_PROGRAM.
@main
struct TerminalBench {
  /// Fewer repetitions, for trying out.
  let isQuick: Bool
  /// Trains longer than any measure lasts.
  let endless: BenchLesson
  /// Trains to its end.
  let finite: BenchLesson
  let steps: Int

  /// The most that a lesson may have.
  static let endlessSteps = 1_000_000
  static let size = Size(columns: 120, rows: 40)

  /// How long a run is to be looked at, where that is asked for.
  private static func minutes(in arguments: [String]) throws(Fault) -> Double? {
    guard let place = arguments.firstIndex(of: "--minutes") else { return nil }
    let word = arguments.dropFirst(place + 1).first ?? "nothing"
    guard let minutes = Double(word), minutes > 0, minutes.isFinite else { throw .noMinutes(word) }
    return minutes
  }

  static func main() {
    let isQuick = CommandLine.arguments.contains("--quick")
    let steps = isQuick ? 2000 : 10000
    exit(measure(isQuick: isQuick, steps: steps) ? 0 : 1)
  }

  /// The lessons' folders go when it returns.
  private static func measure(isQuick: Bool, steps: Int) -> Bool {
    do {
      let bench = TerminalBench(
        isQuick: isQuick, endless: try BenchLesson(steps: endlessSteps),
        finite: try BenchLesson(steps: steps), steps: steps)
      return bench.measure()
    } catch {
      print("terminal-bench: can't write a lesson to the temporary files: \(error)")
      return false
    }
  }

  private func measure() -> Bool {
    print("\(ProgramUnderTest.path), window \(Self.size.columns)x\(Self.size.rows)")
    do {
      if let minutes = try Self.minutes(in: CommandLine.arguments) {
        try watch(training(), minutes: minutes)
        return true
      }
      for measure in [firstFrame, idle, keys, operations, saved, frames, bytes, throughput] {
        for row in try measure() { print(row.text) }
      }
      return true
    } catch {
      print("terminal-bench: \(error)")
      return false
    }
  }

  enum Fault: Error, CustomStringConvertible {
    case notSeen(String)
    case noMinutes(String)

    var description: String {
      switch self {
      case .notSeen(let what): "waited in vain until \(what)"
      case .noMinutes(let word):
        "--minutes is followed by \(word); it takes a number above 0, as 60"
      }
    }
  }

  // MARK: Measures

  /// From exec to the first bytes of the library, and to its lessons.
  private func firstFrame() throws -> [Row] {
    var bytes: [Double] = []
    var lessons: [Double] = []
    for _ in 0..<(isQuick ? 5 : 20) {
      let start = TerminalProgram.now()
      let program = try Self.start([])
      try program.must("something is drawn") { !$0.screen.isBlank }
      bytes.append((TerminalProgram.now() - start) * 1000)
      try program.must("all lessons are listed") {
        $0.screen.contains("Positional encoding") && !$0.screen.contains("Lessons \u{00B7} reading")
      }
      lessons.append((TerminalProgram.now() - start) * 1000)
      program.send(signal: SIGTERM)
      _ = program.end()
    }
    return [
      Row("start to first frame, median", bytes.quantile(0.5), "ms", "≤ 50"),
      Row("start to the list of all lessons, median", lessons.quantile(0.5), "ms", ""),
    ]
  }

  /// A lesson that waits.
  private func idle() throws -> [Row] {
    let program = try opened(endless)
    _ = program.becomesQuiet(milliseconds: 500)
    program.forgetOutput()
    let seconds = isQuick ? 5.0 : 20.0
    let used = program.processorSeconds
    program.pump(for: seconds)
    return [
      Row("idle: processor", (program.processorSeconds - used) / seconds * 100, "%", "≤ 0.1"),
      Row("idle: bytes sent", Double(program.output.count), "B", "0"),
    ]
  }

  /// From a key to the first change of the screen that it alone causes, while all arms train: the
  /// panel that has the focus, which Tab moves on.
  private func keys() throws -> [Row] {
    let program = try training()
    var times: [Double] = []
    for number in 0..<(isQuick ? 200 : 1000) {
      // Keys fall into different moments of the program's frames.
      let pause = Double(number * 7 % 40) / 1000
      program.pump(for: pause)
      let before = Focus(program.screen)
      let start = TerminalProgram.now()
      program.type("\t")
      try program.must("Tab moves the focus") { Focus($0.screen) != before }
      times.append((TerminalProgram.now() - start) * 1000)
    }
    return [
      Row("key to changed screen while training, p50", times.quantile(0.5), "ms", "≤ 16"),
      Row("key to changed screen while training, p99", times.quantile(0.99), "ms", "≤ 50"),
      Row("key to changed screen while training, worst", times.quantile(1), "ms", ""),
    ]
  }

  /// From the key that silences a layer, or lets it speak again, to what it did to the answers on the test
  /// set, while all arms train.
  private func operations() throws -> [Row] {
    let program = try training()
    program.type("x")
    try program.must("the parts are listed") { $0.screen.contains("hidden1") }
    var times: [Double] = []
    for number in 0..<(isQuick ? 20 : 60) {
      let isSilent = number.isMultiple(of: 2)
      let start = TerminalProgram.now()
      program.type("s")
      try program.must("the effect is shown") { program in
        program.screen.lines.contains { $0.contains("\u{25B8} hidden1") && $0.contains("silent") }
          == isSilent
      }
      times.append((TerminalProgram.now() - start) * 1000)
    }
    return [
      Row("operation to its effect while training, median", times.quantile(0.5), "ms", "≤ 200"),
      Row("operation to its effect while training, worst", times.quantile(1), "ms", ""),
    ]
  }

  /// From a file's save to its new title on the screen, while all arms train.
  private func saved() throws -> [Row] {
    let program = try training()
    var times: [Double] = []
    for number in 1...(isQuick ? 3 : 10) {
      let title = "Four arms, draft \(number)"
      let start = TerminalProgram.now()
      try endless.save(title: title)
      try program.must("the saved lesson is shown") { $0.screen.contains(title) }
      times.append((TerminalProgram.now() - start) * 1000)
    }
    return [Row("saved to shown while training, median", times.quantile(0.5), "ms", "")]
  }

  /// What a running lesson sends.
  private func frames() throws -> [Row] {
    let program = try training()
    program.forgetOutput()
    let first = program.screen.synchronizedFrames
    let (start, used) = (TerminalProgram.now(), program.screenSeconds)
    program.pump(for: isQuick ? 2 : 10)
    let seconds = TerminalProgram.now() - start
    let count = max(1, program.screen.synchronizedFrames - first)
    let drawing = (program.screenSeconds - used) / seconds
    return [
      Row(
        "processor that keys and drawing take, of all there is",
        drawing / Double(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) * 100, "%", "≤ 3"),
      Row("frames while training", Double(count) / seconds, "/s", "≤ 30"),
      Row("bytes a frame, mean", Double(program.output.count) / Double(count), "B", ""),
      Row("bytes a second", Double(program.output.count) / seconds, "B/s", "≤ 131072"),
    ]
  }

  /// The same run with the screen and by `gradlab run`, in turns; steps of all four arms together.
  private func throughput() throws -> [Row] {
    var shown: [Double] = []
    var hidden: [Double] = []
    for _ in 0..<(isQuick ? 1 : 5) {
      shown.append(try secondsOnScreen())
      hidden.append(try secondsWithout(steps: steps) - secondsWithout(steps: 1))
    }
    let (with, without) = (shown.quantile(0.5), hidden.quantile(0.5))
    let all = Double(4 * steps)
    return [
      Row("steps with the screen, median", all / with, "/s", "≥ 4000"),
      Row("steps by gradlab run, median", all / without, "/s", ""),
      Row(
        "throughput lost to the screen and to the terminal that reads it",
        (1 - without / with) * 100, "%", ""),
    ]
  }

  private func secondsOnScreen() throws -> Double {
    let program = try opened(finite)
    let start = TerminalProgram.now()
    program.type(" ")
    try program.must("the run is done", seconds: 300) { $0.screen.contains("done") }
    return TerminalProgram.now() - start
  }

  private func secondsWithout(steps: Int) throws -> Double {
    let start = TerminalProgram.now()
    let program = try Self.start(
      ["run", finite.id, "--root", finite.folder, "--steps", "\(steps)", "--json"],
      circumstances: .pipesOutput)
    guard program.end(seconds: 300) == .exit(0) else { throw Fault.notSeen("gradlab run ended") }
    return TerminalProgram.now() - start
  }

  // MARK: Programs

  private static func start(
    _ arguments: [String], size: Size = size,
    circumstances: TerminalProgram.Circumstances = []
  ) throws -> TerminalProgram {
    try TerminalProgram(
      ProgramUnderTest.path, arguments, size: size, circumstances: circumstances)
  }

  func opened(_ lesson: BenchLesson, size: Size = size) throws -> TerminalProgram {
    let program = try Self.start(["open", lesson.id, "--root", lesson.folder], size: size)
    try program.must("the lesson is open") { $0.screen.contains("ready") }
    return program
  }

  /// The endless lesson, under way for a second.
  private func training() throws -> TerminalProgram {
    let program = try opened(endless)
    program.type(" ")
    try program.must("the arms train") { $0.screen.contains("steps/s") }
    program.pump(for: 1)
    return program
  }
}

extension TerminalProgram {
  /// Waits, or says what was waited for in vain.
  func must(
    _ what: String, seconds: Double = 60, _ condition: (TerminalProgram) -> Bool
  ) throws {
    guard wait(seconds: seconds, until: condition) else { throw TerminalBench.Fault.notSeen(what) }
  }
}
