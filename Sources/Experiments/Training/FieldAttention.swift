internal import Datasets
internal import Networks
internal import Tensors

/// Where the attention of target tokens lies that belong to a part of the source.
struct FieldAttention {
  private struct Sum {
    var mass = 0.0
    /// Tokens whose largest weight lies so far from the part.
    var distances: [Int: Int] = [:]
    var count = 0
  }

  private var sums: [String: Sum] = [:]

  /// - Shape: weights α [N, T, S]
  mutating func add(_ weights: Tensor, example: Int, _ fields: [SequenceField]) {
    let (targets, sources) = (weights.shape[1], weights.shape[2])
    for field in fields {
      var sum = sums[field.name] ?? Sum()
      for step in field.target where step < targets {
        let start = (example * targets + step) * sources
        let row = weights.scalars[start..<start + sources]
        sum.mass += field.source.reduce(0) { $0 + Double(row[start + $1]) }
        let largest = (row.indices.max { row[$0] < row[$1] } ?? start) - start
        let distance = max(
          0, field.source.lowerBound - largest, largest - field.source.upperBound + 1)
        sum.distances[distance, default: 0] += 1
        sum.count += 1
      }
      sums[field.name] = sum
    }
  }

  /// The mean mass on the field itself; NaN where there is none of that name.
  func mass(on field: String) -> Double {
    sums[field].map { $0.mass / Double($0.count) } ?? .nan
  }

  /// The share of target tokens whose largest weight lies in their field, or at most so many source
  /// tokens from it; NaN without fields.
  func argmaxShare(within distance: Int) -> Double {
    var (hits, count) = (0, 0)
    for sum in sums.values {
      hits += sum.distances.filter { $0.key <= distance }.values.reduce(0, +)
      count += sum.count
    }
    return Double(hits) / Double(count)
  }
}

extension Evaluations {
  /// With the right tokens before each (teacher forcing).
  func sequenceAttention(
    rows: [[Int]], fields: (TokenSequences, Int) -> [SequenceField]
  ) -> FieldAttention {
    var result = FieldAttention()
    guard let sequences = data.test.sequences,
      let model = trainer.network.first(SequenceToSequence.self), model.attention != nil
    else { return result }
    for rows in rows {
      let pass = Pass(trainer.weights, mode: .inference)
      guard let weights = model.attention(sequences.batch(rows).x, in: pass) else { break }
      for (place, row) in rows.enumerated() {
        result.add(weights, example: place, fields(sequences, row))
      }
    }
    return result
  }

  /// Of target words whose group has the source's word for them: where they look, over all test
  /// examples. The first word of a group is the source's, all others are the target's for it.
  func wordAttention(_ groups: [WordGroup]) -> FieldAttention {
    if let known = wordAttention[groups] { return known }
    let found = sequenceAttention(rows: chunks(of: data.test.count, size: 64)) { sequences, row in
      let source = sequences.source(row).map { sequences.sourceVocabulary.tokens[$0] }
      let target = sequences.target(row).map { sequences.targetVocabulary.tokens[$0] }
      return groups.compactMap { $0.field(source, target) }
    }
    wordAttention[groups] = found
    return found
  }
}

extension WordGroup {
  /// Where its words stand in a pair; nil unless each side has just one of them.
  fileprivate func field(_ source: [String], _ target: [String]) -> SequenceField? {
    let sources = source.indices.filter { source[$0] == words.first }
    let targets = target.indices.filter { words.dropFirst().contains(target[$0]) }
    guard sources.count == 1, targets.count == 1 else { return nil }
    return SequenceField(
      name: name, source: sources[0]..<sources[0] + 1, target: targets[0]..<targets[0] + 1)
  }
}
