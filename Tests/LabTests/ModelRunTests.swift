import Datasets
import Experiments
import Glibc
import Lab
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

/// Small lessons of other kinds than the perceptron, each with what its kind alone can measure.
enum ModelLesson: String, CaseIterable {
  case convolutional, dropout, residual, translator, characters, windows, transformer, points

  private var model: String {
    switch self {
    case .convolutional:
      "{kind: cnn, channels: [3, 4], stride: 4, kernel: 5, norm: batch, norm_rate: $lambda}"
    case .dropout:
      "{kind: mlp, width: 12, depth: 2, activation: tanh, norm: batch, norm_rate: $lambda, "
        + "dropout: 0.3}"
    case .residual: "{kind: resnet, depth: 8, widths: [2, 3, 4]}"
    case .translator:
      "{kind: seq2seq, embedding: 6, width: 8, bidirectional: yes, attention: $attention}"
    case .characters: "{kind: characters, cell: gru, embedding: 6, width: 8}"
    case .windows: "{kind: causal_convolutions, width: 8, depth: 2, dilation: 2}"
    case .transformer: "{kind: transformer, width: 8, heads: 2, depth: 2, positions: sinusoids}"
    case .points: "{kind: mlp, width: 8, depth: 1, activation: tanh}"
    }
  }

  private var data: String {
    switch self {
    case .convolutional, .dropout, .residual: "{kind: mnist, train: 120, test: 40}"
    case .translator: "{kind: dates, train: 200, test: 24}"
    case .characters: "{kind: delayed_recall, train: 200, test: 24}"
    case .windows, .transformer:
      "{kind: repeats, length: 12, tokens: 6, shortest: 3, longest: 4, train: 200, test: 24}"
    case .points: "{kind: spirals, classes: 3, train: 90, test: 30}"
    }
  }

  private var training: String {
    switch self {
    case .convolutional: "optimizer: sgd, momentum: 0.9, nesterov: yes"
    case .dropout: "optimizer: rmsprop, label_smoothing: 0.1, clip: {value: 0.5}"
    case .residual: "optimizer: sgd, momentum: 0.9"
    case .translator: "optimizer: adam, clip: {norm: 1}"
    case .characters: "optimizer: adamw, weight_decay: 0.01"
    case .windows, .transformer, .points: "optimizer: adam"
    }
  }

  private var probes: String {
    switch self {
    case .convolutional:
      """
        gap: {of: statistics_gap}
        mixed: {of: test_accuracy, batches: mixed, every: 5}
        one_class: {of: test_accuracy, batches: one_class, every: 5}
        one_image: {of: test_accuracy, batches: one_image, every: 5}
        kernels: {of: filters}
        maps: {of: feature_maps, layer: 2, input: 3}
        image: {of: input, input: $image}
      """
    case .dropout:
      """
        gap: {of: statistics_gap}
        mu: {of: batch_mean}
        sigma: {of: batch_deviation}
        average: {of: running_mean}
        deviation: {of: running_deviation}
        whole: {of: train_set_loss, every: 5}
      """
    case .residual:
      """
        layers: {of: computation}
        block: {of: residual_block, layer: 2}
      """
    case .translator:
      """
        exact: {of: exact_match, every: 5}
        year: {of: attention_mass, field: year, every: 5}
        right: {of: attention_argmax, every: 5}
        near: {of: attention_argmax, within: 2, every: 5}
        first: {of: token_accuracy, index: 1, every: 5}
        tokens_right: {of: token_accuracy, every: 5}
        words: {of: word_alignment, groups: {one: ["y", "1"], two: [a, "2"], three: ["/", "3"]}, every: 5}
        written: {of: sample, prompt: $date}
        alpha: {of: attention, input: $date}
        layers: {of: computation}
      """
    case .characters:
      """
        exact: {of: exact_match, every: 5}
        whole: {of: train_set_loss, every: 5}
        states: {of: state_gradient_through_time}
        cells: {of: unrolled, tokens: 4}
        longer: {of: unrolled, tokens: 24}
      """
    case .windows:
      """
        counted: {of: counted_loss, tokens: 2, every: 5}
        written: {of: sample, length: 8}
        layers: {of: computation}
      """
    case .transformer:
      """
        before: {of: previous_mass, every: 5}
        follow: {of: induction_mass, block: 1, head: 2, every: 5}
        alpha: {of: attention, input: 3}
        table: {of: positions}
        layers: {of: computation}
      """
    case .points:
      """
        map: {of: decision}
      """
    }
  }

  var pictures: Set<String> {
    switch self {
    case .convolutional: ["kernels", "maps", "image"]
    case .translator: ["alpha"]
    case .points: ["map"]
    case .transformer: ["alpha", "table"]
    case .dropout, .residual, .characters, .windows: []
    }
  }

  var lesson: Lesson {
    get throws {
      let text = """
        ---
        lab: 1
        id: small
        title: A small lesson
        question: Does it run?
        part: T. Tests
        number: 1
        minutes: 1
        seeds: {show: 7, look: [1, 2]}
        data: \(data)
        model: \(model)
        train: {\(training), learning_rate: $rate, batch: 12, steps: 40, schedule: {kind: cosine}}
        arms:
          first: {label: first}
          second: {label: second, set: {attention: "no", lambda: 0.5, rate: 0.02}}
        knobs:
          rate: {value: 0.01, range: [0.001, 1], scale: log}
          lambda: {value: 0.1, range: [0, 1]}
          attention: {value: "yes", choices: ["yes", "no"]}
          image: {value: 2, range: [0, 39], step: 1}
          date: {label: date, text: "march 3, 2021", limit: 29}
        probes:
          loss: {of: train_loss, smooth: 5}
          test: {of: test_loss, every: 10}
          rate: {of: learning_rate}
          m2: {of: activation_mean_square}
          dz: {of: gradient_norm}
        \(probes)
        plots:
          curve: {line: [loss]}
        ---
        ## Watch
        It is {{metric(first, test, 20)|.3}}, {{metric(second, m2[1], 10)|.3}}.
        ```lab
        plots: [curve]
        run: {arms: all, until: 20}
        ```
        """
      return try Lesson.read(Array(text.utf8), path: "\(rawValue).md")
    }
  }

  var library: DataLibrary {
    get throws {
      let lesson = try lesson
      guard lesson.data.kind == "mnist" else {
        EngineRuntime.prepareProcess()
        return DataLibrary(folder: "/nowhere")
      }
      return .forTests(lesson)
    }
  }
}

@Suite("Runs of every kind of network")
struct ModelRunTests {
  @Test("learn something, and measure what the lesson wants", arguments: ModelLesson.allCases)
  func learns(_ kind: ModelLesson) throws {
    let lesson = try kind.lesson
    let run = try HeadlessRun.run(lesson, library: kind.library, steps: 20)
    for arm in run.arms {
      #expect(arm.snapshot.phase == .finished)
      let loss = try #require(arm.series["loss"]).raw
      #expect(loss.count == 20 && loss.suffix(5).reduce(0, +) < loss.prefix(5).reduce(0, +))
      #expect(!arm.snapshot.recorded.values.contains { !$0.isFinite })
      #expect(arm.snapshot.parameterCount > 0)
      #expect(
        arm.snapshot.architecture.reduce(0) { $0 + $1.parameters } == arm.snapshot.parameterCount)
      #expect(Set(arm.snapshot.readings.keys).isSuperset(of: kind.pictures))
    }
  }

  @Test(
    "are the same bits watched or not, at one go or step by step", arguments: ModelLesson.allCases)
  func sameBits(_ kind: ModelLesson) throws {
    let lesson = try kind.lesson
    let expected = try HeadlessRun.run(lesson, library: kind.library, steps: 20)
    let session = try Session(lesson: lesson, library: kind.library)
    session.waitUntilSettled()
    let probes = Set(lesson.probes.map(\.name))
    for step in 1...20 {
      session.request(SnapshotRequest(resolution: 64, probes: step % 2 == 0 ? probes : []))
      try session.sendAndSettle(.step)
    }
    for (arm, reference) in zip(session.snapshot().arms, expected.arms) {
      #expect(arm.losses == reference.series["loss"]?.raw)
      #expect(arm.recorded == reference.snapshot.recorded)
      #expect(arm.readings == reference.snapshot.readings)
    }
  }

  @Test("attention is shown for a text of one's own, which restarts nothing")
  func ownText() throws {
    let lesson = try ModelLesson.translator.lesson
    let session = try Session(lesson: lesson, library: ModelLesson.translator.library)
    session.request(SnapshotRequest(probes: ["alpha"]))
    try session.sendAndSettle(.step)
    let first = try #require(session.arm("first")?.readings.pictures("alpha")?.first)
    #expect(first.columnLabels.joined() == "march 3, 2021")
    #expect(first.rowLabels.joined() == first.title && first.rowLabels.count == 10)
    #expect(first.range == 0...1)
    for row in first.values { #expect(abs(row.reduce(0, +) - 1) < 1e-5) }
    try session.sendAndSettle(.set(knob: "date", to: .word("3-mar-2021"), arm: nil))
    session.request(SnapshotRequest(probes: ["alpha"]))
    session.waitUntilSettled()
    let arm = try #require(session.arm("first"))
    #expect(arm.step == 1)
    #expect(arm.readings.pictures("alpha")?.first?.columnLabels.joined() == "3-mar-2021")
    // Without attention there is an answer, and nothing to see.
    let plain = try #require(session.arm("second")?.readings.pictures("alpha")?.first)
    #expect(plain.values.isEmpty && plain.title.count == 10)
    try session.sendAndSettle(.set(knob: "date", to: .word("3 März"), arm: nil))
    session.request(SnapshotRequest(probes: ["alpha"]))
    session.waitUntilSettled()
    let fault = session.arm("first")?.readings.pictures("alpha")?.first?.title ?? ""
    #expect(fault.hasPrefix("“ä” at place 4 is not in the network's vocabulary"))
  }

  @Test("images are turned through by a knob, and show what the layers make of them")
  func imageKnob() throws {
    let kind = ModelLesson.convolutional
    let session = try Session(lesson: kind.lesson, library: kind.library)
    session.request(SnapshotRequest(probes: kind.pictures))
    try session.sendAndSettle(.step)
    let arm = try #require(session.arm("first"))
    let kernels = try #require(arm.readings.pictures("kernels"))
    #expect(kernels.map(\.title) == ["conv1·1", "conv1·2", "conv1·3"])
    #expect(kernels.allSatisfy { $0.values.count == 5 && $0.values[0].count == 5 && $0.isSigned })
    let maps = try #require(arm.readings.pictures("maps"))
    #expect(maps.count == 4 && maps[0].title == "conv2·1" && maps[0].values.count == 2)
    // After batch norm and ReLU nothing is negative.
    #expect(maps.allSatisfy { !$0.isSigned && $0.values.joined().allSatisfy { $0 >= 0 } })
    #expect(arm.readings.pictures("image")?[0].title.hasPrefix("2, read ") == true)
    try session.sendAndSettle(.set(knob: "image", to: .number(5), arm: nil))
    session.request(SnapshotRequest(probes: kind.pictures))
    session.waitUntilSettled()
    #expect(session.arm("first")?.step == 1)
    #expect(
      session.arm("first")?.readings.pictures("image")?[0].title.hasPrefix("5, read ") == true)
  }

  @Test("a live learning rate goes on in one arm while the other keeps its schedule")
  func liveRate() throws {
    let session = try Session(
      lesson: ModelLesson.characters.lesson, library: ModelLesson.characters.library)
    for _ in 0..<5 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(.set(knob: "rate", to: .number(0.5), arm: nil), .step)
    let rates = session.snapshot().arms.compactMap { $0.traces["rate"]?.raw.last?.last }
    #expect(session.snapshot().arms.map(\.step) == [6, 6])
    let factor = 0.5 * (1 + cos(.pi * 5 / 40))
    #expect(abs(rates[0] - 0.5 * factor) < 1e-12 && abs(rates[1] - 0.02 * factor) < 1e-12)
  }
}
