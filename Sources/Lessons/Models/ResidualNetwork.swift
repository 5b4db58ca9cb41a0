internal import Experiments
internal import Networks

extension ModelKind {
  /// `kind: resnet`: a convolution, three stages of blocks of two normalized 3×3 convolutions, the
  /// mean of each channel and a linear layer. `depth` is 6n + 2: 20, 56, 110.
  ///
  /// `shortcut: plain` has none; `padded` and `projected` say what stands beside a block that
  /// changes the shape: channels of zeros, or a 1×1 convolution. `scale` multiplies every branch.
  /// - Source: He et al. 2016, section 4.2; weights by He et al. 2015.
  static let residual = ModelKind(
    name: "resnet",
    fields: [
      SettingField("depth", .number, isRequired: true),
      SettingField("shortcut", .word(["plain", "padded", "projected"])),
      SettingField("widths", .numbers),
      SettingField("scale", .number),
      SettingField("norm_rate", .number),
    ],
    variables: [],
    build: { settings, input throws(PlanFault) in
      let image = try input.image()
      let depth = try settings.whole("depth", in: 8...1_202, default: 20)
      guard depth % 6 == 2 else {
        throw .outOfRange(setting: "depth", value: Double(depth), expected: "6n + 2: 8, 14, 20, …")
      }
      let written = try settings.wholes("widths", in: 1...4_096)
      guard written.isEmpty || written.count == 3 else {
        throw .outOfRange(
          setting: "widths", value: Double(written.count), expected: "a width for each of 3 stages")
      }
      let widths = written.isEmpty ? [16, 32, 64] : written
      let stages = try ResidualStages(settings)
      var layers = stages.convolution(image.channels, widths[0], kernel: 3, stride: 1)
      layers.append(.activation(.relu))
      var names = ["conv", "norm", "activation"]
      var inputs = widths[0]
      for (stage, width) in widths.enumerated() {
        for block in 0..<(depth - 2) / 6 {
          let added = stages.block(inputs, width, stride: stage > 0 && block == 0 ? 2 : 1)
          let name = "stage\(stage + 1)/block\(block + 1)"
          names +=
            added.count == 1
            ? [name] : added.standardNames().map { "\(name)/\($0)" }
          layers += added
          inputs = width
        }
      }
      layers += [
        .globalAverage,
        .dense(
          inputs: widths[2], outputs: input.classCount, weight: .he(fanIn: widths[2]),
          bias: .constant(0), activation: .identity),
      ]
      return NetworkPlan(
        inputShape: [image.channels, image.height, image.width], layers: layers,
        names: names + ["mean", "output"])
    })
}

/// What all blocks of a `resnet` have in common.
private struct ResidualStages {
  let shortcut: String
  let scale: Double
  let averaging: Double

  init(_ settings: SettingResolver) throws(PlanFault) {
    shortcut = try settings.word(
      "shortcut", among: ["plain", "padded", "projected"], default: "projected")
    scale = try settings.number("scale", default: 1)
    averaging = try settings.fraction("norm_rate", default: 0.1)
  }

  /// A convolution without bias, then batch normalization.
  func convolution(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int
  ) -> [LayerPlan] {
    [
      .convolution(
        inputs: inputs, outputs: outputs, kernel: kernel, stride: stride, padding: kernel / 2,
        weight: .he(fanIn: inputs * kernel * kernel), bias: nil, activation: .identity),
      .normalization(.batch(), channels: outputs, averaging: averaging),
    ]
  }

  func block(_ inputs: Int, _ outputs: Int, stride: Int) -> [LayerPlan] {
    let branch =
      convolution(inputs, outputs, kernel: 3, stride: stride) + [.activation(.relu)]
      + convolution(outputs, outputs, kernel: 3, stride: 1)
    var direct: [LayerPlan] = []
    let changesShape = stride > 1 || inputs != outputs
    switch shortcut {
    case "plain": return branch + [.activation(.relu)]
    case "padded" where changesShape:
      direct = [.paddedShortcut(channels: outputs, stride: stride)]
    case "projected" where changesShape:
      direct = convolution(inputs, outputs, kernel: 1, stride: stride)
    default: break
    }
    return [.residual(branch: branch, shortcut: direct, scale: scale, activation: .relu)]
  }
}
