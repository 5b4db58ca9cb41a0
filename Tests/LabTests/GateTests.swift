import Datasets
import Experiments
import Glibc
import Lab
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

@Suite("Gates of recurrent networks")
struct GateTests {
  private static let tokens = 9

  private static func text(_ cell: String, _ probes: String, knob: String = "abacab?") -> String {
    """
    ---
    lab: 1
    id: gates
    title: Gates
    question: What is kept?
    part: T. Tests
    number: 1
    minutes: 1
    seeds: {show: 3, look: [1]}
    data: {kind: delayed_recall, length: \(tokens), train: 200, test: 20}
    model: {kind: characters, cell: \(cell), embedding: 4, width: 5}
    train: {optimizer: adam, learning_rate: 0.03, batch: 16, steps: 20}
    arms:
      it: {label: it}
    knobs:
      typed: {label: text, text: "\(knob)", limit: 60}
      number: {label: number, value: 4, range: [0, 19], step: 1}
    probes:
    \(probes)
    plots:
      look: {heatmap: one}
    ---
    ## A step

    Text.
    """
  }

  private func lesson(_ cell: String, _ probes: String) throws -> Lesson {
    try Lesson.read(Array(Self.text(cell, probes).utf8), path: "gates.md")
  }

  // MARK: The same by hand

  /// One cell's way through a text, in double precision, number by number.
  private struct ByHand {
    /// By gate, token and unit.
    var looks: [String: [[Double]]] = [:]

    init(_ cell: String, _ trainer: Trainer, _ text: [Int]) {
      func matrix(_ name: String) -> [[Double]] {
        let parameter = trainer.network.parameters.first { $0.name == name }
        guard let tensor = parameter.map({ trainer.weights[$0] }) else { return [] }
        let columns = tensor.shape.last ?? 1
        return (0..<tensor.count / columns).map { row in
          (0..<columns).map { Double(tensor.scalars[row * columns + $0]) }
        }
      }
      let table = matrix("embedding/table")
      let (w, u) = (matrix("recurrent/weight_ih_l0"), matrix("recurrent/weight_hh_l0"))
      let (b, c) = (matrix("recurrent/bias_ih_l0")[0], matrix("recurrent/bias_hh_l0")[0])
      func sum(_ row: [Double], _ x: [Double]) -> Double {
        zip(row, x).reduce(0) { $0 + $1.0 * $1.1 }
      }
      func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
      var (h, memory) = ([Double](repeating: 0, count: 5), [Double](repeating: 0, count: 5))
      for token in text {
        let x = table[token]
        /// W·x + b and U·h + c of a block of five rows.
        func parts(_ block: Int, _ unit: Int) -> (ofInput: Double, ofState: Double) {
          let row = 5 * block + unit
          return (sum(w[row], x) + b[row], sum(u[row], h) + c[row])
        }
        func gate(_ block: Int, _ f: (Double) -> Double) -> [Double] {
          (0..<5).map { f(parts(block, $0).ofInput + parts(block, $0).ofState) }
        }
        var found: [String: [Double]] = [:]
        switch cell {
        case "lstm":
          let (i, f, g, o) = (gate(0, sigmoid), gate(1, sigmoid), gate(2, tanh), gate(3, sigmoid))
          memory = (0..<5).map { f[$0] * memory[$0] + i[$0] * g[$0] }
          h = (0..<5).map { o[$0] * tanh(memory[$0]) }
          found = ["input": i, "forget": f, "candidate": g, "output": o, "cell": memory]
        case "gru":
          let (r, z) = (gate(0, sigmoid), gate(1, sigmoid))
          let n = (0..<5).map { unit in
            tanh(parts(2, unit).ofInput + r[unit] * parts(2, unit).ofState)
          }
          h = (0..<5).map { (1 - z[$0]) * n[$0] + z[$0] * h[$0] }
          found = ["reset": r, "update": z, "candidate": n]
        default: h = gate(0, tanh)
        }
        found["hidden"] = h
        for (name, values) in found { looks[name, default: []].append(values) }
      }
    }
  }

  @Test(
    "are what their formulas say of the weights, token by token",
    arguments: [
      ("lstm", ["input", "forget", "output", "candidate", "cell", "hidden"]),
      ("gru", ["update", "reset", "candidate", "hidden"]), ("rnn", ["hidden"]),
    ], [0, 12])
  func formulas(_ cell: (name: String, gates: [String]), steps: Int) throws {
    let probes = cell.gates.map {
      "  \($0 == cell.gates[0] ? "one" : $0): {of: gate, gate: \($0), input: 3}\n"
        + "  \($0)_mean: {of: gate_mean, gate: \($0), input: 3}"
    }
    let lesson = try lesson(cell.name, probes.joined(separator: "\n"))
    var experiment = try lesson.trained(steps: steps)
    let readings = experiment.readings(of: lesson.probes, knobs: [:])
    let data = try lesson.experiment(knobs: [:]).data
    let test = try #require(
      try DataLibrary(folder: "/nowhere").data(for: data).content.test.sequences)
    let text = test.source(3)
    let hand = ByHand(cell.name, experiment.trainer, text)
    for gate in cell.gates {
      let name = gate == cell.gates[0] ? "one" : gate
      let picture = try #require(readings.pictures(name)?.first)
      #expect(picture.title == gate && picture.rowLabels.isEmpty)
      #expect(picture.columnLabels == text.map { test.sourceVocabulary.tokens[$0] })
      #expect(picture.values.count == 5)
      let expected = try #require(hand.looks[gate])
      let means = try #require(readings.series("\(gate)_mean")?.first)
      #expect(means.x == (1...Self.tokens).map(Double.init))
      for token in 0..<Self.tokens {
        for unit in 0..<5 {
          // Sums of ten products in single precision, through nine steps.
          #expect(abs(picture.values[unit][token] - expected[token][unit]) < 2e-6)
        }
        #expect(abs(means.y[token] - expected[token].reduce(0, +) / 5) < 2e-6)
      }
      let isSigned = ["candidate", "cell", "hidden"].contains(gate)
      #expect(picture.isSigned == isSigned)
      #expect(picture.range == (gate == "cell" ? nil : isSigned ? -1...1 : 0...1))
    }
  }

  @Test("are shown for a text of the learner's own, of any length")
  func ownText() throws {
    let lesson = try lesson(
      "lstm",
      "  one: {of: gate, gate: forget, input: $typed}\n"
        + "  average: {of: gate_mean, gate: forget, input: $typed}\n"
        + "  numbered: {of: gate, gate: forget, input: $number}\n"
        + "  fourth: {of: gate, gate: forget, input: 4}")
    var experiment = try lesson.trained(steps: 3)
    let vocabulary = try lesson.experiment(knobs: [:]).data.description().classNames
    for typed in ["abacab?", "a", "abcabcabcabcabc"] {
      let readings = experiment.readings(
        of: lesson.probes, knobs: ["typed": .word(typed), "number": .number(4)])
      let text = try typed.map { try #require(vocabulary.firstIndex(of: String($0))) }
      let expected = try #require(ByHand("lstm", experiment.trainer, text).looks["forget"])
      let picture = try #require(readings.pictures("one")?.first)
      #expect(picture.columnLabels.joined() == typed)
      for (token, units) in expected.enumerated() {
        for (unit, value) in units.enumerated() {
          #expect(abs(picture.values[unit][token] - value) < 2e-6)
        }
      }
      #expect(readings.series("average")?.first?.y.count == typed.count)
      #expect(readings.pictures("numbered") == readings.pictures("fourth"))
    }
    let strange = experiment.readings(of: lesson.probes, knobs: ["typed": .word("a7")])
    let picture = try #require(strange.pictures("one")?.first)
    #expect(picture.values.isEmpty && picture.title.contains("“7” at place 2"))
    #expect(strange.series("average") == [])
  }

  @Test("formulas read the mean token by token")
  func recorded() throws {
    var lesson = try lesson(
      "gru", "  one: {of: gate, gate: update}\n  z: {of: gate_mean, gate: update}")
    lesson.probes.removeAll { $0.name == "one" }
    let key = MetricKey(probe: "z", layer: 4, step: 2)
    EngineRuntime.prepareProcess()
    var experiment = try lesson.experiment(knobs: [:]).begin(
      ExperimentStart(
        seed: 3, probes: lesson.probes, recording: [key], shelf: DataLibrary(folder: "/nowhere")))
    for _ in 0..<2 { experiment.advance() }
    let series = experiment.readings(of: lesson.probes, knobs: [:]).series("z")
    #expect(experiment.recorded[key] == series?.first?.y[3])
  }

  @Test(
    "are refused where no cell has them, with those that there are",
    arguments: [
      (
        "gru", "  one: {of: gate, gate: forget}",
        "unknown gate of these cells \"forget\"; expected one of: candidate, update, reset, hidden"
      ),
      ("rnn", "  one: {of: gate, gate: cell}", "expected one of: hidden"),
      ("lstm", "  one: {of: gate}", "the key \"gate\" is missing in probes.one"),
      ("lstm", "  one: {of: gate, gate: forgett}", "did you mean \"forget\"?"),
    ])
  func refused(_ cell: String, _ probes: String, _ fault: String) throws {
    do {
      _ = try lesson(cell, probes)
      Issue.record("no fault")
    } catch let broken as BrokenLesson {
      #expect(broken.faults.contains { $0.description.contains(fault) }, "\(broken.faults)")
    }
  }

  @Test("formulas cannot read what the learner types")
  func typedFormula() throws {
    let text = Self.text(
      "gru", "  one: {of: gate, gate: update}\n  z: {of: gate_mean, gate: update, input: $typed}")
    let asking = text + " {{metric(it, z[2], 5)|.3}}"
    #expect(throws: BrokenLesson.self) {
      try Lesson.read(Array(asking.utf8), path: "gates.md")
    }
    let numbered = asking.split(separator: "$typed", maxSplits: 1).joined(separator: "3")
    #expect(throws: Never.self) { try Lesson.read(Array(numbered.utf8), path: "gates.md") }
  }
}
