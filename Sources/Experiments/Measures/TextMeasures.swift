internal import Datasets

/// What a network writes.
extension Measure {
  /// Text sampled token by token after a prompt; of a network that turns one sequence into another,
  /// what it writes to the prompt, always the likeliest token. Random numbers come from the run's seed
  /// and the step, by a name of their own: looking changes nothing.
  public static let sample = Measure(
    "sample", "a text that the network writes", settings: [.prompt, .length, .temperature, .top],
    .text { taker, probe, knobs in taker.sample(probe, knobs) },
    where: { subject in
      switch subject.data?.form {
      case .sequence: subject.plan.hasLayer(\.continuesTexts)
      case .pairs: subject.plan.hasLayer(\.answersWithTokens)
      default: false
      }
    })
}

extension LayerPlan {
  fileprivate var continuesTexts: Bool {
    switch self {
    case .characters, .causalConvolutions, .decoderTransformer: true
    case .dense, .convolution, .pooling, .globalAverage, .flatten, .normalization, .activation,
      .dropout, .residual, .paddedShortcut, .sequenceToSequence:
      false
    }
  }
}
