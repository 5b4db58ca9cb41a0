import Charts
import Foundation
import TemporaryFiles
import TerminalHarness

/// A lesson that asks, and a folder for what is kept of it.
struct AskingLesson {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("asking.md", Self.text)
  }

  var state: String { folder.path("state") }
  var environment: [String: String?] { ["XDG_STATE_HOME": state] }
  var file: String { "\(state)/gradlab/progress.txt" }

  /// Without the comments.
  var lines: [String] {
    let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
  }

  func open(
    _ arguments: [String] = [], environment: [String: String?] = [:],
    size: Size = Size(columns: 80, rows: 24), circumstances: TerminalProgram.Circumstances = []
  ) throws -> TerminalProgram {
    try TerminalProgram(
      ProgramUnderTest.path,
      ["open", "asking", "--root", folder.path, "--speed", "max"] + arguments,
      environment: self.environment.merging(environment) { $1 }, size: size,
      circumstances: circumstances)
  }

  func run(_ arguments: String..., input: String? = nil) throws -> CommandLineRun {
    let words = (["\"$GRADLAB\""] + arguments.map { "'\($0)'" }).joined(separator: " ")
    let line = input.map { "printf '\($0)' | \(words)" } ?? words
    return try CommandLineRun(
      shell: "\(line) --root '\(folder.path)'", environment: ["XDG_STATE_HOME": state])
  }

  /// Puts a file of somebody who has answered both questions long ago.
  func writeAnswers() throws {
    try FileManager.default.createDirectory(
      atPath: "\(state)/gradlab", withIntermediateDirectories: true)
    try folder.write(
      "state/gradlab/progress.txt",
      """
      gradlab progress 1
      page lesson=asking number=1 title=Look count=1 time=2026-01-01T00:00:00Z
      answer lesson=asking question=winner wording=0 chose=a outcome=right confidence=sure count=2 time=2026-01-01T00:00:00Z
      answer lesson=asking question=size wording=0 guessed=3 outcome=wrong measured=2.3 confidence=guess count=3 time=2026-01-01T00:00:00Z
      end

      """)
  }

  private static let text = """
    ---
    lab: 1
    id: asking
    title: A lesson that asks
    question: What is answered?
    part: T. Tests
    number: 1
    minutes: 1
    seeds: {show: 7, look: "1-2"}
    data: {kind: moons, train: 100, test: 20}
    model: {kind: mlp, width: $width, depth: 2, activation: relu,
      init: {distribution: normal, variance: 2 / fan_in}}
    train: {optimizer: sgd, learning_rate: 0.1, batch: 16, steps: 60}
    knobs:
      width: {label: width, value: 8, range: [2, 40], step: 1}
    arms:
      one: {label: one}
    probes:
      loss: {of: train_loss}
    plots:
      curve: {line: [loss]}
    ---
    ## Look

    Nothing is asked here.

    ```lab
    plots: [curve]
    run: {arms: [one], until: 40}
    knobs: [width]
    ```

    ## Guess

    Now choose.

    ```lab
    plots: [curve]
    predict:
      id: winner
      ask: "Does the loss fall?"
      kind: choice
      options: {a: "it falls", b: "it rises", c: "it stays"}
      answer: a
      why: {b: "It is descent."}
    skippable: false
    ```

    ## Reckon

    Now reckon.

    ```lab
    plots: [curve]
    predict: {id: size, ask: "How large is the loss at step 40?", kind: number, answer: "metric(one, loss, 40)", factor: 2, unit: nats}
    run: {arms: [one], until: 40}
    ```

    ## The end

    Well done.
    """
}
