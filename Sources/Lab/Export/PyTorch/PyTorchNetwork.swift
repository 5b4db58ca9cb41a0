internal import Experiments
internal import Lessons
internal import Networks
internal import Tensors

/// A network as PyTorch code, and where its modules keep the numbers of the parameters here.
struct PyTorchNetwork: Hashable, Sendable {
  /// What a module calls a tensor, and how it keeps it.
  struct Slot: Hashable, Sendable {
    /// As in `1.weight`.
    var name: String
    /// Whether the module keeps as [outputs, inputs] what is [inputs, outputs] here.
    var isTransposed = false
  }

  /// The lines of the class below its first.
  var body: [String]
  /// The class that it extends.
  var base: String
  /// In the order of `Network.parameters`.
  var slots: [Slot]
  /// The module whose results, or of an attention whose inputs, are those of a part that can be silenced.
  var modules: [String: String] = [:]
  /// Definitions that the lines make use of.
  var pieces: Set<PyTorchPiece> = []
  /// Whether training draws random numbers, which PyTorch draws otherwise.
  var isRandom = false

  /// The weights under the names of the modules.
  /// - Throws: `ExportFault.weightsDiffer` where the code has other parameters than the network.
  func stored(_ weights: Weights, of network: Network) throws(ExportFault) -> [StoredTensor] {
    guard slots.count == network.parameters.count else {
      throw .weightsDiffer(code: slots.count, network: network.parameters.count)
    }
    return zip(slots, network.parameters).map { slot, parameter in
      let value = weights[parameter]
      return StoredTensor(slot.name, slot.isTransposed ? value.transposed() : value)
    }
  }
}

extension PyTorchNetwork {
  /// - Parameters:
  ///   - inputShape: of one example, as the exported data have it.
  ///   - batch: examples of a training step.
  /// - Throws: `ExportFault.unknownLayer`
  init(_ plan: NetworkPlan, inputShape: [Int], batch: Int) throws(ExportFault) {
    if plan.layers.count == 1 {
      switch plan.layers[0] {
      case .sequenceToSequence(let settings):
        self.init(settings)
        return
      case .characters(let cell, let vocabulary, let embedding, let width, _):
        try self.init(cell, vocabulary: vocabulary, embedding: embedding, width: width)
        return
      case .causalConvolutions(let settings, let vocabulary):
        self.init(settings, vocabulary: vocabulary)
        return
      case .decoderTransformer(let settings, let reading, let vocabulary, let steps, let depth):
        self.init(settings, reading, vocabulary: vocabulary, steps: steps, depth: depth)
        return
      default: break
      }
    }
    var list = PyTorchModuleList(inputShape: plan.inputShape, batch: batch)
    if inputShape.count > plan.inputShape.count { list.add("nn.Flatten()") }
    try list.add(plan.layers, names: plan.names)
    self.init(list)
  }

  private init(_ list: PyTorchModuleList) {
    self.init(
      body: ["def __init__(self):", "    super().__init__("] + list.lines.map { "        \($0)" }
        + ["    )"],
      base: "nn.Sequential", slots: list.slots, modules: list.modules, pieces: list.pieces,
      isRandom: list.isRandom)
  }
}

extension [PyTorchNetwork.Slot] {
  /// `nn.Linear`.
  static func linear(_ name: String, hasBias: Bool = true) -> Self {
    let weight = PyTorchNetwork.Slot(name: "\(name).weight", isTransposed: true)
    return hasBias ? [weight, .init(name: "\(name).bias")] : [weight]
  }

  /// Tensors that are laid out as here.
  static func module(_ name: String, _ tensors: String...) -> Self {
    tensors.map { .init(name: "\(name).\($0)") }
  }

  /// `nn.RNN`, `nn.LSTM`, `nn.GRU`; a cell without a suffix.
  static func recurrent(_ name: String, suffix: String = "_l0") -> Self {
    ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map { .init(name: "\(name).\($0)\(suffix)") }
  }
}
