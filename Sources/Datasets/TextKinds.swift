import Tensors

extension DatasetKind {
  /// `kind: shakespeare`: windows of 40,000 lines of his plays, character by character.
  ///
  /// The last tenth of the text is the test.
  static let shakespeare = DatasetKind(
    name: "shakespeare", title: "Shakespeare, character by character",
    settings: [DataSettingField("steps", .whole(2...512, default: 48))],
    describe: { settled throws(DataFault) in
      let steps = settled.whole("steps")
      let (train, test) = (Shakespeare.trainLength, Shakespeare.length - Shakespeare.trainLength)
      return DatasetDescription(
        name: "shakespeare", title: "Shakespeare, character by character",
        form: .sequence(steps: steps, vocabulary: Shakespeare.vocabulary.count),
        classNames: Shakespeare.vocabulary.tokens,
        counts: (train / steps, min(test / steps, 500)), limits: (train - steps, test - steps),
        settings: settled.given)
    },
    load: { settled throws(DataFault) in
      let path = "\(settled.folder)/tinyshakespeare.txt"
      let text = try TextFile(path: path)
      let tokens = try text.tokens(Shakespeare.vocabulary)
      guard tokens.count == Shakespeare.length else {
        throw DataFault(
          path: path, fact: .truncated(found: tokens.count, expected: Shakespeare.length))
      }
      func windows(_ part: ArraySlice<Int>, _ count: Int) -> TrainingSet {
        TrainingSet(
          TokenSequences(
            windowsOf: Array(part), count: count, vocabulary: Shakespeare.vocabulary,
            steps: settled.whole("steps")))
      }
      return TrainingData(
        train: windows(tokens.prefix(Shakespeare.trainLength), settled.trainCount),
        test: windows(tokens.dropFirst(Shakespeare.trainLength), settled.testCount))
    })

  /// `kind: names`: given names, letter by letter; "." comes before and after each.
  ///
  /// Distinct names in a fixed random order; the last 2,000 are the test.
  static let names = DatasetKind(
    name: "names", title: "Given names, letter by letter",
    describe: { settled throws(DataFault) in
      DatasetDescription(
        name: "names", title: "Given names, letter by letter",
        form: .sequence(steps: Names.steps, vocabulary: Names.vocabulary.count),
        classNames: Names.vocabulary.tokens,
        counts: (Names.count - Names.heldOut, Names.heldOut))
    },
    load: { settled throws(DataFault) in
      let path = "\(settled.folder)/names.txt"
      let names = try Names.shuffled(path: path)
      guard names.count == Names.count else {
        throw DataFault(path: path, fact: .tooFewRecords(found: names.count, asked: Names.count))
      }
      let trainCount = Names.count - Names.heldOut
      return TrainingData(
        train: TrainingSet(
          try Names.sequences(names.prefix(trainCount).prefix(settled.trainCount), path: path)),
        test: TrainingSet(
          try Names.sequences(names.dropFirst(trainCount).prefix(settled.testCount), path: path)))
    })
}

private enum Shakespeare {
  static let alphabet = "\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
  static let vocabulary = Vocabulary(of: [alphabet], tokenization: .characters)
  /// Characters of the file.
  static let length = 1_115_394
  static let trainLength = length * 9 / 10
}

private enum Names {
  /// "." has number 0 and fills names up.
  static let vocabulary = Vocabulary(
    of: [".abcdefghijklmnopqrstuvwxyz"], tokenization: .characters)
  /// Distinct names of the file.
  static let count = 29_494
  static let heldOut = 2_000
  /// The longest name has 15 letters.
  static let steps = 16

  static func shuffled(path: String) throws(DataFault) -> [String] {
    var seen = Set<Substring>()
    var names = try TextFile(path: path).lines.filter { seen.insert($0).inserted }.map(String.init)
    var stream = Seed(0).stream("names")
    stream.shuffle(&names)
    return names
  }

  static func sequences(
    _ names: ArraySlice<String>, path: String
  ) throws(DataFault) -> TokenSequences {
    var (inputs, labels): ([[Int]], [[Int]]) = ([], [])
    for name in names {
      guard name.unicodeScalars.count < steps, let letters = try? vocabulary.encode(name) else {
        let fact = DataFault.Fact.unfit(reason: "“\(shortened(name))” is no name of a to z")
        throw DataFault(path: path, fact: fact)
      }
      let missing = steps - 1 - letters.count
      inputs.append([0] + letters + repeatElement(0, count: missing))
      labels.append(letters + [0] + repeatElement(-1, count: missing))
    }
    return TokenSequences(
      inputs: inputs, labels: labels, vocabulary: vocabulary, steps: steps, ending: 0)
  }
}

extension TextFile {
  /// The numbers of the text's characters.
  func tokens(_ vocabulary: Vocabulary) throws(DataFault) -> [Int] {
    var (tokens, row) = ([Int](), 1)
    tokens.reserveCapacity(content.utf8.count)
    for scalar in content.unicodeScalars {
      guard let number = vocabulary.number(scalar) else {
        let fact = DataFault.Fact.unknownCharacter(
          row: row, found: String(scalar), count: vocabulary.count)
        throw DataFault(path: path, fact: fact)
      }
      if scalar == "\n" { row += 1 }
      tokens.append(number)
    }
    return tokens
  }
}
