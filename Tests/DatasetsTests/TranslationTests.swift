import Datasets
import TemporaryFiles
import Tensors
import Testing

private let assets =
  "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Assets"

@Suite("Sentences and their translations")
struct TranslationTests {
  @Test(
    "words keep what an apostrophe joins in English, and end at it in French",
    arguments: [
      (
        Tokenization.english, "He didn\u{2019}t, Tom's dog.",
        ["he", "didn't", ",", "tom's", "dog", "."]
      ),
      (.english, "'quoted' rock'", ["'", "quoted", "'", "rock", "'"]),
      (
        .french, "J'ai l\u{2019}œuf, n'est-ce pas ?",
        ["j'", "ai", "l'", "œuf", ",", "n'", "est", "-", "ce", "pas", "?"]
      ),
      (.french, "", []), (.words, "didn't", ["didn", "'", "t"]),
    ])
  func tokens(_ tokenization: Tokenization, _ text: String, _ tokens: [String]) {
    #expect(tokenization.tokens(text) == tokens)
  }

  @Test("written again, a hyphen and an apostrophe have no space beside them")
  func text() {
    let tokens = Tokenization.french.tokens("N'est-ce pas l'ami ?")
    #expect(Tokenization.french.text(tokens) == "n'est-ce pas l'ami?")
  }

  @Test(
    "of the shipped file are short, of words that occur often, and no side of the test is trained on"
  )
  func french() throws {
    let description = try DatasetCatalog.description(of: "french")
    let data = try description.load(from: assets)
    let (train, test) = (
      try #require(data.train.sequences), try #require(data.test.sequences)
    )
    #expect(train.count == 31_000 && test.count == 1_000)
    #expect(
      description.form
        == .pairs(
          sourceSteps: 9, targetSteps: 12, sourceVocabulary: train.sourceVocabulary.count,
          targetVocabulary: train.targetVocabulary.count, padding: train.padding))
    let tested = (0..<test.count).map { (test.sourceText($0), test.targetText($0)) }
    let (sources, targets) = (Set(tested.map(\.0)), Set(tested.map(\.1)))
    for row in 0..<train.count {
      #expect(!sources.contains(train.sourceText(row)) && !targets.contains(train.targetText(row)))
    }
    // What a person types has its tokens, capital letters and a closing mark too.
    let typed = try train.encodeSource("Where is my car?")
    #expect(train.sourceVocabulary.decode(typed) == "where is my car?")
    #expect(throws: SourceTextFault.self) { try train.encodeSource("xylophone") }
  }
}

@Suite("A file in place of a lesson's data")
struct StandInTests {
  @Test("is read by a kind that there is, for a kind that there is")
  func kinds() throws {
    for (kind, standIn) in StandIn.all {
      #expect(DatasetCatalog.kind(kind) != nil)
      let reader = try #require(DatasetCatalog.kind(standIn.kind))
      #expect(reader.readsOwnFiles)
      let known = reader.settings.map(\.name)
      #expect((standIn.kept + standIn.words.keys).allSatisfy(known.contains))
    }
  }

  private func load(
    _ kind: String, _ text: String, _ numbers: [String: Double] = [:]
  ) throws -> (DatasetDescription, TrainingData) {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine.txt", Array(text.utf8))
    let description = try DatasetCatalog.description(
      of: kind, DataSettings(numbers: numbers, words: ["file": path]))
    return (description, try description.load(from: "/nowhere"))
  }

  @Test("as lines has each line once, between line ends, and leaves long ones out")
  func lines() throws {
    let text = "anna\n\nbo\n anna \nélodie\nmaximilian\nkurt\nlea\n"
    let (lines, data) = try load("lines", text, ["longest": 6])
    #expect(lines.form == .sequence(steps: 7, vocabulary: 1 + Set("annaboélodiekurtlea").count))
    #expect(lines.notices == ["1 of the 6 lines are longer than 6 characters and left out."])
    #expect(data.train.count == 4 && data.test.count == 1)
    let sequences = [data.train, data.test].compactMap(\.sequences)
    let read = sequences.flatMap { set in (0..<set.count).map { set.targetText($0) } }
    #expect(Set(read) == ["anna\n", "bo\n", "élodie\n", "kurt\n", "lea\n"])
    #expect(sequences[0].beginning == 0)
    #expect(sequences.allSatisfy { set in (0..<set.count).allSatisfy { set.source($0)[0] == 0 } })
  }

  @Test("as sentences has words that occur often, each with one of its line near it")
  func sentences() throws {
    let text = String(repeating: "Cats eat fish.\nDogs eat meat!\n", count: 6) + "once only\n"
    let (words, data) = try load("sentences", text)
    #expect(words.form == .sequence(steps: 1, vocabulary: 5))
    #expect(words.classNames.first == "eat")
    let train = try #require(data.train.sequences)
    for row in 0..<train.count {
      #expect(train.sourceText(row) != train.targetText(row))
      #expect([train.sourceText(row), train.targetText(row)] != ["cats", "dogs"])
    }
    #expect(throws: DataFault.self) { try load("sentences", "no word twice\n") }
    #expect(throws: DataFault.self) { try load("lines", "alone\n") }
  }
}
