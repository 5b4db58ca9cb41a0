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

/// What a network makes of numbers that somebody types.
extension Measure {
  /// P of each class for one row of a table.
  public static let classProbabilities = Measure(
    "class_probabilities", "P of each class, of a row that is typed", settings: [.row],
    .text { taker, probe, knobs in taker.classProbabilities(probe, knobs) },
    where: { subject in
      if case .points? = subject.data?.form { true } else { false }
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
