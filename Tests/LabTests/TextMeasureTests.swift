import Datasets
import Experiments
import Glibc
import Lab
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

@Suite("Texts that networks write")
struct TextMeasureTests {
  private static let models = [
    "{kind: characters, cell: rnn, embedding: 6, width: 12}",
    "{kind: characters, cell: lstm, embedding: 6, width: 12}",
    "{kind: characters, cell: gru, embedding: 6, width: 12}",
    "{kind: transformer, width: 16, heads: 2, depth: 1}",
  ]

  private func lesson(
    _ model: String = models[2], sample: String = "prompt: $start, length: 30, temperature: $t"
  ) throws -> Lesson {
    let text = """
      ---
      lab: 1
      id: names
      title: Names
      question: What does it write?
      part: T. Tests
      number: 1
      minutes: 1
      seeds: {show: 3, look: [1]}
      data: {kind: names, train: 400, test: 40}
      model: \(model)
      train: {optimizer: adam, learning_rate: 0.02, batch: 16, steps: 40}
      knobs:
        t: {label: temperature, value: 0.8, range: [0, 5]}
        start: {label: prompt, text: "ma", limit: 30}
      arms:
        it: {label: it}
      probes:
        loss: {of: train_loss}
        written: {of: sample, \(sample)}
      plots:
        written: {text: written}
      ---
      ## Watch
      It writes.
      ```lab
      plots: [written]
      run: {until: 40}
      ```
      """
    return try Lesson.read(Array(text.utf8), path: "names.md")
  }

  private var library: DataLibrary {
    EngineRuntime.prepareProcess()
    return DataLibrary(folder: ShippedAssets.folder)
  }

  private func passage(
    _ lesson: Lesson, _ experiment: TrainExperiment, _ knobs: [String: KnobValue] = [:]
  ) throws -> Passage {
    var experiment = experiment
    let readings = experiment.readings(
      of: lesson.probes.filter { $0.name == "written" },
      knobs: lesson.knobValues(session: knobs))
    return try #require(readings.passages("written")?.first)
  }

  private func vocabulary(_ lesson: Lesson) throws -> Vocabulary {
    let set = try library.data(for: lesson.data).content.train
    return try #require(set.sequences?.sourceVocabulary)
  }

  @Test("one step a token gives the logits of the whole window", arguments: models)
  func logits(model: String) throws {
    let lesson = try lesson(model)
    let trainer = try lesson.trained(steps: 20, library).trainer
    let tokens = try vocabulary(lesson).encode("mariane.pa")
    var whole = try #require(TextSampler(trainer.network, trainer.weights))
    var parts = whole
    let x = Tensor(shape: [1, tokens.count], scalars: tokens.map(Float.init))
    let logits = trainer.network(x, trainer.weights)
    let expected = logits.scalars.suffix(logits.shape[1])
    for found in [whole.read(tokens), parts.readEach(tokens)] {
      for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-5) }
    }
  }

  @Test("what is drawn has the probabilities of the logits at its temperature", arguments: models)
  func distribution(model: String) throws {
    let lesson = try lesson(model)
    let trainer = try lesson.trained(steps: 20, library).trainer
    let prompt = try vocabulary(lesson).encode("an")
    let sampler = try #require(TextSampler(trainer.network, trainer.weights))
    var reader = sampler
    let scaled = reader.read(prompt).map { Double($0) / 0.8 }
    let largest = try #require(scaled.max())
    let weights = scaled.map { exp($0 - largest) }
    let total = weights.reduce(0, +)
    let draws = 3000
    var counts = [Int](repeating: 0, count: weights.count)
    for draw in 0..<draws {
      var (copy, stream) = (sampler, Seed(1).stream("draw\(draw)"))
      let token = copy.continuation(
        of: prompt, length: 1, by: TokenSampling(temperature: 0.8), using: &stream)
      counts[token[0]] += 1
    }
    // Five deviations of a count, and one for the rarest.
    for (count, weight) in zip(counts, weights) {
      let p = weight / total
      let bound = 5 * (p * (1 - p) / Double(draws)).squareRoot() + 1 / Double(draws)
      #expect(abs(Double(count) / Double(draws) - p) < bound)
    }
  }

  @Test("a passage has its prompt, and as many tokens more as were asked for", arguments: models)
  func passages(model: String) throws {
    let lesson = try lesson(model)
    let experiment = try lesson.trained(steps: 5, library)
    let found = try passage(lesson, experiment)
    #expect(found.text.hasPrefix("ma") && found.promptEnd == 2 && !found.isRemark)
    #expect(found.text.unicodeScalars.count == 32)
    #expect(found.title == "temperature 0.8")
    let empty = try passage(lesson, experiment, ["start": .word("")])
    #expect(empty.promptEnd == 0 && empty.text.unicodeScalars.count == 30)
    // A capital that no name has is read as the small letter.
    #expect(try passage(lesson, experiment, ["start": .word("Ma")]) == found)
    let unread = try passage(lesson, experiment, ["start": .word("maß")])
    #expect(unread.isRemark && unread.text.hasPrefix("“ß” at place 3 is not in"))
  }

  @Test("without temperature each token is the likeliest", arguments: models)
  func greedy(model: String) throws {
    let lesson = try lesson(model, sample: "prompt: ma, length: 12, temperature: 0, top: 5")
    let experiment = try lesson.trained(steps: 30, library)
    let vocabulary = try vocabulary(lesson)
    // A name begins and ends with a dot, and after it the next one begins with nothing before.
    var (tokens, name) = (try vocabulary.encode("ma"), try vocabulary.encode(".ma"))
    let trainer = experiment.trainer
    for _ in 0..<12 {
      let x = Tensor(shape: [1, name.count], scalars: name.map(Float.init))
      let answer = try #require(trainer.network(x, trainer.weights).argmaxRows().last)
      tokens.append(answer)
      name = answer == 0 ? [0] : name + [answer]
    }
    #expect(tokens.contains(0))
    let found = try passage(lesson, experiment)
    #expect(found.text == tokens.map { vocabulary.tokens[$0] }.joined())
    #expect(found.title == "always the likeliest, of the 5 likeliest")
  }

  @Test("the same step gives the same text, another one another, and looking changes nothing")
  func repeats() throws {
    let lesson = try lesson()
    var (watched, alone) = (
      try lesson.trained(steps: 0, library), try lesson.trained(steps: 0, library)
    )
    var texts: Set<String> = []
    for _ in 0..<6 {
      let text = try passage(lesson, watched).text
      #expect(try passage(lesson, watched).text == text)
      texts.insert(text)
      watched.advance()
      alone.advance()
    }
    #expect(texts.count == 6)
    #expect(watched.trainer.weights.tensors == alone.trainer.weights.tensors)
    #expect(try passage(lesson, watched) == passage(lesson, alone))
  }

  @Test("knobs that the probe names act at once, and no run starts again for them")
  func knobs() throws {
    let lesson = try lesson()
    let session = try Session(lesson: lesson, library: library)
    func written() throws -> Passage {
      session.request(SnapshotRequest(probes: ["written"]))
      session.waitUntilSettled()
      return try #require(session.arm("it")?.readings.passages("written")?.first)
    }
    try session.sendAndSettle(.step, .step)
    let first = try written()
    try session.sendAndSettle(.set(knob: "t", to: .number(0), arm: nil))
    let sure = try written()
    #expect(sure.title == "always the likeliest" && sure.text != first.text)
    try session.sendAndSettle(.set(knob: "start", to: .word("jo"), arm: nil))
    #expect(try written().text.hasPrefix("jo"))
    try session.sendAndSettle(
      .set(knob: "start", to: .word("ma"), arm: nil), .set(knob: "t", to: .number(0.8), arm: nil))
    #expect(try written() == first)
    #expect(session.arm("it")?.step == 2)
    #expect(lesson.isLive("t") && lesson.isLive("start"))
  }

  @Test(
    "a knob of the wrong kind is refused, and so are numbers that nothing can be",
    arguments: [
      "temperature: $start", "prompt: $t", "length: $start", "top: $none", "temperature: -1",
      "length: 0", "top: 1.5",
    ])
  func refuses(sample: String) {
    #expect(throws: (any Error).self) { try lesson(sample: sample) }
  }
}

extension TextSampler {
  fileprivate mutating func readEach(_ tokens: [Int]) -> [Float] {
    tokens.reduce([]) { _, token in read([token]) }
  }
}
