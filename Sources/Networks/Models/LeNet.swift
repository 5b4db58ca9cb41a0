internal import Tensors

/// What of LeNet-5 as it is built today can be chosen.
public struct LeNetSettings: Hashable, Sendable {
  /// Height and width of the images.
  public var extent: Int
  /// Margin of the first convolution.
  public var padding: Int
  public var activation: Activation
  public var pooling: Pooling.Kind
  public var classes: Int

  /// - Parameter padding: nil: 2 for images of 28×28, which makes them 32×32 as in the paper, else 0.
  public init(
    extent: Int = 28, padding: Int? = nil, activation: Activation = .relu,
    pooling: Pooling.Kind = .max, classes: Int = 10
  ) {
    self.extent = extent
    self.padding = padding ?? (extent == 28 ? 2 : 0)
    self.activation = activation
    self.pooling = pooling
    self.classes = classes
  }
}

extension Network {
  /// LeNet-5 as it is built today: every plane connected, pooling without weights, logits at the end.
  /// 61,706 parameters; on 28×28 without padding, as the `lenet` of the benchmarks, 44,426.
  /// - Parameter weight: how a layer is drawn, from fan-in and fan-out; He's where nobody says.
  /// - Shape: x [N, 1, extent, extent] → logits [N, classes]
  /// - Throws: `NetworkFault` for images too small for two convolutions and two poolings.
  /// - Source: LeCun et al. 1998, simplified.
  public static func leNet5(
    _ settings: LeNetSettings = LeNetSettings(), batch: Int = 1,
    weight: (_ fanIn: Int, _ fanOut: Int) -> Initializer = { fanIn, _ in .he(fanIn: fanIn) }
  ) throws(NetworkFault) -> Network {
    // What C5 sees of each side of a map.
    let side = ((settings.extent + 2 * settings.padding - 4) / 2 - 4) / 2
    return try Network(inputShape: [1, settings.extent, settings.extent], batch: batch) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      func convolution(
        _ inputs: Int, _ outputs: Int, _ padding: Int, _ name: String
      ) throws(NetworkFault) -> ConvolutionLayer {
        try ConvolutionLayer(
          inputs, outputs, WindowGeometry(5, padding: padding),
          weight: weight(25 * inputs, 25 * outputs), activation: settings.activation, name: name,
          in: &model)
      }
      func dense(
        _ inputs: Int, _ outputs: Int, _ activation: Activation, _ name: String
      ) throws(NetworkFault) -> Dense {
        try Dense(
          inputs, outputs, weight: weight(inputs, outputs), activation: activation, name: name,
          in: &model)
      }
      func pool(_ name: String) throws(NetworkFault) -> Pooling {
        try Pooling(settings.pooling, WindowGeometry(2, stride: 2), name: name)
      }
      let c1 = try convolution(1, 6, settings.padding, "c1")
      let c3 = try convolution(6, 16, 0, "c3")
      return [
        c1, try pool("s2"), c3, try pool("s4"), Flatten(),
        try dense(16 * max(1, side * side), 120, settings.activation, "c5"),
        try dense(120, 84, settings.activation, "f6"),
        try dense(84, settings.classes, .identity, "output"),
      ]
    }
  }

  /// LeNet-5 of 1998: sparse C3, trained subsampling, scaled tanh, and distances to fixed codes.
  /// 60,000 parameters: C1 156, S2 12, C3 1,516, S4 32, C5 48,120, F6 10,164.
  /// - Shape: x [N, 1, 32, 32] → logits [N, 10]
  /// - Source: LeCun et al. 1998, section II.B; weights uniform in ±2.4/fan-in (appendix A).
  public static func originalLeNet5(batch: Int = 1) throws(NetworkFault) -> Network {
    try Network(inputShape: [1, 32, 32], batch: batch) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      // C3's outputs see 3.75 planes on average.
      [
        try ConvolutionLayer(
          1, 6, WindowGeometry(5), weight: .original(fanIn: 25), name: "c1", in: &model),
        ScaledTanh(),
        try TrainableSubsampling(6, weight: .original(fanIn: 4), name: "s2", in: &model),
        ScaledTanh(),
        try SparseConvolution(
          6, SparseConvolution.table, extent: 5, weight: .original(fanIn: 93.75), name: "c3",
          in: &model),
        ScaledTanh(),
        try TrainableSubsampling(16, weight: .original(fanIn: 4), name: "s4", in: &model),
        ScaledTanh(), Flatten(),
        try Dense(400, 120, weight: .original(fanIn: 400), name: "c5", in: &model),
        ScaledTanh(),
        try Dense(120, 84, weight: .original(fanIn: 120), name: "f6", in: &model),
        ScaledTanh(),
        try CodeDistance(84, classes: 10),
      ]
    }
  }
}

extension Initializer {
  /// U(−2.4/fanIn, 2.4/fanIn).
  fileprivate static func original(fanIn: Double) -> Initializer {
    .uniform(variance: (2.4 / fanIn) * (2.4 / fanIn) / 3)
  }
}
