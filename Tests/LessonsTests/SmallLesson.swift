import Lessons

/// A lesson as small as one can be with a bit of everything, and the same with one thing changed.
enum SmallLesson {
  static let text = """
    ---
    lab: 1
    id: small
    title: A small lesson
    question: Does it read?
    part: A. Tests
    number: 3
    minutes: 2
    seeds: {show: 7, look: "1-3"}
    data: {kind: mnist, train: 100, test: 50}
    model:
      kind: mlp
      width: 8
      depth: $depth
      activation: $activation
      init: {variance: $c / fan_in}
    train: {optimizer: sgd, learning_rate: $rate, batch: 10, steps: 50}
    knobs:
      c: {value: 2, range: [0.5, 8], scale: log}
      depth: {value: 3, range: [1, 9], step: 1}
      rate: {label: learning rate, value: 0.1, range: [0.001, 1], scale: log}
      activation: {value: relu, choices: [relu, tanh]}
    arms:
      he: {label: 2/n}
      tiny: {label: 0.5/n, set: {c: 0.5, activation: tanh}}
    probes:
      loss: {of: train_loss, smooth: 5}
      m2: {of: activation_mean_square}
      x: {of: activation_histogram}
    plots:
      curve: {line: [loss], scale: log}
      outputs: {ridgeline: x}
      size: {bars: [m2]}
    claims:
      learns: metric(he, loss, 50) < 2
      later: {expr: "metric(tiny, loss, 50) > 1", over: 2/3}
    ---
    ## First

    The loss is {{metric(he, loss, 50)|.2}}.

    ```lab
    plots: [curve, size]
    run: {arms: [he], until: 50}
    predict:
      id: guess
      ask: Which one?
      kind: choice
      options: {a: this, b: that}
      answer: a
      why: {b: "Not that."}
    knobs: [c]
    hints: ["Look."]
    notes: Wait.
    claims: [learns]
    skippable: false
    ```
    """

  static func bytes(_ text: String = SmallLesson.text) -> [UInt8] { Array(text.utf8) }

  /// The lesson with the first `old` replaced.
  static func changed(_ old: String, to new: String) -> String {
    guard let range = text.firstRange(of: old) else { return "no \(old) in the lesson" }
    return text.replacingCharacters(in: range, with: new)
  }

  /// The faults of a text, as `line:column: message`.
  static func faults(_ bytes: [UInt8]) -> [String] {
    do {
      _ = try Lesson.read(bytes, path: "f.md")
      return []
    } catch {
      return error.faults.map { String($0.description.dropFirst("f.md:".count)) }
    }
  }

  static func faults(_ text: String) -> [String] { faults(Array(text.utf8)) }
}

extension String {
  /// Without Foundation.
  fileprivate func replacingCharacters(
    in range: Range<String.Index>, with new: String
  ) -> String {
    String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
