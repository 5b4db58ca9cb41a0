internal import Autograd
public import Networks
internal import Tensors

extension NetworkPlan {
  /// The network's structure; allocates nothing for its numbers.
  ///
  /// A dense layer or convolution without activation forms one observed layer with the normalization
  /// and activation after it: its output is what the next weights see.
  /// - Parameters:
  ///   - batch: examples of a training step, for the memory that one takes.
  ///   - limit: bytes that it may take.
  ///   - surgery: what is cut and held of it.
  /// - Throws: `NetworkFault` where layers don't fit together or take too much.
  public func network(
    batch: Int = 1, limit: Int = Cost.defaultLimit, surgery: Surgery = Surgery()
  ) throws(NetworkFault) -> Network {
    try Network(inputShape: inputShape, batch: batch, limit: limit, surgery: surgery) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      var shape = [1] + inputShape
      return try layers.built(names, &shape, in: &model).observedTogether(surgery)
    }
  }

  /// Numbers that are trained; 0 where the network can't be built.
  public var parameterCount: Int { (try? network(limit: .max))?.parameterCount ?? 0 }
}

/// A built layer with what its plan says of it.
struct BuiltLayer {
  var plan: LayerPlan
  var name: String
  var layer: any Layer
  /// Of its result for one example, without the batch axis; empty where the batch axis is not kept.
  var outputShape: [Int]
  var parameterCount: Int
}

extension [LayerPlan] {
  /// Builds the layers one after the other.
  /// - Parameter shape: of the input for a batch of 1, then of the output.
  func built(
    _ names: [String], _ shape: inout [Int], in model: inout ModelBuilder
  ) throws(NetworkFault) -> [BuiltLayer] {
    guard !isEmpty else { throw .noLayers }
    var result: [BuiltLayer] = []
    for (plan, name) in zip(self, names) {
      let before = model.parameters.count
      let layer = try plan.layer(named: name, inputShape: shape, in: &model)
      var cost = Cost()
      shape = try layer.estimate(shape, into: &cost)
      let own = model.parameters[before...].filter(\.isTrained)
      result.append(
        BuiltLayer(
          plan: plan, name: name, layer: layer, outputShape: [Int](shape.dropFirst()),
          parameterCount: own.reduce(0) { $0 &+ $1.count }))
    }
    return result
  }
}

extension [BuiltLayer] {
  /// The layers, each weighted one together with the normalization and activation that follow it.
  func observedTogether(_ surgery: Surgery) -> [any Layer] {
    var layers: [any Layer] = []
    var index = startIndex
    while index < endIndex {
      let length = self[index...].map(\.plan).observedLength
      let group = self[index..<index + length].map(\.layer)
      let layer =
        length == 1 ? group[0] : ObservedGroup(group[0], followedBy: group.dropFirst())
      layers.append(surgery.applied(to: layer, named: self[index].name))
      index += length
    }
    return layers
  }
}

extension Array where Element == LayerPlan {
  /// How many of the first layers show themselves as one.
  package var observedLength: Int {
    guard let first, first.isWeighted, first.activation == .identity else { return 1 }
    let followers = dropFirst().prefix { plan in
      switch plan {
      case .normalization, .activation: true
      default: false
      }
    }
    return 1 + followers.count
  }
}

extension LayerPlan {
  fileprivate func layer(
    named name: String, inputShape: [Int], in model: inout ModelBuilder
  ) throws(NetworkFault) -> any Layer {
    switch self {
    case .dense(let inputs, let outputs, let weight, let bias, let activation):
      return try Dense(
        inputs, outputs, weight: weight, bias: bias, activation: activation, name: name,
        in: &model)
    case .convolution(
      let inputs, let outputs, let kernel, let stride, let padding, let weight, let bias,
      let activation):
      return try ConvolutionLayer(
        inputs, outputs, WindowGeometry(kernel, stride: stride, padding: padding),
        weight: weight, bias: bias, activation: activation, name: name, in: &model)
    case .pooling(let kind, let window, let stride):
      return try Pooling(kind, WindowGeometry(window, stride: stride))
    case .globalAverage: return GlobalPooling(.average)
    case .flatten: return Flatten()
    case .normalization(let kind, let channels, let averaging):
      return try normalization(
        kind, channels, averaging, isImage: inputShape.count > 2, named: name, in: &model)
    case .activation(let activation): return Elementwise.activation(activation)
    case .dropout(let probability): return try Dropout(probability, name: name)
    case .residual(let branch, let shortcut, let scale, let activation):
      return try residual(
        branch, shortcut, scale, activation, inputShape: inputShape, named: name, in: &model)
    case .paddedShortcut(let channels, let stride):
      return try PaddedShortcut(channels, stride: stride)
    case .sequenceToSequence(let settings):
      return try SequenceToSequence(settings, in: &model)
    case .characters(let cell, let vocabulary, let embedding, let width, let initializers):
      return try CharacterModel(
        cell, vocabulary: vocabulary, embedding: embedding, width: width,
        initializers: initializers, in: &model)
    case .causalConvolutions(let settings, let vocabulary):
      return try CausalConvolutionModel(settings, vocabulary: vocabulary, in: &model)
    case .decoderTransformer(let settings, let reading, let vocabulary, let steps, let depth):
      return try DecoderTransformer(
        vocabulary: vocabulary, longest: steps, depth: depth, settings, reading, in: &model)
    }
  }

  private func normalization(
    _ kind: Normalization, _ channels: Int, _ averaging: Double, isImage: Bool,
    named name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) -> any Layer {
    switch kind {
    case .batch(let holdsStatistics):
      return try BatchNormalization(
        channels, averaging: averaging, gradient: holdsStatistics ? .stopped : .full, name: name,
        in: &model)
    case .layer where !isImage: return try LayerNormalization(channels, name: name, in: &model)
    // Over all of an image, with γ and β by channel.
    case .layer: return try GroupNormalization(channels, groups: 1, name: name, in: &model)
    case .group(let groups):
      return try GroupNormalization(channels, groups: groups, name: name, in: &model)
    case .instance: return try GroupNormalization.instance(channels, name: name, in: &model)
    }
  }

  private func residual(
    _ branch: [LayerPlan], _ shortcut: [LayerPlan], _ scale: Double, _ activation: Activation,
    inputShape: [Int], named name: String, in model: inout ModelBuilder
  ) throws(NetworkFault) -> any Layer {
    var shape = inputShape
    let inner = try branch.built(
      branch.standardNames().map { "\(name)/\($0)" }, &shape, in: &model)
    shape = inputShape
    let direct =
      shortcut.isEmpty
      ? []
      : try shortcut.built(
        shortcut.standardNames().map { "\(name)/shortcut/\($0)" }, &shape, in: &model)
    let paths: [(ResidualPath, String)] = [
      (.shortcut, "\(name)/skip"), (.branch, "\(name)/branch"),
    ]
    return try ResidualBlock(
      inner.observedTogether(model.surgery), shortcut: direct.observedTogether(model.surgery),
      scale: scale, activation: activation, name: name,
      silenced: Set(paths.filter { model.surgery.silenced.contains($0.1) }.map(\.0)))
  }
}
