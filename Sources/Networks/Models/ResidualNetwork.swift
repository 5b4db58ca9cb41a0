internal import Tensors

/// A deep network for small images: with shortcuts around every two layers, or plain.
public struct ResidualSettings: Hashable, Sendable {
  /// How a block goes around its branch.
  public enum Shortcut: Hashable, Sendable {
    /// Not at all: the plain network.
    case plain
    /// Where the shape changes, every second pixel between channels of zeros (option A).
    case padded
    /// Where the shape changes, a 1×1 convolution with normalization (option B).
    case projected
  }

  /// 6n + 2, counting convolutions and the dense layer: 20, 56, 110.
  public var depth: Int
  public var shortcut: Shortcut
  /// Channels of the three stages; each halves the image after the first.
  public var widths: [Int]
  /// s of the branches.
  public var branchScale: Double

  public init(
    depth: Int = 20, shortcut: Shortcut = .projected, widths: [Int] = [16, 32, 64],
    branchScale: Double = 1
  ) {
    self.depth = depth
    self.shortcut = shortcut
    self.widths = widths
    self.branchScale = branchScale
  }
}

extension Network {
  /// A residual or plain network with batch normalization: on 3×32×32 images with projections
  /// the `resnet20_32` of the benchmarks, on 1×16×16 with widths 8, 16, 32 the `resnet20_16`.
  /// - Shape: x [N] + image → logits [N, classes]
  /// - Throws: `NetworkFault` for a depth that isn't 6n + 2 and images that don't fit.
  /// - Source: He et al. 2016, section 4.2; weights by He et al. 2015.
  public static func residual(
    _ settings: ResidualSettings, image: [Int] = [3, 32, 32], classes: Int = 10, batch: Int = 1
  ) throws(NetworkFault) -> Network {
    guard settings.depth >= 8, settings.depth % 6 == 2 else {
      throw .impossibleValue(layer: "network", name: "depth", Double(settings.depth))
    }
    guard image.count == 3, settings.widths.count == 3 else {
      throw .shapeMismatch(layer: "conv", expected: [3, 32, 32], found: image)
    }
    return try Network(inputShape: image, batch: batch) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      let widths = settings.widths
      var layers = try normalized(
        image[0], widths[0], WindowGeometry(3, padding: 1), "conv", "norm", in: &model)
      layers.append(Elementwise.activation(.relu))
      var inputs = widths[0]
      for (stage, width) in widths.enumerated() {
        for block in 0..<(settings.depth - 2) / 6 {
          layers += try settings.block(
            inputs, width, stride: stage > 0 && block == 0 ? 2 : 1,
            name: "stage\(stage + 1)/block\(block + 1)", in: &model)
          inputs = width
        }
      }
      layers.append(GlobalPooling(.average))
      layers.append(
        try Dense(
          widths[2], classes, weight: .he(fanIn: max(1, widths[2])), name: "output", in: &model))
      return layers
    }
  }
}

extension ResidualSettings {
  /// Two convolutions with their normalizations, and what goes around them.
  fileprivate func block(
    _ inputs: Int, _ outputs: Int, stride: Int, name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) -> [any Layer] {
    let rectifier = Elementwise.activation(.relu)
    var branch = try normalized(
      inputs, outputs, WindowGeometry(3, stride: stride, padding: 1), "\(name)/conv1",
      "\(name)/norm1", in: &model)
    branch.append(rectifier)
    branch += try normalized(
      outputs, outputs, WindowGeometry(3, padding: 1), "\(name)/conv2", "\(name)/norm2",
      in: &model)
    let changes = stride > 1 || inputs != outputs
    var direct: [any Layer] = []
    switch shortcut {
    case .plain: return branch + [rectifier]
    case .padded:
      if changes {
        direct = [try PaddedShortcut(outputs, stride: stride, name: "\(name)/shortcut")]
      }
    case .projected:
      if changes {
        direct = try normalized(
          inputs, outputs, WindowGeometry(1, stride: stride), "\(name)/projection",
          "\(name)/projection_norm", in: &model)
      }
    }
    return [try ResidualBlock(branch, shortcut: direct, scale: branchScale, name: name)]
  }
}

/// A convolution without bias, then batch normalization.
private func normalized(
  _ inputs: Int, _ outputs: Int, _ window: WindowGeometry, _ convolution: String,
  _ normalization: String, in model: inout ModelBuilder
) throws(NetworkFault) -> [any Layer] {
  [
    try ConvolutionLayer(
      inputs, outputs, window, weight: .he(fanIn: max(1, inputs * window.height * window.width)),
      bias: nil, name: convolution, in: &model),
    try BatchNormalization(outputs, name: normalization, in: &model),
  ]
}
