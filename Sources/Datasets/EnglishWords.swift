internal import Arithmetic
internal import Tensors

/// The words of the shipped English sentences, each with those that stand near it.
///
/// A word is lower-case letters and apostrophes; those that occur fewer than five times are left out.
public struct EnglishWords: Sendable {
  /// Words of the vocabulary.
  public static let count = 2_591
  static let leastCount = 5
  /// A word that makes up a share f of the text is kept with probability √(`commonShare`/f).
  static let commonShare = 1e-3
  /// Pairs that are there, of training and test together.
  static func pairLimit(window: Int) -> Int { window == 1 ? 160_000 : 240_000 }
  static let heldOut = 2_000

  /// From frequent to rare; equally frequent ones in the order of the alphabet.
  public let vocabulary: Vocabulary
  /// How often each word occurs.
  public let counts: [Int]
  private let sentences: [[Int]]

  /// - Parameter path: of lines with an English sentence before a tab.
  public init(path: String) throws(DataFault) {
    let sentences = try SentencePairs(path: path).pairs.map { Self.words($0.source) }
    var counts: [String: Int] = [:]
    for word in sentences.joined() { counts[word, default: 0] += 1 }
    let kept = counts.filter { $0.value >= Self.leastCount }.sorted {
      ($1.value, $0.key) < ($0.value, $1.key)
    }
    vocabulary = Vocabulary(tokens: kept.map(\.key), tokenization: .words)
    self.counts = kept.map(\.value)
    let numbers = Dictionary(uniqueKeysWithValues: zip(kept.map(\.key), 0...))
    self.sentences = sentences.map { $0.compactMap { numbers[$0] } }
  }

  static func words(_ sentence: String) -> [String] {
    sentence.lowercased().split { !("a"..."z" ~= $0 || $0 == "'") }.map(String.init)
  }

  /// Words and one that stands at most `window` words before or after each, in a random order.
  /// - Source: Mikolov et al. 2013, section 2.3 (subsampling of frequent words).
  func contexts(window: Int) -> [(word: Int, context: Int)] {
    var stream = Seed(0).stream("english")
    let total = Double(counts.reduce(0, +))
    let chances = counts.map { min(1, (Self.commonShare * total / Double($0)).squareRoot()) }
    var pairs: [(word: Int, context: Int)] = []
    for sentence in sentences {
      let kept = sentence.filter { stream.nextUniform() < chances[$0] }
      for (place, word) in kept.enumerated() {
        let near = max(place - window, 0)...min(place + window, kept.count - 1)
        pairs += near.filter { $0 != place }.map { (word, kept[$0]) }
      }
    }
    stream.shuffle(&pairs)
    return pairs
  }
}

extension DatasetKind {
  /// `kind: english`: a word of an English sentence, and a word near it to guess.
  static let english = DatasetKind(
    name: "english", title: "English words and their neighbors",
    settings: [DataSettingField("window", .whole(1...5, default: 2))],
    describe: { settled throws(DataFault) in
      let limit = EnglishWords.pairLimit(window: settled.whole("window"))
      return DatasetDescription(
        name: "english", title: "English words and their neighbors",
        form: .sequence(steps: 1, vocabulary: EnglishWords.count),
        // What they are is known once the file is read.
        classNames: (1...EnglishWords.count).map { "word \($0)" },
        counts: (limit - EnglishWords.heldOut, EnglishWords.heldOut),
        settings: settled.given)
    },
    load: { settled throws(DataFault) in
      let path = "\(settled.folder)/tatoeba-eng-fra.tsv"
      let english = try EnglishWords(path: path)
      let pairs = english.contexts(window: settled.whole("window"))
      let limit = EnglishWords.pairLimit(window: settled.whole("window"))
      guard english.vocabulary.count == EnglishWords.count, pairs.count >= limit else {
        throw DataFault(path: path, fact: .tooFewRecords(found: pairs.count, asked: limit))
      }
      func set(_ pairs: some Sequence<(word: Int, context: Int)>) -> TrainingSet {
        TrainingSet(
          TokenSequences(
            inputs: pairs.map { [$0.word] }, labels: pairs.map { [$0.context] },
            vocabulary: english.vocabulary, steps: 1))
      }
      return TrainingData(
        train: set(pairs.dropFirst(EnglishWords.heldOut).prefix(settled.trainCount)),
        test: set(pairs.prefix(min(EnglishWords.heldOut, settled.testCount))))
    })
}
