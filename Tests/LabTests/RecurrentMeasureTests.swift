import Experiments
import Lab
import Lessons
import Testing

@Suite("What probes read of recurrent networks")
struct RecurrentMeasureTests {
  private static let tokens = 12

  private func text(_ cell: String, _ matrix: String, asked: Int = tokens) -> String {
    """
    ---
    lab: 1
    id: recall
    title: Recall
    question: How far back?
    part: T. Tests
    number: 1
    minutes: 1
    seeds: {show: 3, look: [1]}
    data: {kind: delayed_recall, length: \(Self.tokens), train: 200, test: 20}
    model:
      kind: characters
      cell: \(cell)
      embedding: 6
      width: 10
      gate_bias: 2
      bias: 0
      input: {distribution: normal, variance: 1 / fan_in}
      recurrent: {distribution: \(matrix), variance: 1 / fan_in}
    train: {optimizer: adam, learning_rate: 0.01, batch: 16, steps: 20}
    arms:
      it: {label: it}
    probes:
      flow: {of: gradient_through_time}
      states: {of: state_gradient_through_time}
      largest: {of: recurrent_singular_largest, every: 1}
      smallest: {of: recurrent_singular_smallest, every: 1}
    plots:
      curve: {line: [largest]}
    ---
    ## Watch
    It is {{metric(it, flow[\(asked)], 5)|.3}}.
    ```lab
    plots: [curve]
    run: {arms: all, until: 5}
    ```
    """
  }

  private func run(_ cell: String, _ matrix: String, steps: Int) throws -> HeadlessRun.Arm {
    let lesson = try Lesson.read(Array(text(cell, matrix).utf8), path: "recall.md")
    return try HeadlessRun.run(lesson, library: DataLibrary(folder: "/nowhere"), steps: steps).arms[
      0]
  }

  private func norms(_ probe: String, _ arm: HeadlessRun.Arm) throws -> [Double] {
    let series = try #require(arm.snapshot.readings.series(probe)?.first)
    #expect(series.x == (1...Self.tokens).map(Double.init))
    return series.y
  }

  @Test(
    "no step back through tanh lengthens a gradient by more than the largest singular value",
    arguments: ["normal", "orthogonal"], [0, 5])
  func bound(_ matrix: String, _ steps: Int) throws {
    let arm = try run("rnn", matrix, steps: steps)
    let norms = try norms("flow", arm)
    let largest = try #require(arm.series["largest"]?.raw.last)
    for (earlier, later) in zip(norms, norms.dropFirst()) {
      #expect(earlier > 0 && earlier <= largest * later * (1 + 1e-5))
    }
  }

  @Test("an orthogonal matrix has only singular values 1, for each gate by itself")
  func orthogonal() throws {
    for cell in ["rnn", "lstm", "gru"] {
      let arm = try run(cell, "orthogonal", steps: 0)
      for probe in ["largest", "smallest"] {
        let value = try #require(arm.series[probe]?.raw.first)
        #expect(abs(value - 1) < 1e-5, "\(cell)")
      }
    }
  }

  @Test("an LSTM is read at its c, and beside it at its h; other cells carry h alone")
  func memory() throws {
    for cell in ["rnn", "gru"] {
      let arm = try run(cell, "normal", steps: 3)
      #expect(try norms("flow", arm) == norms("states", arm))
    }
    let arm = try run("lstm", "normal", steps: 3)
    let (memory, states) = (try norms("flow", arm), try norms("states", arm))
    // At the last token c counts through its h alone, which tanh and the output gate make smaller.
    #expect(memory[Self.tokens - 1] > 0)
    #expect(memory[Self.tokens - 1] < states[Self.tokens - 1])
    // Open forget gates carry c far; h has only the gates.
    #expect(memory[0] > states[0])
  }

  @Test("formulas read it token by token, and ask for no token that isn't there")
  func tokens() throws {
    let arm = try run("gru", "normal", steps: 5)
    let recorded = arm.snapshot.recorded[MetricKey(probe: "flow", layer: Self.tokens, step: 5)]
    #expect(recorded == (try norms("flow", arm)).last)
    #expect(throws: (any Error).self) {
      try Lesson.read(
        Array(text("gru", "normal", asked: Self.tokens + 1).utf8), path: "recall.md")
    }
  }
}
