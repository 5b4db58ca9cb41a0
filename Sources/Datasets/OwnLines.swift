internal import Tensors

extension DatasetKind {
  /// `kind: lines`: names or other short texts, one a line, character by character; a line end comes
  /// before and after each.
  ///
  /// Each line counts once. A fifth of them is the test.
  static let ownLines = DatasetKind(
    name: "lines", title: "Lines of one's own",
    settings: [
      DataSettingField("file", .file(isRequired: true)),
      DataSettingField("longest", .whole(1...511, default: 24)),
    ],
    describe: { settled throws(DataFault) in
      let lines = try OwnLines(settled)
      return DatasetDescription(
        name: "lines", title: fileName(lines.path),
        form: .sequence(steps: lines.steps, vocabulary: lines.vocabulary.count),
        classNames: lines.vocabulary.tokens, counts: lines.split.counts, settings: settled.given,
        notices: lines.notices)
    },
    load: { settled throws(DataFault) in
      let lines = try OwnLines(settled)
      let parts = try lines.split.taken(settled, path: lines.path)
      return TrainingData(train: lines.set(parts.train), test: lines.set(parts.test))
    })
}

private struct OwnLines {
  let path: String
  /// The line end has number 0 and fills lines up.
  let vocabulary: Vocabulary
  let split: RecordSplit
  /// The longest line with its end.
  let steps: Int
  let notices: [String]
  private let lines: [[Int]]

  init(_ settled: SettledData) throws(DataFault) {
    path = settled.word("file") ?? ""
    let longest = settled.whole("longest")
    var seen: Set<String> = []
    let all = try TextFile(path: path).lines.map { $0.trimmed }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
    let kept = all.filter { $0.unicodeScalars.count <= longest }
    split = try RecordSplit(count: kept.count, path: path)
    let left = all.count - kept.count
    notices =
      left == 0
      ? []
      : ["\(left) of the \(all.count) lines are longer than \(longest) characters and left out."]
    let characters = Set(kept.flatMap(\.unicodeScalars)).map(String.init).sorted()
    let vocabulary = Vocabulary(tokens: ["\n"] + characters, tokenization: .characters)
    lines = kept.map { (try? vocabulary.encode($0)) ?? [] }
    steps = (lines.map(\.count).max() ?? 0) + 1
    self.vocabulary = vocabulary
  }

  func set(_ records: [Int]) -> TrainingSet {
    let kept = records.map { lines[$0] }
    func filled(_ tokens: [Int], _ filling: Int) -> [Int] {
      tokens + repeatElement(filling, count: steps - tokens.count)
    }
    return TrainingSet(
      TokenSequences(
        inputs: kept.map { filled([0] + $0, 0) }, labels: kept.map { filled($0 + [0], -1) },
        vocabulary: vocabulary, steps: steps, ending: 0))
  }
}

extension DatasetKind {
  /// `kind: sentences`: a word of a text, and a word near it in the same line to guess.
  static let ownSentences = DatasetKind(
    name: "sentences", title: "Words of one's own and their neighbors",
    settings: [
      DataSettingField("file", .file(isRequired: true)),
      DataSettingField("window", .whole(1...5, default: 2)),
      DataSettingField("least", .whole(1...1_000, default: 5)),
    ],
    describe: { settled throws(DataFault) in
      let sentences = try OwnSentences(settled)
      return DatasetDescription(
        name: "sentences", title: fileName(sentences.path),
        form: .sequence(steps: 1, vocabulary: sentences.words.vocabulary.count),
        classNames: sentences.words.vocabulary.tokens, counts: sentences.counts,
        settings: settled.given)
    },
    load: { settled throws(DataFault) in
      let sentences = try OwnSentences(settled)
      let (train, test) = sentences.counts
      for (count, asked) in [(train, settled.trainCount), (test, settled.testCount)]
      where asked > count {
        throw DataFault(path: sentences.path, fact: .tooFewRecords(found: count, asked: asked))
      }
      return TrainingData(
        train: sentences.words.set(
          sentences.pairs.dropFirst(test).prefix(settled.trainCount)),
        test: sentences.words.set(sentences.pairs.prefix(settled.testCount)))
    })
}

private struct OwnSentences {
  let path: String
  let words: NearWords
  let pairs: [(word: Int, context: Int)]

  init(_ settled: SettledData) throws(DataFault) {
    path = settled.word("file") ?? ""
    let lines = try TextFile(path: path).lines.map { line in
      Tokenization.english.tokens(String(line)).filter {
        $0.unicodeScalars.first?.properties.isAlphabetic == true
      }
    }
    let least = settled.whole("least")
    words = NearWords(lines, leastCount: least)
    pairs = words.contexts(window: settled.whole("window"))
    guard pairs.count >= 2 else {
      let fact = DataFault.Fact.unfit(
        reason: "no two words that occur \(least) times or more stand in one line; "
          + "take a longer text, or a smaller `least`")
      throw DataFault(path: path, fact: fact)
    }
  }

  /// The first fifth of the pairs, and at most 2,000, is the test.
  var counts: (train: Int, test: Int) {
    let test = max(1, min(pairs.count / 5, 2_000))
    return (pairs.count - test, test)
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
