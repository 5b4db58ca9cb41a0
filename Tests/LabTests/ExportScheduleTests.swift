import Foundation
import Lab
import Networks
import Testing

/// The functions that exported scripts have for schedules, run by Python itself.
@Suite("Schedules in Python") struct ExportScheduleTests {
  static let schedules: [Schedule] = [
    .constant, .step(at: [3, 10, 10], factor: 0.5), .step(at: [], factor: 0.1),
    .cosine(steps: 20), .exponential(factor: 0.97), .inverseTime(decay: 0.3),
    .linear(steps: 12, end: 0.1), .warmUp(steps: 5, then: .cosine(steps: 15)),
    .warmUp(steps: 3, then: .warmUp(steps: 2, then: .step(at: [4], factor: 0.1))),
    .oneCycle(steps: 25), .oneCycle(steps: 10, rise: 0.5, start: 0.1, end: 0.01),
  ]

  private static let hasPython = (try? python("print(1)")) == "1\n"

  private static func python(_ program: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  @Test(
    "each gives the factors that GradLab trains with",
    .enabled(if: hasPython, "there is no python3: the exported schedules are not run"))
  func factors() throws {
    var program = "import math\n\n"
    program += PyTorchPiece.allCases.filter(\.isSchedule).map(\.text).joined(separator: "\n\n")
    for schedule in Self.schedules {
      program += "\nprint(*[repr(float((\(schedule.pyTorch.text))(t))) for t in range(30)])"
    }
    let lines = try Self.python(program).split(separator: "\n")
    try #require(lines.count == Self.schedules.count)
    for (schedule, line) in zip(Self.schedules, lines) {
      let factors = line.split(separator: " ").compactMap { Double($0) }
      try #require(factors.count == 30)
      for (step, factor) in factors.enumerated() {
        let expected = schedule.factor(at: step)
        #expect(abs(factor - expected) <= 1e-12, "\(schedule) at step \(step)")
      }
    }
  }

  @Test("a schedule brings the definitions that it makes use of")
  func pieces() {
    let nested = Schedule.warmUp(
      steps: 3, then: .warmUp(steps: 2, then: .step(at: [4], factor: 0.1)))
    #expect(nested.pyTorch.text == "warm_up(3, warm_up(2, drops([4], 0.1)))")
    #expect(nested.pyTorch.pieces == [.warmUp, .drops])
  }
}
