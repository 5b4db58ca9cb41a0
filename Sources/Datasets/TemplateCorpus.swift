public import Tensors

/// Short sentences of 33 words, made from templates: words of a category stand in the same places,
/// so that what stands around a word tells its category.
public enum TemplateCorpus {
  /// Words that may take one another's place.
  public static let categories: [(name: String, words: [String])] = [
    ("animals", ["cat", "dog", "horse", "cow", "bird"]),
    ("people", ["man", "woman", "boy", "girl", "child"]),
    ("food", ["bread", "cheese", "apple", "fish", "rice"]),
    ("eating", ["eats", "likes", "buys"]),
    ("moving", ["runs", "sleeps", "walks"]),
    ("colors", ["red", "green", "blue", "white"]),
    ("sizes", ["big", "small", "old"]),
    ("places", ["house", "garden", "river"]),
    ("function words", ["the", "in"]),
  ]

  private static let templates: [[String]] = [
    ["the", "animals", "moving", "in", "the", "places"],
    ["the", "sizes", "animals", "moving", "in", "the", "places"],
    ["the", "people", "eating", "the", "food"],
    ["the", "people", "eating", "the", "sizes", "food"],
    ["the", "people", "moving", "in", "the", "colors", "places"],
    ["the", "animals", "moving", "in", "the", "colors", "places"],
  ]

  public static let vocabulary = Vocabulary(
    tokens: categories.flatMap(\.words), tokenization: .words)

  /// A sentence, every template and every word of a category equally likely.
  public static func sentence(using stream: inout RandomStream) -> [String] {
    templates[stream.next(below: templates.count)].map { name in
      guard let category = categories.first(where: { $0.name == name }) else { return name }
      return category.words[stream.next(below: category.words.count)]
    }
  }

  /// A word and one that stands at most `window` words before or after it, as numbers.
  static func contexts(
    _ count: Int, window: Int, using stream: inout RandomStream
  ) -> (words: [Int], contexts: [Int]) {
    let numbers = Dictionary(
      uniqueKeysWithValues: vocabulary.tokens.enumerated().map { ($0.element, $0.offset) })
    var (words, contexts): ([Int], [Int]) = ([], [])
    while words.count < count {
      let sentence = sentence(using: &stream).compactMap { numbers[$0] }
      let place = stream.next(below: sentence.count)
      let near = max(place - window, 0)...min(place + window, sentence.count - 1)
      // Every neighbor is equally likely, the word itself is none.
      var other = near.lowerBound + stream.next(below: near.count - 1)
      if other >= place { other += 1 }
      words.append(sentence[place])
      contexts.append(sentence[other])
    }
    return (words, contexts)
  }
}

extension DatasetKind {
  /// `kind: corpus`: a word of a templated sentence, and a word near it to guess.
  static let corpus = DatasetKind(
    name: "corpus", title: "Words and their neighbors",
    settings: [DataSettingField("window", .whole(1...5, default: 2))],
    describe: { settled throws(DataFault) in
      let tokens = TemplateCorpus.vocabulary.tokens
      return DatasetDescription(
        name: "corpus", title: "Words and their neighbors",
        form: .sequence(steps: 1, vocabulary: tokens.count), classNames: tokens,
        counts: (20_000, 1_000), limits: (100_000, 10_000), settings: settled.given)
    },
    load: { settled throws(DataFault) in
      func set(_ count: Int, _ part: String) -> TrainingSet {
        var stream = Seed(0).stream("corpus/\(part)")
        let pairs = TemplateCorpus.contexts(
          count, window: settled.whole("window"), using: &stream)
        return TrainingSet(
          TokenSequences(
            inputs: pairs.words.map { [$0] }, labels: pairs.contexts.map { [$0] },
            vocabulary: TemplateCorpus.vocabulary, steps: 1))
      }
      return TrainingData(
        train: set(settled.trainCount, "train"), test: set(settled.testCount, "test"))
    })
}
