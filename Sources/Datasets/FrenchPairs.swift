internal import Tensors

/// The shipped English sentences with their French translations, as far as they are short and of
/// words that occur often.
struct FrenchPairs {
  /// Tokens of the longest English and French sentence that are taken.
  static let sourceSteps = 9
  static let longestTarget = 11
  /// With the end.
  static let targetSteps = longestTarget + 1
  /// Sentences with a word that occurs less often are left out.
  static let leastCount = 5
  static let heldOut = 1_000
  /// What the file gives: words with those of a special meaning, and pairs to train on.
  static let sourceVocabulary = 2_596
  static let targetVocabulary = 3_220
  static let trainCount = 31_000

  let source, target: Vocabulary
  private(set) var train: [Encoded] = []
  private(set) var test: [Encoded] = []

  /// The numbers of a pair's tokens.
  struct Encoded: Hashable {
    var source, target: [Int]
  }

  /// - Parameter path: of lines with a sentence, a tab and its translation.
  init(path: String) throws(DataFault) {
    let short = try SentencePairs(path: path).pairs
      .map {
        (Tokenization.english.tokens($0.source), Tokenization.french.tokens($0.target))
      }.filter { $0.0.count <= Self.sourceSteps && $0.1.count <= Self.longestTarget }
    source = Self.vocabulary(short.map(\.0), .english, [.padding])
    target = Self.vocabulary(short.map(\.1), .french, [.start, .end])
    var pairs: [Encoded] = []
    for (english, french) in short {
      let pair = Encoded(
        source: english.compactMap { source.number($0) },
        target: french.compactMap { target.number($0) })
      if pair.source.count == english.count, pair.target.count == french.count {
        pairs.append(pair)
      }
    }
    var stream = Seed(0).stream("french")
    stream.shuffle(&pairs)
    test = Array(pairs.prefix(Self.heldOut))
    // Neither side of a sentence of the test was trained on.
    let (sources, targets) = (Set(test.map(\.source)), Set(test.map(\.target)))
    train = pairs.dropFirst(Self.heldOut).filter {
      !sources.contains($0.source) && !targets.contains($0.target)
    }
  }

  private static func vocabulary(
    _ sentences: [[String]], _ tokenization: Tokenization, _ specials: Set<Vocabulary.Special>
  ) -> Vocabulary {
    var counts: [String: Int] = [:]
    for word in sentences.joined() { counts[word, default: 0] += 1 }
    let kept = counts.filter { $0.value >= leastCount }.sorted {
      ($1.value, $0.key) < ($0.value, $1.key)
    }
    return Vocabulary(tokens: kept.map(\.key), tokenization: tokenization, specials: specials)
  }

  func set(_ pairs: some Sequence<Encoded>) -> TrainingSet {
    TrainingSet(
      TokenSequences(
        sources: pairs.map(\.source), targets: pairs.map(\.target), sourceVocabulary: source,
        targetVocabulary: target, sourceSteps: Self.sourceSteps, targetSteps: Self.targetSteps))
  }
}

extension DatasetKind {
  /// `kind: french`: short English sentences, to be written in French, word by word.
  static let french = DatasetKind(
    name: "french", title: "English sentences, to be written in French",
    describe: { settled throws(DataFault) in
      DatasetDescription(
        name: "french", title: "English sentences and their French",
        form: .pairs(
          sourceSteps: FrenchPairs.sourceSteps, targetSteps: FrenchPairs.targetSteps,
          sourceVocabulary: FrenchPairs.sourceVocabulary,
          targetVocabulary: FrenchPairs.targetVocabulary, padding: 0),
        // What they are is known once the file is read.
        classNames: (1...FrenchPairs.targetVocabulary).map { "word \($0)" },
        counts: (FrenchPairs.trainCount, FrenchPairs.heldOut))
    },
    load: { settled throws(DataFault) in
      let path = "\(settled.folder)/tatoeba-eng-fra.tsv"
      let pairs = try FrenchPairs(path: path)
      guard pairs.source.count == FrenchPairs.sourceVocabulary,
        pairs.target.count == FrenchPairs.targetVocabulary,
        pairs.train.count >= FrenchPairs.trainCount
      else {
        throw DataFault(
          path: path,
          fact: .tooFewRecords(found: pairs.train.count, asked: FrenchPairs.trainCount))
      }
      return TrainingData(
        train: pairs.set(pairs.train.prefix(settled.trainCount)),
        test: pairs.set(pairs.test.prefix(settled.testCount)))
    })
}
