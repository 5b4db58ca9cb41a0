import TemporaryFiles

/// The lesson that is measured, in a folder of its own: four arms of 10 layers of 64 units, which
/// train on MNIST in batches of 64 while curves, histograms and gradients are shown.
struct BenchLesson {
  private let files: TemporaryFolder
  let id: String
  private let steps: Int

  var folder: String { files.path }

  /// - Parameter steps: of each arm.
  init(steps: Int) throws {
    id = "bench-\(steps)"
    files = try TemporaryFolder()
    self.steps = steps
    try save(title: "Four arms at full speed")
  }

  /// Writes the lesson anew, as a person who edits it saves it: only the title is another one.
  func save(title: String) throws {
    try files.write("bench.md", Self.text(id: id, title: title, steps: steps))
  }

  private static func text(id: String, title: String, steps: Int) -> String {
    """
    ---
    lab: 1
    id: \(id)
    title: \(title)
    question: How fast is it?
    part: B. Benchmarks
    number: 1
    minutes: 1
    seeds: {show: 7, look: "1-2"}
    data: {kind: mnist, train: 12000, test: 2000}
    model: {kind: mlp, width: 64, depth: 10, activation: relu,
      init: {distribution: normal, variance: $c / fan_in},
      head: {distribution: normal, variance: 1 / fan_in}}
    train: {optimizer: sgd, learning_rate: $rate, batch: 64, steps: \(steps)}
    knobs:
      c: {label: c, value: 2, range: [0.1, 10], scale: log}
      rate: {label: learning rate, value: 0.01, range: [0.001, 1], scale: log}
    arms:
      a: {label: a, set: {c: 2}}
      b: {label: b, set: {c: 1.8}}
      c: {label: c, set: {c: 1.6}}
      d: {label: d, set: {c: 1.4}}
    probes:
      loss: {of: train_loss, smooth: 30, label: training loss}
      x: {of: activation_histogram, label: outputs x}
      dz: {of: gradient_norm, label: "‖∂L/∂z‖"}
      table: {of: confusion, label: answers}
    plots:
      curve: {line: [loss], title: training loss, scale: log}
      outputs: {ridgeline: x, title: outputs x by layer}
      flow: {bars: [dz], title: gradients by layer, scale: log}
      answers: {heatmap: table, title: which digit is answered as which}
    claims:
      learns: metric(a, loss, 100) < 2.5
    ---
    ## Watch

    Four networks train, as fast as they can.

    ```lab
    plots: [curve, outputs, flow]
    run: {arms: [a, b, c, d], until: \(steps)}
    claims: [learns]
    ```

    ## One curve

    What a slow line carries when lines move.

    ```lab
    plots: [curve]
    knobs: [rate]
    run: {arms: [a, b, c, d], until: \(steps)}
    ```

    ## One picture

    What it carries when colors do.

    ```lab
    plots: [answers]
    run: {arms: [a, b, c, d], until: \(steps)}
    ```

    """
  }
}
