import ArgumentParser
import Charts
import Lab
import Lessons
import Networks
import Screens
import Tensors

/// `gradlab bench [NET…]`.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the engine and the drawing.",
    discussion: """
      Times whole training steps of known networks; without names, of all of them, and then matrix \
      products, what the engine adds to an operation, loops over elements, the arms of the \
      initialization lesson side by side, and the drawing of a frame. The floor is the time of the \
      matrix products at the multiply-adds that a core does between registers. Fails where a large \
      product is so slow that its sums can't have stayed in registers.
      """)

  @Argument(help: "Networks: \(BenchmarkNetwork.allCases.map(\.rawValue).joined(separator: ", ")).")
  var nets: [BenchmarkNetwork] = []

  @Option(help: "How many threads share the work of a step.")
  var threads = 1

  @Option(help: "Seconds for each measurement.")
  var seconds = 1.0

  @Option(help: "Take so many steps of each network, and time nothing.")
  var steps: Int?

  @Flag(help: "Loops over elements instead of networks.")
  var elements = false

  @Flag(help: "Matrix products instead of networks.")
  var products = false

  @Flag(help: "Peak bytes of the networks' training steps instead of their time.")
  var memory = false

  @Flag(help: "Going back in the runs of some lessons, and what it costs to keep them.")
  var timeTravel = false

  @Flag(help: "The networks' results, and nothing else, as JSON.")
  var json = false

  @OptionGroup var folders: FolderOptions

  func validate() throws {
    guard (1...64).contains(threads) else {
      throw ValidationError("--threads must be 1 to 64, not \(threads)")
    }
    guard steps.map({ (1...1_000_000).contains($0) }) ?? true else {
      throw ValidationError("--steps must be 1 to 1000000, not \(steps ?? 0)")
    }
    guard seconds > 0, seconds <= 600 else {
      throw ValidationError("--seconds must be above 0 and at most 600, not \(seconds)")
    }
    guard [elements, products, memory, timeTravel].filter({ $0 }).count <= 1 else {
      throw ValidationError(
        "--elements, --products, --memory and --time-travel don't go together")
    }
    guard !(elements || products || timeTravel) || nets.isEmpty else {
      throw ValidationError("--elements, --products and --time-travel don't go with networks")
    }
  }

  func run() throws {
    Screen.prepareEngine()
    EngineRuntime.setThreads(threads)
    if let steps {
      for net in chosen { try NetworkBench(net: net, threads: threads).take(steps) }
      return
    }
    if memory { return try reportMemory() }
    if timeTravel { return try report(measureTimeTravel()) { .array($0.map(\.json)) } }
    if elements {
      return try report(timeElements()) { .array($0.map(\.json)) }
    }
    if products {
      let costs = timeProducts()
      try report(costs.map(\.row)) { .array($0.map(\.json)) }
      return try check(costs)
    }
    let ceiling = ArithmeticCeiling.measure()
    let results = try chosen.map { net in
      try NetworkBench(net: net, threads: threads).measure(seconds: seconds, ceiling: ceiling)
    }
    if json { return try StandardStreams.write(JSONValue.array(results.map(\.json)).text()) }
    var rows = [
      BenchResult(name: "multiply-adds of one core", value: ceiling / 1e9, unit: "GFLOP/s")
    ]
    rows += results.map(\.row)
    let costs = nets.isEmpty ? timeProducts() : []
    rows += costs.map(\.row)
    if nets.isEmpty { rows += timeOverhead() + timeElements() + (try timeLesson()) }
    try StandardStreams.write(BenchResult.table(rows, columns: 100))
    try check(costs)
  }

  private func timeProducts() -> [ProductCosts] {
    ProductCosts.measure(seconds: min(seconds, 0.3))
  }

  private func check(_ costs: [ProductCosts]) throws {
    let slow = costs.filter(\.isOutOfRegisters).map(\.shape.name)
    guard slow.isEmpty else {
      StandardStreams.warn(
        "gradlab: under \(Int(100 * ProductCosts.leastShare)) % of the multiply-adds that a core can "
          + "do: \(slow.joined(separator: ", ")); do the sums of a tile go through memory?\n")
      throw ExitCode.failure
    }
  }

  private var chosen: [BenchmarkNetwork] { nets.isEmpty ? BenchmarkNetwork.allCases : nets }

  private func report(
    _ results: [BenchResult], json text: ([BenchResult]) -> JSONValue
  ) throws {
    try StandardStreams.write(
      json ? text(results).text() : BenchResult.table(results, columns: 100))
  }

  private func reportMemory() throws {
    let results = try chosen.map { net in
      let bytes = try NetworkBench(net: net, threads: threads).peakBytes()
      return (net: net.rawValue, bytes: bytes)
    }
    try report(
      results.map {
        BenchResult(name: "\($0.net) step, peak", value: Double($0.bytes) / 1e6, unit: "MB")
      }
    ) { _ in
      .array(
        results.map {
          .object([
            "name": .string($0.net), "threads": .integer(threads),
            "peak_bytes": .integer($0.bytes),
          ])
        })
    }
  }

  private func measureTimeTravel() throws -> [BenchResult] {
    let shelf = try LessonShelf.read(folders, personal: false)
    return try TimeTravelBench.lessonIDs.flatMap { id in
      try TimeTravelBench(lesson: try shelf.lesson(named: id), data: shelf.data)
        .measure(seconds: seconds)
    }
  }

  private func timeLesson() throws -> [BenchResult] {
    let shelf = try LessonShelf.read(folders, personal: false)
    let lesson = try shelf.lesson(named: LessonBench.lessonID)
    let bench = LessonBench(lesson: lesson, data: shelf.data)
    return [
      BenchResult(
        name: "steps of the four arms together", value: try bench.stepsPerSecond(seconds: seconds),
        unit: "steps/s"),
      BenchResult(
        name: "frame of 120 × 40 (Study)", timing: try bench.frame(seconds: seconds), scale: 1e3,
        unit: "ms"),
    ]
  }

  private func timeElements() -> [BenchResult] {
    ElementCosts.measure(seconds: min(seconds, 0.3)).map { name, timing in
      BenchResult(
        name: json ? name : "\(name), an element", timing: timing, scale: 1e9, unit: "ns")
    }
  }

  private func timeOverhead() -> [BenchResult] {
    OperationOverhead.measure(seconds: min(seconds, 0.3)).map { name, timing in
      BenchResult(
        name: "\(name) of 4 numbers, both ways", timing: timing, scale: 1e6, unit: "µs")
    }
  }
}
