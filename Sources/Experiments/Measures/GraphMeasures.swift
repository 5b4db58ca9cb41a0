internal import Networks

/// The network as boxes and arrows.
extension Measure {
  /// Its layers from the input to the logits, with the shapes of what they give.
  public static let computation = Measure(
    "computation", "the layers, and the shapes between them",
    .graph { taker, _ in taker.computation() })

  /// The inside of the n-th residual block: root mean squares of what flows forward, and ‖∂L/∂·‖ of it
  /// on the way back.
  public static let residualBlock = Measure(
    "residual_block", "the inside of a residual block", settings: [.layer],
    .graph { taker, probe in taker.residualBlock((probe.layer ?? 1) - 1) },
    where: { $0.plan.hasLayer(\.isResidual) })

  /// A recurrent network over the first tokens of the batch, with ‖∂L/∂h_t‖ between its cells.
  public static let unrolled = Measure(
    "unrolled", "a recurrent network, token by token", settings: [.tokens],
    .graph { taker, probe in taker.unrolled(tokens: probe.tokens ?? 5) },
    where: { $0.plan.hasLayer(\.isOfCharacters) })

  /// The units of dense layers, and which of them the next step drops of its batch's first example.
  public static let dropoutMasks = Measure(
    "dropout_masks", "the units that the next step drops", settings: [.count],
    .graph { taker, probe in taker.dropoutMasks(limit: probe.count ?? 12) },
    where: \.plan.isChainOfDense)
}

extension LayerPlan {
  var isResidual: Bool { if case .residual = self { true } else { false } }

  fileprivate var isOfCharacters: Bool { if case .characters = self { true } else { false } }
}
