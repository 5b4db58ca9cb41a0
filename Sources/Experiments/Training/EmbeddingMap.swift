internal import Datasets
internal import Networks
internal import Tensors

/// The rows of an embedding table in the two directions in which they differ most.
struct EmbeddingMap {
  /// At most so many tokens, the first of the vocabulary, are looked at.
  static let tokenLimit = 400
  /// Tokens that point in the most similar directions, told of each.
  static let neighborCount = 4

  /// - Shape: table [V, D], a row a token of the vocabulary.
  static func plane(_ table: Tensor, _ vocabulary: Vocabulary) -> Plane {
    let rows = table.sliced(0..<min(table.shape[0], tokenLimit), axis: 0)
    guard let components = PrincipalComponents(rows, count: 2) else { return Plane() }
    let places = components.project(rows)
    let count = components.directions.count
    let (names, groups) = (vocabulary.names, TokenGroups(of: vocabulary))
    return Plane(
      axes: components.shares.enumerated().map { number, share in
        "PC \(number + 1) (\(Int((100 * share).rounded())) %)"
      },
      points: (0..<rows.shape[0]).map { row in
        var point = Plane.Point(
          Plane.Place(
            x: Double(places[row, 0]), y: count > 1 ? Double(places[row, 1]) : 0),
          group: groups.numbers[row], label: names[row])
        point.neighbors = rows.cosineNeighbors(
          of: rows.row(row), count: neighborCount, excluding: [row]
        ).map { Plane.Neighbor(point: $0.row, similarity: $0.similarity) }
        return point
      }, groups: groups.names)
  }
}

extension EmbeddingMap {
  /// The words of some groups alone.
  static func plane(_ table: Tensor, _ vocabulary: Vocabulary, _ groups: [WordGroup]) -> Plane {
    let found = groups.enumerated().flatMap { number, group in
      group.words.compactMap { word in
        vocabulary.number(word).map { (row: $0, group: number, word: word) }
      }
    }
    let rows = table.gatheredRows(found.map(\.row))
    guard found.count > 2, let components = PrincipalComponents(rows, count: 2) else {
      return Plane()
    }
    let places = components.project(rows)
    let count = components.directions.count
    return Plane(
      axes: components.shares.enumerated().map { number, share in
        "PC \(number + 1) (\(Int((100 * share).rounded())) %)"
      },
      points: found.enumerated().map { place, word in
        var point = Plane.Point(
          Plane.Place(
            x: Double(places[place, 0]), y: count > 1 ? Double(places[place, 1]) : 0),
          group: word.group, label: word.word)
        point.neighbors = rows.cosineNeighbors(
          of: rows.row(place), count: neighborCount, excluding: [place]
        ).map { Plane.Neighbor(point: $0.row, similarity: $0.similarity) }
        return point
      }, groups: groups.map(\.name))
  }
}

extension PictureTaker {
  /// Of networks from sequence to sequence the tokens of the source.
  func embeddingMap(_ probe: Probe) -> Plane {
    guard let sequences = trainingSet.sequences, let embedding = network.tokenEmbedding else {
      return Plane()
    }
    let (table, vocabulary) = (weights[embedding.table], sequences.sourceVocabulary)
    return probe.groups.isEmpty
      ? EmbeddingMap.plane(table, vocabulary)
      : EmbeddingMap.plane(table, vocabulary, probe.groups)
  }
}

extension Tensor {
  fileprivate func gatheredRows(_ rows: [Int]) -> Tensor {
    Tensor(
      shape: [rows.count, shape[1]],
      scalars: rows.flatMap { scalars[$0 * shape[1]..<($0 + 1) * shape[1]] })
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
