import TerminalHarness

/// A day's work in a sample: four arms train as fast as they can while the screen is on, and begin again with
/// the next seed when they have come to the most steps that a lesson may have.
extension TerminalBench {
  /// What a run has come to at a moment.
  private struct Moment {
    let time = TerminalProgram.now()
    let processor: Double
    let steps: Int

    /// - Parameter stepsBefore: of each arm, in the runs that are over.
    init(_ program: TerminalProgram, stepsBefore: Int) {
      processor = program.processorSeconds
      steps = 4 * (stepsBefore + (program.shownStep ?? 0))
    }
  }

  /// Prints a line for each twelfth of the time.
  ///
  /// - Parameter program: has the endless lesson under way.
  func watch(_ program: TerminalProgram, minutes: Double) throws {
    print(
      "  minute     steps in all   steps/s   steps/processor second   memory, MiB   bytes a second")
    var stepsBefore = 0
    let first = Moment(program, stepsBefore: 0)
    var last = first
    for part in 1...12 {
      let end = first.time + minutes * 60 * Double(part) / 12
      program.forgetOutput()
      var bytes = 0
      while TerminalProgram.now() < end {
        _ = program.wait(seconds: 10) { $0.screen.contains("done") || TerminalProgram.now() >= end }
        bytes += program.output.count
        program.forgetOutput()
        if program.screen.contains("done") {
          stepsBefore += Self.endlessSteps
          try startAgain(program)
        }
      }
      let now = Moment(program, stepsBefore: stepsBefore)
      print(line(from: last, to: now, since: first, bytes: bytes, memory: program.residentBytes))
      last = now
    }
  }

  private func startAgain(_ program: TerminalProgram) throws {
    program.type("R")
    try program.must("the arms wait at their start") { $0.screen.contains("ready") }
    program.type(" ")
    try program.must("the arms train again") { $0.screen.contains("steps/s") }
  }

  private func line(
    from last: Moment, to now: Moment, since first: Moment, bytes: Int, memory: Int
  ) -> String {
    let (steps, seconds) = (Double(now.steps - last.steps), now.time - last.time)
    let columns: [(Double, Int)] = [
      ((now.time - first.time) / 60, 8), (Double(now.steps), 17), (steps / seconds, 10),
      (steps / (now.processor - last.processor), 25), (Double(memory) / 1_048_576, 14),
      (Double(bytes) / seconds, 17),
    ]
    return columns.map { value, width in
      let text = "\(Int(value.rounded()))"
      return String(repeating: " ", count: max(1, width - text.count)) + text
    }.joined()
  }
}

extension TerminalProgram {
  /// The step that the title of a lesson shows.
  fileprivate var shownStep: Int? {
    screen.lines.lazy.compactMap { $0.firstMatch(of: #/ step +([0-9]+)\//#) }.first.flatMap {
      Int($0.1)
    }
  }
}
