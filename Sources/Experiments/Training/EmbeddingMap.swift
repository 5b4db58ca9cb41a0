internal import Datasets
internal import Networks
internal import Tensors

/// The rows of an embedding table in the two directions in which they differ most.
struct EmbeddingMap {
  /// At most so many tokens, the first of the vocabulary, are looked at.
  static let tokenLimit = 400
  /// Tokens that point in the most similar directions, told of each.
  static let neighborCount = 4

  /// A token that is shown.
  private struct Token {
    let row: Int
    let group: Int
    let label: String
  }

  /// - Shape: table [V, D], a row a token of the vocabulary.
  /// - Parameter groups: the words that are shown; empty: all tokens, grouped as the vocabulary is.
  static func plane(_ table: Tensor, _ vocabulary: Vocabulary, _ groups: [WordGroup]) -> Plane {
    let tokens: [Token]
    let groupNames: [String]
    if groups.isEmpty {
      let (names, kinds) = (vocabulary.names, TokenGroups(of: vocabulary))
      tokens = (0..<min(table.shape[0], tokenLimit)).map {
        Token(row: $0, group: kinds.numbers[$0], label: names[$0])
      }
      groupNames = kinds.names
    } else {
      tokens = groups.enumerated().flatMap { number, group in
        group.words.compactMap { word in
          vocabulary.number(word).map { Token(row: $0, group: number, label: word) }
        }
      }
      groupNames = groups.map(\.name)
    }
    let rows = table.gathered(tokens.map(\.row), axis: 0)
    guard let components = PrincipalComponents(rows, count: 2) else { return Plane() }
    let places = components.project(rows)
    let count = components.directions.count
    return Plane(
      axes: components.shares.enumerated().map { number, share in
        "PC \(number + 1) (\(Int((100 * share).rounded())) %)"
      },
      points: tokens.enumerated().map { place, token in
        var point = Plane.Point(
          Plane.Place(
            x: Double(places[place, 0]), y: count > 1 ? Double(places[place, 1]) : 0),
          group: token.group, label: token.label)
        point.neighbors = rows.cosineNeighbors(
          of: rows.row(place), count: neighborCount, excluding: [place]
        ).map { Plane.Neighbor(point: $0.row, similarity: $0.similarity) }
        return point
      }, groups: groupNames)
  }
}

extension PictureTaker {
  /// Of networks from sequence to sequence the tokens of the source.
  func embeddingMap(_ probe: Probe) -> Plane {
    guard let sequences = trainingSet.sequences, let embedding = network.tokenEmbedding else {
      return Plane()
    }
    return EmbeddingMap.plane(
      weights[embedding.table], sequences.sourceVocabulary, probe.groups)
  }
}

extension Network {
  /// What it reads tokens with first; nil: it reads none.
  var tokenEmbedding: Embedding? {
    first(CharacterModel.self)?.embedding ?? first(DecoderTransformer.self)?.embedding
      ?? first(CausalConvolutionModel.self)?.embedding
      ?? first(SequenceToSequence.self)?.sourceEmbedding
  }
}
