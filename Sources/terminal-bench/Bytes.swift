import TerminalHarness

/// What a slow line carries, in the window that every terminal has.
extension TerminalBench {
  private static let small = Size(columns: 80, rows: 24)

  func bytes() throws -> [Row] {
    try [
      Row(
        "bytes a frame at 80x24, curves", bytesOfFrame(page: 2, title: "One curve"), "B", "≤ 1024"),
      Row(
        "bytes a frame at 80x24, heatmap", bytesOfFrame(page: 3, title: "One picture"), "B",
        "≤ 10240"),
      Row("bytes of a turned knob at 80x24, median", bytesOfKey(), "B", "≤ 300"),
    ]
  }

  /// The mean over the frames of some seconds while all arms train.
  private func bytesOfFrame(page: Int, title: String) throws -> Double {
    let program = try opened(endless, size: Self.small)
    for _ in 1..<page { program.type("n") }
    try program.must("page \(page) is open") { $0.screen.contains(title) }
    program.type(" ")
    try program.must("the arms train") { $0.screen.contains("/s") }
    program.pump(for: 1)
    program.forgetOutput()
    let first = program.screen.synchronizedFrames
    program.pump(for: isQuick ? 2 : 10)
    return Double(program.output.count) / Double(max(1, program.screen.synchronizedFrames - first))
  }

  /// What a turned knob changes on a screen that is at rest.
  private func bytesOfKey() throws -> Double {
    let program = try opened(endless, size: Self.small)
    program.type("n")
    try program.must("the knob is there") { $0.screen.contains("learning rate") }
    // The first turn takes the focus along.
    program.type("l")
    try program.must("it is turned") { $0.screen.contains("0.0125") }
    var counts: [Double] = []
    for number in 0..<(isQuick ? 20 : 100) {
      _ = program.becomesQuiet(milliseconds: 100)
      program.forgetOutput()
      program.type(number.isMultiple(of: 2) ? "h" : "l")
      try program.must("the key is answered") { !$0.output.isEmpty }
      _ = program.becomesQuiet(milliseconds: 100)
      counts.append(Double(program.output.count))
    }
    return counts.quantile(0.5)
  }
}
