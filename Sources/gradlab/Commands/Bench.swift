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
      Times whole training steps of known networks, the arms of the initialization lesson side by \
      side, loops over elements, and the drawing of a frame. With names of networks only those are \
      timed. The floor is the time of the matrix products at the multiply-adds that the cores do \
      between registers.
      """)

  @Argument(help: "Networks: \(BenchNet.allCases.map(\.rawValue).joined(separator: ", ")).")
  var nets: [BenchNet] = []

  @Option(help: "1 or 2: with 2, each works on one half of the batch.")
  var threads = 1

  @Option(help: "Seconds for each measurement.")
  var seconds = 3.0

  @Flag(help: "The results as JSON.")
  var json = false

  @OptionGroup var folders: FolderOptions

  func validate() throws {
    guard (1...2).contains(threads) else {
      throw ValidationError("--threads must be 1 or 2, not \(threads)")
    }
    guard seconds > 0, seconds <= 600 else {
      throw ValidationError("--seconds must be above 0 and at most 600, not \(seconds)")
    }
  }

  func run() throws {
    Screen.prepareEngine()
    let ceiling = ArithmeticCeiling.measure()
    var results = [
      BenchResult(name: "multiply-adds of one core", value: ceiling / 1e9, unit: "GFLOP/s")
    ]
    for net in nets.isEmpty ? BenchNet.allCases : nets {
      results.append(try time(net, ceiling: ceiling))
    }
    if nets.isEmpty { results += try timeLesson() + timeElements() }
    try StandardStreams.write(
      json
        ? JSONValue.array(results.map(\.json)).text()
        : BenchResult.table(results, columns: 100))
  }

  private func time(_ net: BenchNet, ceiling: Double) throws -> BenchResult {
    let timing = try net.time(threads: threads, seconds: seconds)
    let flops = try net.network().cost(batch: BenchNet.batch).flops
    let floor = flops / (ceiling * Double(threads))
    return BenchResult(
      name: "\(net.rawValue) step, \(threads) thread\(threads == 1 ? "" : "s")", timing: timing,
      scale: 1e3, unit: "ms",
      shareOfFloor: floor / timing.median)
  }

  private func timeLesson() throws -> [BenchResult] {
    let shelf = try LessonShelf.read(folders)
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
    ElementCosts.measure(seconds: min(seconds, 1)).map { name, timing in
      BenchResult(name: "\(name), an element", timing: timing, scale: 1e9, unit: "ns")
    }
  }
}
