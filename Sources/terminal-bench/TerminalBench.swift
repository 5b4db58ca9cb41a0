import Charts
import Glibc
import TerminalHarness

/// Measures the program as a person meets it: in a terminal, while it works.
///
///     swift run -c release terminal-bench [--quick] [LESSON]
///
/// The program measured is the `gradlab` beside this one, or that of GRADLAB_PROGRAM.
@main
struct TerminalBench {
  let lesson: String
  /// Fewer repetitions, for trying out.
  let isQuick: Bool

  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let bench = TerminalBench(
      lesson: arguments.first { !$0.hasPrefix("-") } ?? "kaiming-vs-bad-initialization",
      isQuick: arguments.contains("--quick"))
    do {
      try bench.run()
    } catch {
      print("terminal-bench: \(ProgramUnderTest.path): \(error)")
      exit(1)
    }
  }

  private func run() throws {
    print("\(ProgramUnderTest.path), \(lesson), window 120x40")
    for measure in [firstFrame, idle, keys, frames, throughput] {
      for row in try measure() { print(row.text) }
    }
  }

  enum Fault: Error, CustomStringConvertible {
    case notSeen(String)

    var description: String {
      switch self {
      case .notSeen(let what): "waited in vain until \(what)"
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
      try program.must("the lessons are listed") { $0.screen.contains("Kaiming") }
      lessons.append((TerminalProgram.now() - start) * 1000)
      program.send(signal: SIGTERM)
      _ = program.end()
    }
    return [
      Row("start to first frame, median", bytes.quantile(0.5), "ms", "≤ 50"),
      Row("start to the list of lessons, median", lessons.quantile(0.5), "ms", ""),
    ]
  }

  /// A lesson that waits.
  private func idle() throws -> [Row] {
    let program = try opened()
    _ = program.becomesQuiet(milliseconds: 500)
    program.forgetOutput()
    let seconds = isQuick ? 5.0 : 20.0
    let used = program.processorSeconds
    _ = program.wait(seconds: seconds) { _ in false }
    return [
      Row("idle: processor", (program.processorSeconds - used) / seconds * 100, "%", "≤ 0.1"),
      Row("idle: bytes sent", Double(program.output.count), "B", "0"),
    ]
  }

  /// From a key to the first change of the screen that it alone causes, while all arms train: the
  /// panel that has the focus, which Tab moves on.
  private func keys() throws -> [Row] {
    var program = try training()
    var times: [Double] = []
    var sizes: [Double] = []
    while times.count < (isQuick ? 100 : 1000) {
      if !program.screen.contains("steps/s") { program = try training() }
      _ = program.pump(milliseconds: Int32(times.count * 7 % 23))
      let before = Focus(program.screen)
      program.forgetOutput()
      let start = TerminalProgram.now()
      program.type("\t")
      try program.must("Tab moves the focus") { Focus($0.screen) != before }
      times.append((TerminalProgram.now() - start) * 1000)
      sizes.append(Double(program.output.count))
    }
    return [
      Row("key to changed screen while training, p50", times.quantile(0.5), "ms", "≤ 16"),
      Row("key to changed screen while training, p99", times.quantile(0.99), "ms", "≤ 50"),
      Row("bytes until then, median", sizes.quantile(0.5), "B", ""),
    ]
  }

  /// What a running lesson sends.
  private func frames() throws -> [Row] {
    let program = try training()
    program.forgetOutput()
    let first = program.screen.synchronizedFrames
    let start = TerminalProgram.now()
    _ = program.wait(seconds: isQuick ? 2 : 5) { !$0.screen.contains("steps/s") }
    let seconds = TerminalProgram.now() - start
    let count = max(1, program.screen.synchronizedFrames - first)
    return [
      Row("frames while training", Double(count) / seconds, "/s", "≤ 30"),
      Row("bytes a frame, mean", Double(program.output.count) / Double(count), "B", ""),
    ]
  }

  /// How long the whole run takes with the screen and without, alternating.
  private func throughput() throws -> [Row] {
    var shown: [Double] = []
    var hidden: [Double] = []
    for _ in 0..<(isQuick ? 1 : 3) {
      shown.append(try secondsOnScreen())
      hidden.append(try secondsWithout())
    }
    let (with, without) = (shown.quantile(0.5), hidden.quantile(0.5))
    return [
      Row("whole run with the screen, median", with, "s", ""),
      Row("whole run by gradlab run, with start, median", without, "s", ""),
    ]
  }

  private func secondsOnScreen() throws -> Double {
    let program = try opened()
    let start = TerminalProgram.now()
    program.type(" ")
    try program.must("the run is done", seconds: 300) { $0.screen.contains("done") }
    return TerminalProgram.now() - start
  }

  private func secondsWithout() throws -> Double {
    let start = TerminalProgram.now()
    let program = try Self.start(["run", lesson, "--json"], circumstances: .pipesOutput)
    guard program.end(seconds: 300) == .exit(0) else { throw Fault.notSeen("gradlab run ended") }
    return TerminalProgram.now() - start
  }

  // MARK: Programs

  private static func start(
    _ arguments: [String], circumstances: TerminalProgram.Circumstances = []
  ) throws -> TerminalProgram {
    try TerminalProgram(
      ProgramUnderTest.path, arguments, size: Size(columns: 120, rows: 40),
      circumstances: circumstances)
  }

  private func opened() throws -> TerminalProgram {
    let program = try Self.start(["open", lesson])
    try program.must("the lesson is open") { $0.screen.contains("ready") }
    return program
  }

  private func training() throws -> TerminalProgram {
    let program = try opened()
    program.type(" ")
    try program.must("the arms train") { $0.screen.contains("steps/s") }
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

/// Which cells are emphasized: bold or reversed text shows where the focus is.
struct Focus: Hashable {
  private let cells: [String]

  init(_ screen: VirtualScreen) {
    // The first row holds the rate of the run, which changes by itself.
    cells = screen.cells.dropFirst().map { row in
      String(
        String.UnicodeScalarView(
          row.map { $0.rendition.isBold || $0.rendition.isReversed ? $0.scalar : "." }))
    }
  }
}

/// A line of the table.
struct Row {
  let name: String
  let value: Double
  let unit: String
  let goal: String

  init(_ name: String, _ value: Double, _ unit: String, _ goal: String) {
    (self.name, self.value, self.unit, self.goal) = (name, value, unit, goal)
  }

  var text: String {
    let digits = value < 10 ? 100.0 : 10
    let number = "\((value * digits).rounded() / digits) \(unit)"
    let gap = String(repeating: " ", count: max(1, 48 - name.count))
    return "  " + name + gap + number
      + (goal.isEmpty
        ? "" : String(repeating: " ", count: max(1, 14 - number.count)) + "goal " + goal)
  }
}

extension [Double] {
  /// The value below which a share of the values lies (nearest rank).
  func quantile(_ share: Double) -> Double {
    let ordered = sorted()
    guard !ordered.isEmpty else { return .nan }
    return ordered[Swift.min(ordered.count - 1, Int(share * Double(ordered.count)))]
  }
}
