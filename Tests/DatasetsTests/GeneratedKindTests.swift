import Datasets
import Tensors
import Testing

private let assets: String = {
  "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Assets"
}()

@Suite("A generated kind of data")
struct GeneratedKindTests {
  private func load(
    _ kind: String, _ numbers: [String: Double] = [:], train: Int = 40, test: Int = 20
  ) throws -> TrainingData {
    try DatasetCatalog.load(
      kind, DataSettings(numbers: numbers), from: assets, trainCount: train, testCount: test)
  }

  private static let lengths: [(String, [String: Double], Int)] = [
    ("copy", ["length": 5, "tokens": 7], 10), ("reverse", ["length": 1], 2),
    ("delayed_recall", ["length": 6, "symbols": 3], 6), ("which_first", ["length": 2], 2),
    ("shakespeare", ["steps": 17], 17), ("names", [:], 16), ("corpus", ["window": 1], 1),
  ]

  @Test("takes its settings, and says before it is loaded what it will be", arguments: lengths)
  func settings(_ kind: String, _ numbers: [String: Double], _ width: Int) throws {
    let description = try DatasetCatalog.description(
      of: kind, DataSettings(numbers: numbers))
    let data = try load(kind, numbers)
    for set in [data.train, data.test] {
      #expect(set.inputShape == [width])
      #expect(set.inputShape == description.inputShape)
      #expect(set.classNames == description.classNames)
    }
    #expect(data.train.count == 40 && data.test.count == 20)
    #expect(data.train != data.test)
    // The first examples are the same however many are wanted.
    if !kind.hasPrefix("shake") {
      let more = try load(kind, numbers, train: 60)
      #expect(more.train.batch(Array(0..<40)).x == data.train.batch(Array(0..<40)).x)
      #expect(more.test == data.test)
    }
  }

  @Test("copies, and reverses the same letters")
  func copies() throws {
    let (copy, reverse) = (try load("copy").train, try load("reverse").train)
    for index in 0..<40 {
      let (one, other) = (try #require(copy.sequences), try #require(reverse.sequences))
      #expect(one.sourceText(index) == one.targetText(index))
      #expect(one.sourceText(index) == other.sourceText(index))
      #expect(String(other.sourceText(index).reversed()) == other.targetText(index))
      for field in other.fields[index] {
        let letters = Array(other.sourceText(index))
        #expect(
          letters[field.source] == Array(other.targetText(index))[field.target])
      }
    }
  }

  @Test("asks for the first symbol at the last step only")
  func recall() throws {
    let set = try load("delayed_recall", ["length": 5]).train
    let (x, labels) = set.batch(Array(0..<40))
    for row in 0..<40 {
      #expect(Array(labels[row * 5..<row * 5 + 4]) == [-1, -1, -1, -1])
      #expect(labels[row * 5 + 4] == Int(x.scalars[row * 5]))
      #expect(set.sequences?.sourceText(row).hasSuffix("···?") == true)
    }
  }

  @Test("asks which of A and B came first")
  func first() throws {
    let sequences = try #require(load("which_first").train.sequences)
    for row in 0..<40 {
      let text = sequences.sourceText(row)
      #expect(text.first { $0 == "A" || $0 == "B" }.map(String.init) == sequences.targetText(row))
    }
  }

  @Test("reads the plays in windows, the test from the last tenth")
  func shakespeare() throws {
    let data = try load("shakespeare", ["steps": 20])
    let (train, test) = (try #require(data.train.sequences), try #require(data.test.sequences))
    #expect(train.sourceText(0) == "First Citizen:\nBefor")
    #expect(train.targetText(0) == "irst Citizen:\nBefore")
    #expect(data.train.classCount == 65)
    let whole = try TextFile(path: "\(assets)/tinyshakespeare.txt").content
    #expect(whole.dropFirst(1_003_854).hasPrefix(test.sourceText(0)))
  }

  @Test("spells names from dot to dot, and tests other names than it trains on")
  func names() throws {
    let data = try load("names", train: 27_494, test: 2_000)
    let (train, test) = (try #require(data.train.sequences), try #require(data.test.sequences))
    func names(_ sequences: TokenSequences) -> [String] {
      (0..<sequences.count).map { sequences.targetText($0) }
    }
    #expect(Set(names(train)).isDisjoint(with: names(test)))
    #expect(Set(names(train)).count == 27_494)
    let index = try #require(names(train).firstIndex(of: "emma."))
    #expect(train.sourceText(index) == ".emma...........")
    #expect(data.train.batch([index]).labels.suffix(11).allSatisfy { $0 == -1 })
  }

  @Test("puts words of a category near the same words")
  func corpus() throws {
    #expect(TemplateCorpus.vocabulary.count == 33)
    var stream = Seed(1).stream("corpus")
    let sentences = (0..<500).map { _ in TemplateCorpus.sentence(using: &stream) }
    let words = Set(sentences.joined())
    #expect(words == Set(TemplateCorpus.vocabulary.tokens))
    let set = try load("corpus", train: 2_000).train
    let sequences = try #require(set.sequences)
    let animals = Set(TemplateCorpus.categories[0].words)
    let near = (0..<2_000).filter { animals.contains(sequences.sourceText($0)) }
      .map { sequences.targetText($0) }
    #expect(near.count > 100)
    // No sentence has food beside an animal.
    #expect(Set(near).isDisjoint(with: TemplateCorpus.categories[2].words))
    #expect(Set(near).isSuperset(of: TemplateCorpus.categories[4].words))
  }

  @Test("lies on its circles")
  func circles() throws {
    let set = try load("circles", ["classes": 3, "noise": 0], train: 300).train
    let points = try #require(set.points)
    for (index, label) in points.labels.enumerated() {
      let (x, y) = (points.points.scalars[2 * index], points.points.scalars[2 * index + 1])
      #expect(abs((x * x + y * y).squareRoot() - Float(label + 1) / 3) < 1e-6)
    }
    #expect(set.classNames == ["0", "1", "2"])
  }

  @Test("moves the digits of the test as it is told")
  func shifted() throws {
    let numbers = ["size": 20.0, "shift": 0, "test_shift": 5, "noise": 0]
    let data = try load("glyphs", numbers, train: 100, test: 100)
    func rows(_ set: TrainingSet) -> Set<Int> {
      Set(
        (0..<set.count).compactMap { index in
          set.image(index)?.scalars.firstIndex { $0 > 0 }.map { $0 / 20 }
        })
    }
    #expect(rows(data.train).count == 1)
    #expect(rows(data.test).count == 11)
  }

  @Test(
    "says which setting is wrong, what was found and what is expected",
    arguments: [
      ("copy", ["length": 0.0], "length is 0.0, expected a whole number from 1 to 100"),
      ("copy", ["lenght": 3], "lenght is given, expected one of length, tokens"),
      ("glyphs", ["shift": 9], "shift is 9, expected at most 2 in pictures of 12×12"),
      ("moons", ["noise": -1], "noise is -1.0, expected a number from 0.0 to 10.0"),
    ])
  func faults(_ kind: String, _ numbers: [String: Double], _ words: String) {
    let fault = #expect(throws: DataFault.self) { try load(kind, numbers) }
    #expect(fault?.description == "data of kind \(kind): \(words)")
  }

  @Test("has no more examples than it says")
  func tooMany() throws {
    let steps = try #require(DatasetCatalog.named("shakespeare")).testLimit + 1
    #expect(throws: DataFault.self) { try load("shakespeare", test: steps) }
    #expect(throws: DataFault.self) { try load("names", test: 2_001) }
  }
}
