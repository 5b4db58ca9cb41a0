import Datasets
import Tensors
import Testing

@Suite("A training set")
struct TrainingSetTests {
  private func dates() throws -> TrainingData {
    try DatasetCatalog.load("dates", from: "/nowhere", trainCount: 300, testCount: 50)
  }

  @Test("gives pairs as source, start, target without its last token, and the target as labels")
  func layout() throws {
    let set = try dates().train
    let sequences = try #require(set.sequences)
    let padding = try #require(sequences.padding)
    let start = try #require(sequences.start)
    let (x, labels) = set.batch([4, 7])
    #expect(x.shape == [2, 39])
    for (row, index) in [4, 7].enumerated() {
      let tokens = x.scalars[row * 39..<(row + 1) * 39].map { Int($0) }
      let target = Array(labels[row * 10..<(row + 1) * 10])
      #expect(Array(tokens.prefix(29)) == sequences.source(index))
      #expect(tokens[29] == start)
      #expect(Array(tokens.suffix(9)) == Array(target.prefix(9)))
      #expect(target == sequences.target(index))
      let text = sequences.sourceText(index)
      #expect(tokens[text.count..<29].allSatisfy { $0 == padding })
      #expect(!tokens[..<text.count].contains(padding))
    }
  }

  @Test("of dates names where year, month and day stand and which digits they make")
  func dateFields() throws {
    let sequences = try #require(dates().train.sequences)
    for index in 0..<sequences.count {
      let (source, target) = (
        Array(sequences.sourceText(index)), Array(sequences.targetText(index))
      )
      let fields = sequences.fields[index]
      #expect(fields.map(\.name) == ["year", "month", "day"])
      #expect(source[fields[0].source] == target[fields[0].target])
      let day = source[fields[2].source].filter(\.isNumber)
      #expect(Int(String(day)) == Int(String(target[fields[2].target])))
      #expect(fields.map(\.target) == [0..<4, 5..<7, 8..<10])
      #expect(!fields[1].source.isEmpty)
    }
  }

  @Test("of dates is tested on days that no spelling of the training has")
  func heldOutDays() throws {
    let data = try DatasetCatalog.load("dates", from: "/", trainCount: 5_000, testCount: 400)
    func days(_ set: TrainingSet) -> Set<String> {
      Set((0..<set.count).compactMap { set.sequences?.targetText($0) })
    }
    #expect(days(data.train).isDisjoint(with: days(data.test)))
    #expect(days(data.test).count > 300)
  }

  @Test("encodes a date of one's own as its own dates")
  func ownText() throws {
    let sequences = try #require(dates().train.sequences)
    #expect(try sequences.encodeSource(sequences.sourceText(3)) == sequences.source(3))
    let own = try sequences.encodeSource("march 3, 2021")
    #expect(try sequences.encodeSource("March 3, 2021") == own)
    #expect(own.count == 29)
    #expect(sequences.sourceVocabulary.decode(own) == "march 3, 2021")
  }

  @Test(
    "says what is wrong with a text of one's own",
    arguments: [
      ("", "the text is empty; type up to 29 characters"),
      ("march 3? 2021", "“?” at place 8 is not in the network's vocabulary"),
      ("März 2021", "“ä” at place 2 is not"), ("mai\u{1B} 2021", "“?” at place 4 is not"),
      ("wednesday, september 30, 02026", "the text has 30 tokens; the network reads at most 29"),
    ])
  func wrongText(_ text: String, _ words: String) throws {
    let sequences = try #require(dates().train.sequences)
    let fault = #expect(throws: SourceTextFault.self) { try sequences.encodeSource(text) }
    #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "no fault")")
  }

  @Test("closes shorter targets with the end and counts nothing after it")
  func shortTargets() throws {
    let source = Vocabulary(of: ["ab"], tokenization: .characters, specials: [.padding])
    let target = Vocabulary(of: ["xy"], tokenization: .characters, specials: [.start, .end])
    let set = TrainingSet(
      TokenSequences(
        sources: [[1, 2], [2]], targets: [[2, 3, 2], [3]], sourceVocabulary: source,
        targetVocabulary: target, sourceSteps: 3, targetSteps: 4))
    let (x, labels) = set.batch([0, 1])
    #expect(
      x.scalars == [
        1, 2, 0, 0, 2, 3, 2,
        2, 0, 0, 0, 3, 1, 1,
      ])
    #expect(labels == [2, 3, 2, 1, 3, 1, -1, -1])
    #expect(set.sequences?.targetText(1) == "y")
  }

  @Test("cuts a text into windows spread over it, each label the next token")
  func windows() {
    let vocabulary = Vocabulary(of: ["abcdefghij"], tokenization: .characters)
    let set = TrainingSet(
      TokenSequences(windowsOf: Array(0..<10), count: 3, vocabulary: vocabulary, steps: 3))
    let (x, labels) = set.batch([0, 1, 2])
    // Seven windows are possible; starts 0·7/3, 1·7/3, 2·7/3 rounded down.
    #expect(x.scalars == [0, 1, 2, 2, 3, 4, 4, 5, 6])
    #expect(labels == [1, 2, 3, 3, 4, 5, 5, 6, 7])
    #expect(set.sequences?.sourceText(1) == "cde")
  }

  @Test("gives points with their classes")
  func points() {
    let set = TrainingSet(
      LabeledPoints(
        points: Tensor(shape: [3, 2], scalars: [0, 1, 10, 11, 20, 21]), labels: [0, 1, 0],
        classNames: ["in", "out"], columnNames: ["a", "b"]))
    #expect(set.batch([2, 1]).x == Tensor(shape: [2, 2], scalars: [20, 21, 10, 11]))
    #expect(set.batch([2, 1]).labels == [0, 1])
    #expect(set.inputShape == [2] && set.classCount == 2 && set.targetsPerExample == 1)
    #expect(set.points?.measured(column: 1) == [1, 11, 21])
    #expect(set.points?.standardized([[3], [4]]).scalars == [3, 4])
  }

  @Test("gives the numbers of points in their own units, and takes such numbers back")
  func units() {
    let columns = [[10.0, 20, 60], [0.5, 0.25, 3]]
    let standardization = Standardization(fitting: columns)
    let points = LabeledPoints(
      points: standardization(columns), labels: [0, 1, 0], classNames: ["in", "out"],
      columnNames: ["width", "height"], standardization: standardization)
    for (column, numbers) in columns.enumerated() {
      for (number, measured) in zip(numbers, points.measured(column: column)) {
        // Standardized numbers are in single precision.
        #expect(abs(measured - number) < 1e-5)
      }
    }
    #expect(points.standardized(columns) == points.points)
  }
}
