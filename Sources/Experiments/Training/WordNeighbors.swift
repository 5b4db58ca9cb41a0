internal import Datasets
internal import Networks
internal import Tensors

/// The rows of an embedding by the words that they stand for.
struct WordRows {
  let table: Tensor
  let vocabulary: Vocabulary
  /// So many of the first words may be neighbors.
  let frequent: Int

  init(_ table: Tensor, _ vocabulary: Vocabulary, _ probe: Probe) {
    self.table = table
    self.vocabulary = vocabulary
    frequent = min(probe.frequent ?? table.shape[0], table.shape[0])
  }

  /// The words that are nearest to another, by angle; nil: it is unknown.
  func neighbors(of word: String, _ count: Int) -> [(word: String, similarity: Double)]? {
    guard let number = vocabulary.number(word) else { return nil }
    return table.sliced(0..<frequent, axis: 0)
      .cosineNeighbors(of: table.row(number), count: count, excluding: [number])
      .map { (vocabulary.tokens[$0.row], $0.similarity) }
  }
}

extension TextTaker {
  /// A word in bold, and below it the nearest ones, each with its cosine.
  func neighbors(_ probe: Probe, _ knobs: [String: KnobValue]) -> [Passage] {
    guard let sequences, let embedding = network.tokenEmbedding else { return [] }
    let rows = WordRows(weights[embedding.table], sequences.sourceVocabulary, probe)
    let asked = (probe.prompt?.value(knobs) ?? "").lowercased()
    let word = asked.isEmpty ? rows.vocabulary.ordinaryTokens.first ?? "" : asked
    guard let found = rows.neighbors(of: word, probe.count ?? 8) else {
      return [
        Passage(
          text:
            "“\(shortened(word))” is none of the \(rows.vocabulary.count) words that the network has",
          isRemark: true)
      ]
    }
    let lines = found.map { "\n\(inHundredths($0.similarity))  \($0.word)" }
    return [
      Passage(
        title: "nearest by cosine", text: word + lines.joined(),
        promptEnd: word.unicodeScalars.count)
    ]
  }
}

extension Evaluations {
  /// The mean share of the nearest `count` words (3) that stand in the word's own group.
  func neighborShare(_ probe: Probe) -> Double {
    guard let sequences = data.train.sequences, let embedding = trainer.network.tokenEmbedding
    else { return .nan }
    let rows = WordRows(trainer.weights[embedding.table], sequences.sourceVocabulary, probe)
    let groups =
      probe.groups.isEmpty ? WordGroup.all(of: sequences.sourceVocabulary) : probe.groups
    let count = probe.count ?? 3
    var shares: [Double] = []
    for group in groups {
      let asked: [String]
      if case .text(let word)? = probe.prompt { asked = [word] } else { asked = group.words }
      for word in asked {
        guard let found = rows.neighbors(of: word, count), !found.isEmpty else { continue }
        shares.append(
          Double(found.count { group.words.contains($0.word) }) / Double(found.count))
      }
    }
    return shares.reduce(0, +) / Double(shares.count)
  }

  /// How far a row of zeros with a one, times the table, is from the row that is looked up.
  var oneHotError: Double {
    guard let embedding = trainer.network.tokenEmbedding else { return .nan }
    let table = trainer.weights[embedding.table]
    let rows = min(table.shape[0], 512)
    var scalars = [Float](repeating: 0, count: rows * table.shape[0])
    for row in 0..<rows { scalars[row * table.shape[0] + row] = 1 }
    let product = matmul(Tensor(shape: [rows, table.shape[0]], scalars: scalars), table)
    return Double((product - table.sliced(0..<rows, axis: 0)).absolute().max())
  }
}

extension WordGroup {
  /// As the vocabulary has them.
  fileprivate static func all(of vocabulary: Vocabulary) -> [WordGroup] {
    let groups = TokenGroups(of: vocabulary)
    return groups.names.enumerated().map { number, name in
      WordGroup(
        name: name,
        words: zip(vocabulary.tokens, groups.numbers).filter { $0.1 == number }.map(\.0))
    }
  }
}
