import Datasets
import Testing

@Suite("Groups of tokens")
struct TokenGroupTests {
  private func groups(_ vocabulary: Vocabulary) -> [String: String] {
    let groups = TokenGroups(of: vocabulary)
    return Dictionary(
      uniqueKeysWithValues: zip(vocabulary.tokens, groups.numbers.map { groups.names[$0] }))
  }

  @Test("characters are vowels, consonants, capitals, digits or punctuation")
  func characters() {
    let vocabulary = Vocabulary(
      of: ["ab yAE7. \n-ж"], tokenization: .characters, specials: [.padding])
    #expect(
      groups(vocabulary) == [
        "a": "vowels", "b": "consonants", "y": "consonants", "A": "capitals", "E": "capitals",
        "7": "digits", ".": "punctuation", " ": "punctuation", "\n": "punctuation",
        "-": "punctuation", "ж": "other letters", "<pad>": "special",
      ])
    #expect(vocabulary.names.contains("␣") && vocabulary.names.contains("↵"))
  }

  @Test("groups that no token is in are left out, and one alone has no name")
  func few() {
    let names = TokenGroups(of: Vocabulary(of: ["abc1"], tokenization: .characters)).names
    #expect(names == ["vowels", "consonants", "digits"])
    let one = TokenGroups(of: Vocabulary(of: ["123"], tokenization: .characters))
    #expect(one.names.isEmpty && one.numbers == [0, 0, 0])
  }

  @Test("the words of the templated sentences are in their categories")
  func corpus() {
    let found = groups(TemplateCorpus.vocabulary)
    for category in TemplateCorpus.categories {
      for word in category.words { #expect(found[word] == category.name) }
    }
    #expect(
      groups(Vocabulary(of: ["a cat, 2"], tokenization: .words))
        == ["a": "words", "cat": "words", ",": "punctuation", "2": "digits"])
  }
}
