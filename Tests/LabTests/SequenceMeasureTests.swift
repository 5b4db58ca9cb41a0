import Experiments
import Glibc
import Lab
import Lessons
import Testing
import TrainingLessons

@Suite("What probes read of sequences")
struct SequenceMeasureTests {
  private func lesson(
    data: String, model: String, probes: String, optimizer: String = "adam, learning_rate: 0.003",
    steps: Int = 20
  ) throws -> Lesson {
    let text = """
      ---
      lab: 1
      id: sequences
      title: Sequences
      question: What is read?
      part: T. Tests
      number: 1
      minutes: 1
      seeds: {show: 3, look: [1]}
      data: \(data)
      model: \(model)
      train: {optimizer: \(optimizer), batch: 32, steps: 400}
      arms:
        it: {label: it}
      probes:
        loss: {of: train_loss}
        \(probes)
      plots:
        curve: {line: [loss]}
      ---
      ## Watch
      It runs.
      ```lab
      plots: [curve]
      run: {arms: all, until: \(steps)}
      ```
      """
    return try Lesson.read(Array(text.utf8), path: "sequences.md")
  }

  private func run(_ lesson: Lesson, steps: Int) throws -> HeadlessRun.Arm {
    try HeadlessRun.run(lesson, library: DataLibrary(folder: "/nowhere"), steps: steps).arms[0]
  }

  @Test(
    "tokens that are decoded right are counted place by place, and rows of attention by how far they are off"
  )
  func copying() throws {
    let arm = try run(
      lesson(
        data: "{kind: copy, length: 4, tokens: 3, train: 2000, test: 100}",
        model: "{kind: seq2seq, embedding: 8, width: 24, attention: yes}",
        probes: """
          exact: {of: exact_match, every: 150}
            each: {of: token_accuracy, every: 150}
            p1: {of: token_accuracy, index: 1, every: 150}
            p2: {of: token_accuracy, index: 2, every: 150}
            p3: {of: token_accuracy, index: 3, every: 150}
            p4: {of: token_accuracy, index: 4, every: 150}
            p5: {of: token_accuracy, index: 5, every: 150}
            on: {of: attention_argmax, every: 150}
            near: {of: attention_argmax, within: 1, every: 150}
            wide: {of: attention_argmax, within: 3, every: 150}
          """, optimizer: "adam, learning_rate: 0.01", steps: 150), steps: 150)
    func value(_ probe: String, _ step: Int) -> Double {
      arm.series[probe]?.raw[step / 150] ?? .nan
    }
    for step in [0, 150] {
      let places = (1...4).map { value("p\($0)", step) }
      #expect(abs(places.reduce(0, +) / 4 - value("each", step)) < 1e-12)
      #expect(value("exact", step) <= places.min() ?? .nan)
      #expect(value("on", step) <= value("near", step) && value("wide", step) == 1)
      #expect(value("p5", step).isNaN)
    }
    #expect(value("each", 150) > value("each", 0) + 0.2)
  }

  private static let repeats = "{kind: repeats, train: 2000, test: 100}"

  @Test("masses of heads are shares, near those of an even look before training")
  func untrainedHeads() throws {
    let arm = try run(
      lesson(
        data: Self.repeats,
        model: "{kind: transformer, width: 16, heads: 2, depth: 2, hidden: 0}",
        probes: """
          before: {of: previous_mass, every: 1}
            follow: {of: induction_mass, every: 1}
            second: {of: induction_mass, block: 1, head: 2, every: 1}
          """), steps: 0)
    // The mean of 1/(t + 1) over t = 1 … 31.
    let even = (1...31).reduce(0) { $0 + 1 / Double($1 + 1) } / 31
    let before = try #require(arm.series["before"]?.raw.first)
    #expect(abs(before - even) < 0.05)
    for probe in ["follow", "second"] {
      let mass = try #require(arm.series[probe]?.raw.first)
      #expect(mass > 0.02 && mass < 0.3)
    }
  }

  @Test("two blocks of attention come to copy what followed, and the second one looks there")
  func induction() throws {
    let arm = try run(
      lesson(
        data: "{kind: repeats, train: 4000, test: 100}",
        model: """
          {kind: transformer, width: 64, heads: 1, depth: 2, hidden: 0, position_variance: 0.25}
          """,
        probes: """
          accuracy: {of: test_accuracy, every: 300}
            follow: {of: induction_mass, every: 300}
          """,
        optimizer: """
          adam, learning_rate: 0.003, beta2: 0.98, schedule: {kind: constant, warm_up: 50}
          """), steps: 300)
    #expect(try #require(arm.series["accuracy"]?.raw.last) > 0.9)
    #expect(try #require(arm.series["follow"]?.raw.last) > 0.75)
  }

  @Test("dot products of sinusoids depend on the lag alone, as the cosines of it")
  func sinusoids() throws {
    let (width, base) = (16, 10_000.0)
    let arm = try run(
      lesson(
        data: "{kind: which_first, length: 20, train: 100, test: 20}",
        model: "{kind: transformer, width: \(width), heads: 1, depth: 1, positions: sinusoids}",
        probes: """
          spread: {of: position_spread, every: 1}
            shuffle: {of: shuffle_error, every: 1}
            lags: {of: position_similarity}
            table: {of: positions}
            products: {of: position_products}
          """), steps: 0)
    #expect(try #require(arm.series["spread"]?.raw.first) < 1e-6)
    #expect(try #require(arm.series["shuffle"]?.raw.first) > 0.1)
    let lags = try #require(arm.snapshot.readings.series("lags")?.first)
    #expect(lags.x == (1..<20).map(Double.init))
    for (lag, value) in zip(lags.x, lags.y) {
      let exact = (0..<width / 2).reduce(0.0) { sum, pair in
        sum + cos(lag / pow(base, Double(2 * pair) / Double(width)))
      }
      #expect(abs(value - exact / Double(width / 2)) < 1e-6)
    }
    let table = try #require(arm.snapshot.readings.pictures("table")?.first)
    #expect(table.values.count == 20 && table.values[0].count == width)
    #expect(table.values[0] == (0..<width).map { Double($0 % 2) })
    let products = try #require(arm.snapshot.readings.pictures("products")?.first)
    #expect(abs(products.values[7][7] - Double(width / 2)) < 1e-5)
  }

  @Test(
    "a word that the data have not, a block or a head that is none, and a word that is a knob are refused"
  )
  func refused() throws {
    func fault(_ probes: String, data: String = Self.repeats, model: String) throws -> String {
      do {
        _ = try lesson(data: data, model: model, probes: probes)
        return "none"
      } catch { return "\(error)" }
    }
    let transformer = "{kind: transformer, width: 16, heads: 2, depth: 1, hidden: 0}"
    #expect(
      try fault("it: {of: previous_mass, block: 2}", model: transformer)
        .contains("block: found 2, expected 1, the only one"))
    #expect(
      try fault("it: {of: attention, head: 3}", model: transformer)
        .contains("head: found 3, expected 1 to 2"))
    let table = "{kind: causal_convolutions, width: 8, depth: 0}"
    #expect(
      try fault(
        "it: {of: neighbor_share, word: $w}", data: "{kind: corpus, train: 100, test: 10}",
        model: table
      ).contains("a number of the run follows no knob"))
  }

  @Test("formulas read lags by their number, and none that there is not")
  func lags() throws {
    for (lag, isThere) in [(1, true), (19, true), (20, false)] {
      let text = """
        {of: position_similarity}
        claims:
          near: metric(it, lags[\(lag)], 0) < 2
        """
      func read() throws -> Lesson {
        try lesson(
          data: "{kind: which_first, length: 20, train: 100, test: 20}",
          model: "{kind: transformer, width: 8, heads: 1, depth: 1, positions: sinusoids}",
          probes: "lags: " + text.replacing("\nclaims", with: "\n  lost: {of: test_loss}\nclaims"))
      }
      if isThere { _ = try read() } else { #expect(throws: (any Error).self) { try read() } }
    }
  }

  @Test("without positions and mask the blocks don't care about order; there is no table to show")
  func noPositions() throws {
    let lesson = try lesson(
      data: "{kind: which_first, train: 100, test: 20}",
      model: """
        {kind: transformer, width: 16, heads: 2, depth: 1, positions: none, causal: no, readout: mean}
        """,
      probes: "shuffle: {of: shuffle_error, every: 1}")
    #expect(try #require(run(lesson, steps: 0).series["shuffle"]?.raw.first) < 1e-5)
    #expect(throws: (any Error).self) {
      try self.lesson(
        data: "{kind: which_first, train: 100, test: 20}",
        model: "{kind: transformer, width: 16, heads: 2, depth: 1, positions: none}",
        probes: "table: {of: position_spread}")
    }
  }

  @Test(
    "what gates alone let through is the product of their values over the tokens after the first")
  func directPath() throws {
    let arm = try run(
      lesson(
        data: "{kind: delayed_recall, length: 6, train: 100, test: 20}",
        model: """
          {kind: characters, cell: lstm, embedding: 4, width: 5, gate_bias: 1, \
          input: {distribution: constant, value: 0}, recurrent: {distribution: constant, value: 0}}
          """,
        probes: """
          path: {of: direct_path, every: 1}
            lags: {of: gradient_by_lag}
          """), steps: 0)
    let gate = 1 / (1 + exp(-1.0))
    #expect(abs(try #require(arm.series["path"]?.raw.first) - pow(gate, 5)) < 1e-6)
    // With weights of 0 the gates are the only way back.
    let lags = try #require(arm.snapshot.readings.series("lags")?.first)
    for (lag, value) in zip(lags.x, lags.y) {
      #expect(abs(value - pow(gate, lag - 1)) < 1e-5)
    }
  }

  @Test("a table of counts has the entropy of what it has counted as its loss")
  func counts() throws {
    // After a symbol comes itself at the end alone; before it nothing is asked.
    let arm = try run(
      lesson(
        data: "{kind: delayed_recall, length: 5, symbols: 4, train: 400, test: 20}",
        model: "{kind: causal_convolutions, width: 8, depth: 1}",
        probes: """
          one: {of: counted_loss, tokens: 1, every: 1}
            five: {of: counted_loss, tokens: 5, every: 1}
          """), steps: 0)
    let one = try #require(arm.series["one"]?.raw.first)
    #expect(one > 1.37 && one <= log(4.0))
    #expect(try #require(arm.series["five"]?.raw.first) == 0)
  }

  @Test("a convolution remembers what lies in its reach, and nothing beyond")
  func reach() throws {
    for (length, isWithin) in [(7, true), (8, false)] {
      let arm = try run(
        lesson(
          data: "{kind: delayed_recall, length: \(length), train: 1000, test: 100}",
          model: "{kind: causal_convolutions, width: 32, depth: 3}",
          probes: "test: {of: test_loss, every: 200}",
          optimizer: "adam, learning_rate: 0.005, clip: {norm: 1}"), steps: 200)
      let loss = try #require(arm.series["test"]?.raw.last)
      #expect(isWithin ? loss < 0.05 : loss > 2.0)
    }
  }

  @Test("words of a templated corpus come to lie beside those that take their place")
  func neighborShare() throws {
    let arm = try run(
      lesson(
        data: "{kind: corpus, train: 20000, test: 100}",
        model: "{kind: causal_convolutions, width: 8, depth: 0, embedding_variance: 0.01}",
        probes: """
          same: {of: neighbor_share, count: 2, groups: {animals: [cat, dog, horse, cow, bird]}, every: 200}
            cat: {of: neighbor_share, count: 4, word: cat, groups: {animals: [dog, horse, cow, bird]}, every: 200}
            hot: {of: one_hot_error, every: 200}
            near: {of: neighbors, word: Cat, count: 4}
            few: {of: neighbors, word: cat, count: 9, frequent: 5}
            none: {of: neighbors, word: zebra}
            map: {of: embedding_map, groups: {animals: [cat, dog, unicorn], food: [bread, rice]}}
          """, optimizer: "adam, learning_rate: 0.03"), steps: 200)
    #expect(try #require(arm.series["same"]?.raw.first) < 0.7)
    #expect(try #require(arm.series["same"]?.raw.last) == 1)
    #expect(try #require(arm.series["cat"]?.raw.last) == 1)
    #expect(arm.series["hot"]?.raw.allSatisfy { $0 == 0 } == true)
    let near = try #require(arm.snapshot.readings.passages("near")?.first)
    let lines = near.text.split(separator: "\n")
    #expect(lines[0] == "cat" && near.promptEnd == 3)
    #expect(
      Set(lines.dropFirst().map { String($0.split(separator: " ")[1]) })
        == ["dog", "horse", "cow", "bird"])
    // The first five words without the word itself.
    let few = try #require(arm.snapshot.readings.passages("few")?.first)
    #expect(few.text.split(separator: "\n").count == 5)
    let none = try #require(arm.snapshot.readings.passages("none")?.first)
    #expect(none.isRemark && none.text.contains("“zebra” is none of the 33 words"))
    let map = try #require(arm.snapshot.readings.plane("map"))
    #expect(map.points.map(\.label) == ["cat", "dog", "bread", "rice"])
    #expect(map.points.map(\.group) == [0, 0, 1, 1] && map.groups == ["animals", "food"])
  }
}
