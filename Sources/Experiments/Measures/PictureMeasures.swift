internal import Datasets
internal import Networks

/// Matrices of an example, or of a layer.
extension Measure {
  /// Attention weights α: rows are tokens that look, columns those that they look at; of a Transformer
  /// in each head of each block, or in the one that is named.
  public static let attention = Measure(
    "attention", "who looks at whom, and how much", settings: [.input, .block, .head],
    .picture { taker, probe, knobs in
      taker.network.first(DecoderTransformer.self) == nil
        ? taker.attention(probe, knobs) : taker.headAttention(probe, knobs)
    },
    where: { $0.plan.hasAttention || $0.plan.sequenceReading != nil })
  /// The kernels of a convolution.
  public static let filters = Measure(
    "filters", "the kernels of a convolution", settings: [.layer],
    .picture { taker, probe, _ in taker.filters(layer: probe.layer ?? 1) },
    where: \.hasConvolution)
  /// What a layer makes of an image, channel by channel.
  public static let featureMaps = Measure(
    "feature_maps", "what a layer makes of an image", settings: [.input, .layer],
    .picture { $0.featureMaps(layer: $1.layer ?? 1, $0.row($1, $2)) }, where: \.hasConvolution)
  /// The image itself.
  public static let input = Measure(
    "input", "a test image, its class and the answer", settings: [.input],
    .picture { $0.input($0.row($1, $2)) },
    where: \.isOfImages)
  /// Images of the batch that is trained next, before training changes them or as it does.
  public static let trainImages = Measure(
    "train_images", "images of the next batch", settings: [.count, .augmented],
    .picture { taker, probe, _ in
      taker.trainImages(count: probe.count ?? 16, isAugmented: probe.isAugmented)
    }, where: \.isOfImages)
}

/// What a normalization takes one mean of.
extension Measure {
  /// Of the n-th normalization: examples, channels and places, and those that share a mean.
  public static let averagedOver = Measure(
    "averaged_over", "what a normalization takes one mean of", settings: [.layer],
    .look(.block) { taker, probe, _ in .block(taker.averagedOver((probe.layer ?? 1) - 1)) },
    where: \.hasNormalization)
}

extension MeasuredSubject {
  fileprivate var isOfImages: Bool { data?.isOfImages == true }

  fileprivate var hasNormalization: Bool {
    plan.hasLayer { if case .normalization = $0 { true } else { false } }
  }

  fileprivate var hasConvolution: Bool {
    plan.hasLayer { if case .convolution = $0 { true } else { false } }
  }
}
