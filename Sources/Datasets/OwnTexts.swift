import Tensors

extension DatasetKind {
  /// `kind: text`: windows of a text, character by character. The last fifth of it is the test.
  static let ownText = DatasetKind(
    name: "text", title: "A text of one's own",
    settings: [
      DataSettingField("file", .file(isRequired: true)),
      DataSettingField("steps", .whole(2...512, default: 48)),
    ],
    describe: { settled throws(DataFault) in
      let text = try OwnText(settled)
      let steps = text.steps
      return DatasetDescription(
        name: "text", title: fileName(text.path),
        form: .sequence(steps: steps, vocabulary: text.vocabulary.count),
        classNames: text.vocabulary.tokens,
        counts: (text.trainCount / steps, min(text.testCount / steps, 500)),
        limits: (text.trainCount - steps, text.testCount - steps), settings: settled.given)
    },
    load: { settled throws(DataFault) in
      let text = try OwnText(settled)
      let tokens = try text.content.tokens(text.vocabulary)
      return TrainingData(
        train: try text.windows(tokens.prefix(text.trainCount), settled.trainCount),
        test: try text.windows(tokens.dropFirst(text.trainCount), settled.testCount))
    })
}

/// A text whose characters were counted, and not yet cut into tokens: that takes sixteen times its
/// bytes.
private struct OwnText {
  let path: String
  let content: TextFile
  let steps: Int
  let vocabulary: Vocabulary
  /// Characters.
  let trainCount, testCount: Int

  init(_ settled: SettledData) throws(DataFault) {
    path = settled.word("file") ?? ""
    steps = settled.whole("steps")
    content = try TextFile(path: path)
    let characters = DistinctCharacters(content.content)
    vocabulary = Vocabulary(of: characters.distinct, tokenization: .characters)
    guard vocabulary.count > 1 else {
      let found = vocabulary.tokens.first ?? ""
      throw DataFault(path: path, fact: .oneClass(column: "characters", found: found))
    }
    testCount = characters.count / 5
    trainCount = characters.count - testCount
    guard testCount > steps else {
      throw settled.fault(
        "steps", "\(steps)",
        "fewer than the \(testCount) characters of the last fifth of the text, the test")
    }
  }

  func windows(_ tokens: ArraySlice<Int>, _ count: Int) throws(DataFault) -> TrainingSet {
    let limit = tokens.count - steps
    guard count <= limit else {
      throw DataFault(path: path, fact: .tooFewRecords(found: limit, asked: count))
    }
    return TrainingSet(
      TokenSequences(
        windowsOf: Array(tokens), count: count, vocabulary: vocabulary, steps: steps))
  }
}

/// Which characters a text has, and how many.
private struct DistinctCharacters {
  /// In the order in which they first appear.
  private(set) var distinct: [String] = []
  private(set) var count = 0

  init(_ text: String) {
    // A million flags: looking up 67 million characters in a set would take seconds.
    var isKnown = [Bool](repeating: false, count: 0x11_0000)
    for scalar in text.unicodeScalars {
      count += 1
      if isKnown[Int(scalar.value)] { continue }
      isKnown[Int(scalar.value)] = true
      distinct.append(String(scalar))
    }
  }
}

extension DatasetKind {
  /// `kind: pairs`: sentences and their translations, one pair a line with a tab between.
  static let ownPairs = DatasetKind(
    name: "pairs", title: "Translations of one's own",
    settings: [
      DataSettingField("file", .file(isRequired: true)),
      DataSettingField(
        "tokens", .word(["characters", "words"], default: "characters")),
      DataSettingField("longest", .whole(1...512, default: 64)),
    ],
    describe: { settled throws(DataFault) in
      let pairs = try OwnPairs(settled)
      return DatasetDescription(
        name: "pairs", title: fileName(pairs.path),
        form: .pairs(
          sourceSteps: pairs.sourceSteps, targetSteps: pairs.targetSteps,
          sourceVocabulary: pairs.source.count, targetVocabulary: pairs.target.count,
          padding: pairs.source.number(.padding)),
        classNames: pairs.target.tokens, counts: pairs.split.counts, settings: settled.given,
        notices: pairs.notices)
    },
    load: { settled throws(DataFault) in
      let pairs = try OwnPairs(settled)
      let parts = try pairs.split.taken(settled, path: pairs.path)
      return TrainingData(
        train: pairs.sequences(parts.train), test: pairs.sequences(parts.test))
    })
}

private struct OwnPairs {
  let path: String
  let source: Vocabulary
  let target: Vocabulary
  let split: RecordSplit
  let sourceSteps: Int
  /// With the end.
  let targetSteps: Int
  let notices: [String]
  private let sources, targets: [[Int]]

  init(_ settled: SettledData) throws(DataFault) {
    path = settled.word("file") ?? ""
    let longest = settled.whole("longest")
    let tokenization = settled.word("tokens").flatMap(Tokenization.init) ?? .characters
    let all = try SentencePairs(path: path).pairs
    let kept = all.filter {
      tokenization.tokens($0.source).count <= longest
        && tokenization.tokens($0.target).count <= longest
    }
    split = try RecordSplit(count: kept.count, path: path)
    let left = all.count - kept.count
    notices =
      left == 0
      ? []
      : ["\(left) of the \(all.count) pairs are longer than \(longest) tokens and left out."]
    let source = Vocabulary(
      of: kept.map(\.source), tokenization: tokenization, specials: [.padding])
    let target = Vocabulary(
      of: kept.map(\.target), tokenization: tokenization, specials: [.start, .end])
    // The vocabularies are those of these texts: no token is unknown.
    sources = kept.map { (try? source.encode($0.source)) ?? [] }
    targets = kept.map { (try? target.encode($0.target)) ?? [] }
    sourceSteps = sources.map(\.count).max() ?? 1
    targetSteps = (targets.map(\.count).max() ?? 0) + 1
    (self.source, self.target) = (source, target)
  }

  func sequences(_ records: [Int]) -> TrainingSet {
    TrainingSet(
      TokenSequences(
        sources: records.map { sources[$0] }, targets: records.map { targets[$0] },
        sourceVocabulary: source, targetVocabulary: target, sourceSteps: sourceSteps,
        targetSteps: targetSteps))
  }
}
