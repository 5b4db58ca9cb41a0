import Datasets
import Glibc
import Tensors
import Testing

@Suite("A vocabulary")
struct VocabularyTests {
  @Test("of characters gives every text of them back")
  func characters() throws {
    let text = "héllo, wörld\n\ttwo 👍🏽\r\n"
    let vocabulary = Vocabulary(of: [text], tokenization: .characters)
    #expect(vocabulary.count == Set(text.unicodeScalars).count)
    #expect(vocabulary.tokens == vocabulary.tokens.sorted())
    #expect(try vocabulary.decode(vocabulary.encode(text)) == text)
    #expect(throws: VocabularyFault(token: "x", place: 2, count: vocabulary.count)) {
      try vocabulary.encode("hx")
    }
  }

  /// 2,565 English and 3,251 French tokens occur five times or more (Assets/README.md).
  @Test("of words has the frequent ones first, by count and then by name")
  func words() throws {
    let pairs = try SentencePairs(path: "\(assetFolder)/tatoeba-eng-fra.tsv").pairs
    let english = Vocabulary(
      of: pairs.map(\.source), tokenization: .words, minimumCount: 5)
    #expect(english.count == 2_565)
    #expect(
      Vocabulary(of: pairs.map(\.target), tokenization: .words, minimumCount: 5).count == 3_251)
    let small = Vocabulary(
      of: ["b a c", "B, a d"], tokenization: .words,
      specials: [.unknown, .padding, .start, .end], limit: 3)
    #expect(small.tokens == ["<pad>", "<start>", "<end>", "<unknown>", "a", "b", ","])
    #expect(try small.encode("A B zebra") == [4, 5, 3])
    #expect(small.decode([1, 4, 6, 5, 0, 2, 4]) == "a, b")
  }

  @Test(
    "cuts words, marks and white space apart",
    arguments: [
      ("I'm fine.", ["i", "'", "m", "fine", "."]), ("", []), (" \n\t", []),
      ("Ça va ?", ["ça", "va", "?"]), ("x_1=2", ["x_1", "=", "2"]), ("<pad>", ["<", "pad", ">"]),
    ])
  func tokens(_ text: String, _ tokens: [String]) {
    #expect(Tokenization.words.tokens(text) == tokens)
  }
}

@Suite("A padded batch")
struct PaddedBatchTests {
  @Test("keeps the lengths and fills up at the end")
  func padding() {
    let batch = PaddedBatch([[1, 2, 3], [], [4]], padding: 0)
    #expect(batch.tokens == [1, 2, 3, 0, 0, 0, 4, 0, 0])
    #expect(batch.lengths == [3, 0, 1])
    #expect(batch.mask == Tensor(shape: [3, 3], scalars: [1, 1, 1, 0, 0, 0, 1, 0, 0]))
    #expect(Array(batch[2]) == [4, 0, 0])
    #expect(PaddedBatch([[1, 2, 3], [4]], padding: 9, limit: 2).tokens == [1, 2, 4, 9])
  }
}

@Suite("Sampling a token")
struct TokenSamplingTests {
  /// Softmax of z/T by its formula.
  @Test("has the probabilities of the softmax", arguments: [0.25, 1, 3])
  func softmax(_ temperature: Double) {
    let scores: [Float] = [1, -2, 0.5, 3]
    let weights = scores.map { exp(Double($0) / temperature) }
    let probabilities = TokenSampling(temperature: temperature).probabilities(scores)
    for (probability, weight) in zip(probabilities, weights) {
      #expect(abs(probability - weight / weights.reduce(0, +)) < 1e-12)
    }
  }

  @Test(
    "takes the highest only and treats odd scores alike",
    arguments: [
      ([1, 3, 2], 0, nil, [0, 1, 0]), ([5, 5, 5], 1, 2, [0.5, 0.5, 0]), ([0, 0], 0, nil, [1, 0]),
      ([.nan, 1], 1, nil, [0, 1]), ([.infinity, 1, .infinity], 1, nil, [0.5, 0, 0.5]),
      ([.nan, .nan], 1, nil, [0.5, 0.5]), ([-3e38, 3e38], 0.001, 5, [0, 1]),
    ] as [([Float], Double, Int?, [Double])])
  func table(_ scores: [Float], _ temperature: Double, _ highest: Int?, _ expected: [Double]) {
    let sampling = TokenSampling(temperature: temperature, highest: highest)
    #expect(sampling.probabilities(scores) == expected)
  }

  /// 10,000 draws: five standard deviations of a share of 0.25 are 0.022.
  @Test("draws as often as the probabilities say, the same for the same seed")
  func frequencies() {
    let scores: [Float] = [0, Float(log(2.0)), Float(log(5.0))]
    func draws() -> [Int] {
      var stream = Seed(3).stream("tokens")
      return (0..<10_000).map { _ in TokenSampling()(scores, using: &stream) }
    }
    let counts = draws().reduce(into: [0.0, 0, 0]) { $0[$1] += 1.0 / 10_000 }
    for (share, expected) in zip(counts, [0.125, 0.25, 0.625]) {
      #expect(abs(share - expected) < 0.025)
    }
    #expect(draws() == draws())
  }
}
