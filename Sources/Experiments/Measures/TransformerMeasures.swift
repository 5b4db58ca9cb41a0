internal import Networks

/// Where the heads of a Transformer look, and what it knows of positions.
extension Measure {
  /// The mean share of a block's attention that a token pays to the one before it.
  public static let previousMass = Measure(
    "previous_mass", "attention paid to the token before", every: 50, settings: [.block, .head],
    .evaluation { $0.headMass($1, toward: .previous) }, where: \.isOfTransformer)
  /// The mean share that a token, where it stands for the second time or later, pays to those that
  /// followed its earlier copies.
  /// - Source: Olsson et al. 2022 (induction heads).
  public static let inductionMass = Measure(
    "induction_mass", "attention paid to what came next last time", every: 50,
    settings: [.block, .head],
    .evaluation { $0.headMass($1, toward: .followers) }, where: \.isOfTransformer)

  /// ‖P·f(x) − f(P·x)‖/‖f(x)‖ for a random order P of the tokens: how far the blocks are from not
  /// caring about order.
  public static let shuffleError = Measure(
    "shuffle_error", "how much the order of tokens matters", every: 50,
    .evaluation { evaluations, _ in evaluations.shuffleError },
    where: \.isOfTransformer)

  /// What is added to the tokens' rows: rows are positions, columns numbers.
  public static let positions = Measure(
    "positions", "what is added at each position", .picture { taker, _, _ in taker.positions },
    where: \.hasPositions)
  /// P·Pᵀ: dot products of every position with every other.
  public static let positionProducts = Measure(
    "position_products", "P·Pᵀ, every position with every other",
    .picture { taker, _, _ in taker.positionProducts },
    where: \.hasPositions)
  /// By lag k = 1, 2, …, the mean of P(p)·P(p + k) over all p, relative to that of P(p)·P(p).
  public static let positionSimilarity = Measure(
    "position_similarity", "P(p)·P(p + k) by the lag k",
    .series { taker, _, _ in taker.positionSimilarity },
    where: \.hasPositions)
  /// The largest distance of P(p)·P(p + k) from its mean over p, in the same units: 0 where dot
  /// products depend on the lag alone.
  public static let positionSpread = Measure(
    "position_spread", "how far that is from lag alone", every: 50,
    .evaluation { evaluations, _ in evaluations.positionSpread },
    where: \.hasPositions)
}

extension MeasuredSubject {
  fileprivate var isOfTransformer: Bool { plan.sequenceReading != nil }

  fileprivate var hasPositions: Bool {
    plan.sequenceReading.map { $0.positions != TokenPositions.none } ?? false
  }
}

extension NetworkPlan {
  /// How its Transformer reads; nil where it has none.
  var sequenceReading: SequenceReading? {
    layers.lazy.compactMap {
      if case .decoderTransformer(_, let reading, _, _, _) = $0 { reading } else { nil }
    }.first
  }
}
