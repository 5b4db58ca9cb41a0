import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

/// Every kind of network, optimizer and schedule once, exported from lessons of the tests' own and run.
@Suite("Export of every kind", .serialized) struct ExportKindsTests {
  struct Kind: CustomTestStringConvertible, Sendable {
    var name: String
    var data = "{kind: glyphs, train: 300, test: 50}"
    var model: String
    var train = "{optimizer: sgd, learning_rate: 0.05, batch: 16, steps: 40}"

    var testDescription: String { name }

    var lesson: String {
      """
      ---
      lab: 1
      id: kind
      title: A kind of \(name)
      question: Does it run?
      part: T. Tests
      number: 1
      minutes: 1
      seeds: {show: 7, look: [1]}
      data: \(data)
      model: \(model)
      train: \(train)
      arms:
        only: {label: only}
      knobs: {}
      probes:
        loss: {of: train_loss}
      plots:
        curve: {line: [loss]}
      claims: {}
      ---
      ## Look
      It trains.
      ```lab
      plots: [curve]
      run: {arms: all, until: 40}
      ```
      """
    }
  }

  private static let dates = "{kind: dates, train: 400, test: 60}"
  private static let recall = "{kind: delayed_recall, train: 300, test: 40, length: 8, symbols: 4}"

  static let kinds: [Kind] = [
    Kind(
      name: "mlp with batch norm, cosine",
      model: "{kind: mlp, width: 24, depth: 3, activation: tanh, norm: batch}",
      train: """
        {optimizer: sgd, learning_rate: 0.1, momentum: 0.9, nesterov: yes, weight_decay: 0.001, batch: 20, \
        steps: 40, schedule: {kind: cosine, steps: 40}}
        """),
    Kind(
      name: "mlp with layer norm, drops",
      model: "{kind: mlp, width: 24, depth: 2, activation: leaky_relu, leak: 0.2, norm: layer}",
      train: """
        {optimizer: rmsprop, learning_rate: 0.002, epsilon: 0.001, epsilon_inside: yes, batch: 16, steps: 40, \
        schedule: {kind: step, at: [10, 20], factor: 0.5}}
        """),
    Kind(
      name: "mlp, points", data: "{kind: spirals, train: 200, test: 50}",
      model: "{kind: mlp, width: 16, depth: 2, activation: tanh}",
      train: "{optimizer: rmsprop, learning_rate: 0.01, gamma: 0.9, batch: 25, steps: 40}"),
    Kind(
      name: "LeNet", data: "{kind: mnist, train: 320, test: 50}",
      model: "{kind: lenet, activation: tanh, pooling: average}",
      train: "{optimizer: adam, learning_rate: 0.001, weight_decay: 0.01, batch: 16, steps: 40}"),
    Kind(
      name: "convolutions with group norm",
      model: "{kind: cnn, channels: [8, 16], kernel: 3, norm: group, groups: 4, activation: tanh}",
      train: "{optimizer: adamw, learning_rate: 0.002, beta1: 0.8, batch: 16, steps: 40}"),
    Kind(
      name: "convolutions with batch norm, label smoothing",
      model: "{kind: cnn, channels: [6, 6], kernel: 3, norm: batch, norm_rate: 0.3, readout: mean}",
      train: "{optimizer: sgd, learning_rate: 0.05, label_smoothing: 0.1, batch: 16, steps: 40}"),
    Kind(
      name: "residual, projected",
      model: "{kind: resnet, depth: 8, widths: [4, 6, 8], shortcut: projected, scale: 0.5}"),
    Kind(
      name: "residual, padded",
      model: "{kind: resnet, depth: 14, widths: [4, 6, 8], shortcut: padded}",
      train: """
        {optimizer: sgd, learning_rate: 0.02, momentum: 0.9, batch: 16, steps: 40, clip: {norm: 0.5}}
        """),
    Kind(
      name: "plain", model: "{kind: resnet, depth: 26, widths: [4, 4, 4], shortcut: plain}",
      train: "{optimizer: sgd, learning_rate: 0.02, batch: 16, steps: 40, clip: {value: 0.01}}"),
    Kind(
      name: "attention", data: dates,
      model: "{kind: seq2seq, embedding: 12, width: 16, attention: yes, bidirectional: yes}",
      train: "{optimizer: adam, learning_rate: 0.005, batch: 20, steps: 40, clip: {norm: 1}}"),
    Kind(
      name: "tied readout", data: dates,
      model: "{kind: seq2seq, embedding: 12, width: 16, bidirectional: yes, readout: tied}",
      train: "{optimizer: adam, learning_rate: 0.005, batch: 20, steps: 40}"),
    Kind(
      name: "no attention", data: dates,
      model: "{kind: seq2seq, embedding: 12, width: 16, attention: no, bidirectional: no}",
      train: "{optimizer: adam, bias_correction: no, learning_rate: 0.002, batch: 20, steps: 40}"),
    Kind(
      name: "RNN", data: recall, model: "{kind: characters, cell: rnn, embedding: 8, width: 16}"),
    Kind(
      name: "LSTM", data: recall,
      model: "{kind: characters, cell: lstm, embedding: 8, width: 16, gate_bias: 1}",
      train: """
        {optimizer: adamw, bias_correction: no, weight_decay: 0.1, learning_rate: 0.002, batch: 16, steps: 40}
        """),
    Kind(
      name: "GRU", data: recall, model: "{kind: characters, cell: gru, embedding: 8, width: 16}"),
    Kind(
      name: "Transformer", data: recall,
      model: "{kind: transformer, width: 16, heads: 4, depth: 3}",
      train: "{optimizer: adam, learning_rate: 0.002, batch: 16, steps: 40}"),
    Kind(
      name: "Transformer, norm after", data: recall,
      model: "{kind: transformer, width: 16, heads: 2, depth: 1, norm_placement: after}"),
    Kind(
      name: "Transformer of attention alone, sinusoids, read by its mean", data: recall,
      model: """
        {kind: transformer, width: 16, heads: 2, depth: 2, hidden: 0, positions: sinusoids, \
        position_base: 100, causal: no, readout: mean}
        """,
      train: "{optimizer: adam, learning_rate: 0.002, batch: 16, steps: 40}"),
    Kind(
      name: "Transformer without positions", data: recall,
      model: "{kind: transformer, width: 16, heads: 2, depth: 2, positions: none}"),
    Kind(
      name: "convolutions over time", data: recall,
      model: "{kind: causal_convolutions, width: 16, depth: 3, dilation: 2}"),
    Kind(
      name: "mlp with instance norm of single units",
      model: "{kind: mlp, width: 6, depth: 2, activation: relu, norm: instance}",
      train: "{optimizer: adamw, weight_decay: 0.1, learning_rate: 0.01, batch: 16, steps: 40}"),
    Kind(
      name: "convolutions with a group for each channel, down to maps of 1×1",
      model: """
        {kind: cnn, channels: [4, 4, 4, 4], stride: 2, norm: group, groups: 4, activation: tanh}
        """),
  ]

  private func export(_ kind: Kind, to folder: TemporaryFolder) throws {
    try folder.write("kind.md", kind.lesson)
    let made = try CommandLineRun(
      [
        "export", "kind", "--root", folder.path, "--to", "pytorch", "--output", folder.path("out"),
      ])
    try #require(made.status == 0, "\(made.errors)")
  }

  @Test(
    "its losses are the lesson's", .enabled(if: ExportTests.hasPyTorch, ExportTests.skipped),
    arguments: kinds)
  func losses(kind: Kind) throws {
    let folder = try TemporaryFolder()
    try export(kind, to: folder)
    let run = try CommandLineRun(
      shell: "python3 \(folder.path("out"))/lesson.py --check --device cpu 2>&1")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("largest difference in the first"))
    #expect(run.output.contains("right answers on the test set"))
  }

  @Test(
    "batch statistics are those of the whole batch under torchrun",
    .enabled(if: ExportTests.hasPyTorch, ExportTests.skipped),
    arguments: [kinds[0], kinds[7], kinds[9]])
  func twoProcesses(kind: Kind) throws {
    let folder = try TemporaryFolder()
    try export(kind, to: folder)
    let run = try CommandLineRun(
      shell: """
        python3 -m torch.distributed.run --standalone --nproc-per-node=2 \
        \(folder.path("out"))/lesson.py --check --device cpu 2>&1
        """)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("largest difference in the first"))
  }

  @Test(
    "dropout and changed images are trained, and not compared",
    .enabled(if: ExportTests.hasPyTorch, ExportTests.skipped),
    arguments: [
      Kind(
        name: "dropout", model: "{kind: mlp, width: 16, depth: 2, activation: relu, dropout: 0.5}"),
      Kind(
        name: "augmentation", data: "{kind: glyphs, train: 300, test: 50, augment: {shift: 1}}",
        model: "{kind: mlp, width: 16, depth: 2, activation: relu}"),
    ])
  func random(kind: Kind) throws {
    let folder = try TemporaryFolder()
    try export(kind, to: folder)
    let run = try CommandLineRun(
      shell: "python3 \(folder.path("out"))/lesson.py --check --device cpu 2>&1")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("not compared"))
  }
}
