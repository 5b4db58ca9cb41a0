internal import Datasets

/// What a network writes.
extension Measure {
  /// Text sampled token by token after a prompt. Its random numbers come from the run's seed and the
  /// step, by a name of their own: looking changes nothing.
  public static let sample = Measure(
    "sample", settings: [.prompt, .length, .temperature, .top],
    .text { taker, probe, knobs in taker.sample(probe, knobs) },
    where: { subject in
      guard let data = subject.data, case .sequence = data.form else { return false }
      return subject.plan.hasLayer(\.continuesTexts)
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
