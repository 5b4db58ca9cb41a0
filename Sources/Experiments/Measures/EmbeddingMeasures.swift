internal import Datasets

/// What the rows of a token embedding are like: all, or those of words that belong together.
extension Measure {
  /// The rows of a token embedding along their first two principal components.
  public static let embeddingMap = Measure(
    "embedding_map", "words along two principal components", settings: [.groups],
    .look(.plane) { taker, probe, _ in .plane(taker.embeddingMap(probe)) },
    where: \.hasEmbedding)
  /// The words whose rows point in the most similar directions, with the cosines.
  public static let neighbors = Measure(
    "neighbors", "the words that point the same way", settings: [.word, .count, .frequent],
    .text { taker, probe, knobs in taker.neighbors(probe, knobs) }, where: \.hasEmbedding)
  /// The mean share of the nearest words that are of the same group; of one word, or of all in the groups.
  public static let neighborShare = Measure(
    "neighbor_share", "how many neighbors are of a word's group", every: 50,
    settings: [.groups, .word, .count, .frequent],
    .evaluation { $0.neighborShare($1) }, where: \.hasEmbedding)
  /// max |e_v·E − E_v| over all words v, e_v a row of zeros with a one.
  public static let oneHotError = Measure(
    "one_hot_error", "max |e·E − E_v| over the words", every: 50,
    .evaluation { evaluations, _ in evaluations.oneHotError },
    where: \.hasEmbedding)
}

extension MeasuredSubject {
  fileprivate var hasEmbedding: Bool { plan.hasLayer { $0.answersWithTokens } }
}

/// Words that belong together.
public struct WordGroup: Hashable, Sendable {
  public var name: String
  public var words: [String]

  public init(name: String, words: [String]) {
    self.name = name
    self.words = words
  }
}
