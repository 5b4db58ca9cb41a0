import Experiments
import Glibc
import Lab
import Lessons

/// A lesson with a plot of every kind that is made of cells, and snapshots of it from formulas.
enum PictureLesson {
  static func lesson() throws -> Lesson {
    try Lesson.read(Array(text.utf8), path: "Lessons/15-pictures.md")
  }

  /// The four arms at two rates and two batch sizes; the last one diverges at step 7.
  static func snapshot(_ lesson: Lesson, step: Int, date: String = "march 3, 2021")
    -> SessionSnapshot
  {
    var knobs = Dictionary(uniqueKeysWithValues: lesson.knobs.map { ($0.name, $0.value) })
    knobs["date"] = .word(date)
    return SessionSnapshot(
      seed: 3, lessonStep: step, limit: 60, knobs: knobs,
      arms: lesson.arms.enumerated().map { index, arm in
        ArmSnapshot(
          id: arm.id, label: arm.label, knobs: knobs.merging(arm.set) { $1 }, step: 40,
          phase: index == 3 ? .diverged(step: 7) : .ready, parameterCount: 61_706,
          traces: ["loss": trace(2.5 * pow(0.5, Double(index + 1)))],
          readings: [
            "alpha": Reading(step: 40, .pictures([attention(index, date)])),
            "kernels": Reading(step: 40, .pictures(filters)),
          ],
          architecture: architecture)
      })
  }

  private static func trace(_ value: Double) -> Trace {
    Trace(
      raw: (1...40).map { step in
        let value = value * (1 + 40 / Double(step * step))
        return Trace.Bucket(
          steps: step...step, minimum: value, maximum: value, mean: value, last: value)
      })
  }

  /// Each digit of the answer looks at one character; arm 2 looks one further.
  static func attention(_ index: Int, _ date: String) -> Picture {
    let focus = [9, 10, 11, 12, 8, 1, 2, 7, 6, 6].map { $0 + index }
    let values = focus.map { focus in
      (0..<date.count).map { 0.02 + 0.7 * exp(-abs(Double($0 - focus))) }
    }
    return Picture(
      title: "2021-03-03", values: values, rowLabels: "2021-03-03".map(String.init),
      columnLabels: date.map(String.init), range: 0...1)
  }

  private static let filters = (1...6).map { filter in
    Picture(
      title: "c1·\(filter)",
      values: (0..<5).map { row in
        (0..<5).map { column in sin(Double(filter * row) + 0.7 * Double(column)) }
      }, isSigned: true)
  }

  private static let architecture = [
    ArchitectureRow(
      name: "c1", kind: "convolution 5×5", output: "6 × 28 × 28", parameters: 156),
    ArchitectureRow(name: "s2", kind: "average pooling", output: "6 × 14 × 14", parameters: 0),
    ArchitectureRow(
      name: "c3", kind: "convolution 5×5", output: "16 × 10 × 10", parameters: 2_416),
    ArchitectureRow(name: "s4", kind: "average pooling", output: "16 × 5 × 5", parameters: 0),
    ArchitectureRow(
      name: "c5", kind: "convolution 5×5", output: "120 × 1 × 1", parameters: 48_120),
    ArchitectureRow(name: "f6", kind: "dense", output: "84", parameters: 10_164),
    ArchitectureRow(name: "output", kind: "dense", output: "10", parameters: 850),
  ]

  private static let text = #"""
    ---
    lab: 1
    id: pictures
    title: Reading dates
    question: Where does a network look when it writes a date?
    part: "E. Sequences"
    number: 15
    minutes: 9
    seeds: {show: 3, look: [1, 2]}
    data: {kind: dates, train: 200, test: 50}
    model: {kind: seq2seq, embedding: 8, width: 16}
    train: {optimizer: sgd, learning_rate: $rate, batch: $batch, steps: 100}
    arms:
      slow:   {label: "slow", set: {rate: 0.01, batch: 8}}
      fast:   {label: "fast", set: {rate: 0.1, batch: 8}}
      steady: {label: "steady", set: {rate: 0.01, batch: 32}}
      wild:   {label: "wild", set: {rate: 0.1, batch: 32}}
    knobs:
      rate:  {label: rate, value: 0.01, range: [0.001, 1], scale: log}
      batch: {label: batch, value: 8, range: [1, 64], step: 1}
      date:  {label: date, text: "march 3, 2021", limit: 30}
    probes:
      loss:    {of: train_loss, label: training loss}
      alpha:   {of: attention, input: $date}
      kernels: {of: attention, input: 1}
    plots:
      curve:  {line: [loss], title: training loss}
      look:   {heatmap: alpha, title: where it looks}
      parts:  {architecture: all, title: the layers}
      best:   {map: {of: loss, rows: rate, columns: batch}, title: loss by rate and batch}
      tiles:  {images: kernels, title: first filters}
    claims:
      learns: "metric(fast, loss, 60) < 9"
    ---
    ## Where it looks
    Each row is a character that the network **writes**, each column one that it **reads**: the
    lighter a cell, the more it looks there.

    Type a date of your own.
    ```lab
    plots: [look, curve]
    run: {arms: [slow, fast], until: 60}
    knobs: [date, rate]
    ```

    ## The layers
    Most parameters sit in one layer.
    ```lab
    plots: [parts]
    run: {arms: all, until: 60}
    ```

    ## The best rate
    Which pair of rate and batch wins?
    ```lab
    plots: [best]
    run: {arms: all, until: 60}
    ```

    ## The filters
    What the first layer looks for.
    ```lab
    plots: [tiles]
    run: {arms: [slow], until: 60}
    ```
    """#
}
