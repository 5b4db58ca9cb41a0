internal import Arithmetic
internal import Tensors

/// The words of sentences that occur often enough, each with those that stand near it.
public struct NearWords: Sendable {
  /// A word that makes up a share f of the text is kept with probability √(`commonShare`/f): 10⁻³, or
  /// of few words the share that all have alike.
  private var commonShare: Double { max(1e-3, 1 / Double(max(1, counts.count))) }

  /// From frequent to rare; equally frequent ones in the order of the alphabet.
  public let vocabulary: Vocabulary
  /// How often each word occurs.
  public let counts: [Int]
  private let sentences: [[Int]]

  /// - Parameter leastCount: words that occur less often are left out.
  init(_ sentences: [[String]], leastCount: Int) {
    var counts: [String: Int] = [:]
    for word in sentences.joined() { counts[word, default: 0] += 1 }
    let kept = counts.filter { $0.value >= leastCount }.sorted {
      ($1.value, $0.key) < ($0.value, $1.key)
    }
    vocabulary = Vocabulary(tokens: kept.map(\.key), tokenization: .words)
    self.counts = kept.map(\.value)
    let numbers = Dictionary(uniqueKeysWithValues: zip(kept.map(\.key), 0...))
    self.sentences = sentences.map { $0.compactMap { numbers[$0] } }
  }

  /// Words and one that stands at most `window` words before or after each, in a random order.
  /// - Source: Mikolov et al. 2013, section 2.3 (subsampling of frequent words).
  func contexts(window: Int) -> [(word: Int, context: Int)] {
    var stream = Seed(0).stream("english")
    let total = Double(counts.reduce(0, +))
    let chances = counts.map { min(1, (commonShare * total / Double($0)).squareRoot()) }
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

  /// Words, each with one near it to guess.
  func set(_ pairs: some Sequence<(word: Int, context: Int)>) -> TrainingSet {
    TrainingSet(
      TokenSequences(
        inputs: pairs.map { [$0.word] }, labels: pairs.map { [$0.context] },
        vocabulary: vocabulary, steps: 1))
  }
}

/// The shipped English sentences.
///
/// A word is lower-case letters and apostrophes; those that occur fewer than five times are left out.
public enum EnglishWords {
  /// Words of the vocabulary.
  public static let count = 2_591
  static let leastCount = 5
  /// Pairs that are there, of training and test together.
  static func pairLimit(window: Int) -> Int { window == 1 ? 160_000 : 240_000 }
  static let heldOut = 2_000

  /// - Parameter path: of lines with an English sentence before a tab.
  public static func read(path: String) throws(DataFault) -> NearWords {
    NearWords(
      try SentencePairs(path: path).pairs.map { words($0.source) }, leastCount: leastCount)
  }

  static func words(_ sentence: String) -> [String] {
    sentence.lowercased().split { !("a"..."z" ~= $0 || $0 == "'") }.map(String.init)
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
      let english = try EnglishWords.read(path: path)
      let pairs = english.contexts(window: settled.whole("window"))
      let limit = EnglishWords.pairLimit(window: settled.whole("window"))
      guard english.vocabulary.count == EnglishWords.count, pairs.count >= limit else {
        throw DataFault(path: path, fact: .tooFewRecords(found: pairs.count, asked: limit))
      }
      return TrainingData(
        train: english.set(pairs.dropFirst(EnglishWords.heldOut).prefix(settled.trainCount)),
        test: english.set(pairs.prefix(min(EnglishWords.heldOut, settled.testCount))))
    })
}
