internal import Experiments
internal import Lessons
internal import Networks

/// The modules of an `nn.Sequential`, which calls them 0, 1, 2, …
struct PyTorchModuleList {
  private(set) var slots: [PyTorchNetwork.Slot] = []
  private var ownPieces: Set<PyTorchPiece> = []
  private(set) var isRandom = false
  /// The module that ends a layer or is a path of a block, by the part's name.
  private(set) var modules: [String: String] = [:]
  /// What belongs together stands on one line; a module of modules takes several.
  private var rows: [[String]] = []
  private var count = 0
  /// Whether the next layer sees images [C, H, W].
  private var isImage: Bool
  /// Of what the next layer sees.
  private var size: MapSize
  /// Examples of a training step.
  private let batch: Int
  /// Where the list stands in the whole network: "" or as in "4.branch.".
  private let prefix: String

  /// - Parameter inputShape: of one example, [C, H, W] or [D]
  init(inputShape: [Int], batch: Int) {
    isImage = inputShape.count == 3
    size = MapSize(inputShape)
    self.batch = batch
    prefix = ""
  }

  /// The list of a module within another list, which sees what the next layer there would see.
  private init(within outer: PyTorchModuleList, prefix: String) {
    (isImage, size, batch) = (outer.isImage, outer.size, outer.batch)
    self.prefix = prefix
  }

  /// Definitions that the lines make use of.
  var pieces: Set<PyTorchPiece> {
    runs.contains { $0.count >= PyTorchModuleList.longRun } ? ownPieces.union([.repeat]) : ownPieces
  }

  private var name: String { "\(prefix)\(count)" }

  /// Adds the modules of layers that follow each other.
  /// - Throws: `ExportFault.unknownLayer`
  mutating func add(_ layers: [LayerPlan], names: [String]) throws(ExportFault) {
    var rest = layers[...]
    while let first = rest.first {
      let name = names[layers.count - rest.count]
      let length = Array(rest).observedLength
      for layer in rest.prefix(length) {
        try addModules(of: layer, named: name)
        size.pass(layer)
      }
      if first.isWeighted { modules[name] = "\(prefix)\(count - 1)" }
      rest = rest.dropFirst(length)
    }
  }

  private mutating func addModules(
    of layer: LayerPlan, named part: String
  ) throws(ExportFault) {
    switch layer {
    case .dense(let inputs, let outputs, _, _, let activation):
      slots += .linear(name)
      add("nn.Linear(\(inputs), \(outputs))", activation.pyTorchModule)
    case .convolution(
      let inputs, let outputs, let kernel, let stride, let padding, _, let bias, let activation):
      slots += .module(name, "weight") + (bias == nil ? [] : .module(name, "bias"))
      var call = PyTorchCall("nn.Conv2d(\(inputs), \(outputs), \(kernel)")
        .with("stride", Double(stride), unless: 1).with("padding", Double(padding), unless: 0)
      if bias == nil { call = call.with("bias", text: "False") }
      add(call.text, activation.pyTorchModule)
    case .pooling(let kind, let window, let stride):
      let module = kind == .max ? "nn.MaxPool2d" : "nn.AvgPool2d"
      add("\(module)(\(window)\(stride == window ? "" : ", stride=\(stride)"))")
    case .globalAverage:
      isImage = false
      add("nn.AdaptiveAvgPool2d(1)", "nn.Flatten()")
    case .flatten:
      isImage = false
      add("nn.Flatten()")
    case .normalization(let kind, let channels, let averaging):
      try add(kind, channels: channels, averaging: averaging)
    case .activation(let activation): append(activation.pyTorchModule)
    case .dropout(let probability):
      isRandom = isRandom || probability > 0
      append("nn.Dropout(\(PyTorchText.number(probability)))")
    case .residual(let branch, let shortcut, let scale, let activation):
      try add(branch: branch, shortcut: shortcut, scale: scale, activation, named: part)
    case .paddedShortcut(let channels, let stride):
      ownPieces.insert(.paddedShortcut)
      add("PaddedShortcut(\(channels), stride=\(stride))")
    case .sequenceToSequence, .characters, .causalConvolutions, .decoderTransformer:
      throw .unknownLayer("a network of sequences as one layer of others")
    }
  }

  private mutating func add(
    _ kind: LayerPlan.Normalization, channels: Int, averaging: Double
  ) throws(ExportFault) {
    let isOfOneValue =
      kind.valuesPerMean(channels: channels, positions: size.positions, batch: batch) == 1
    slots += .module(name, "weight", "bias")
    switch kind {
    case .batch where isOfOneValue:
      throw .unknownLayer(
        "batch normalization of one value a channel, which PyTorch refuses to train,")
    case _ where isOfOneValue:
      // The rounding of PyTorch's own modules is divided by √ε, about 0.003.
      ownPieces.insert(.shiftOnly)
      append("ShiftOnly(\(channels))")
    case .batch(let holdsStatistics):
      slots += .module(name, "running_mean", "running_var")
      ownPieces.insert(.sharedStatistics)
      if holdsStatistics { ownPieces.insert(.heldStatistics) }
      let module = holdsStatistics ? "HeldStatistics" : "nn.BatchNorm\(isImage ? 2 : 1)d"
      append(
        PyTorchCall("\(module)(\(channels)").with("momentum", averaging, unless: 0.1).text)
    case .layer where !isImage: append("nn.LayerNorm(\(channels))")
    case .layer: append("nn.GroupNorm(1, \(channels))")
    case .group(let groups): append("nn.GroupNorm(\(groups), \(channels))")
    case .instance: append("nn.GroupNorm(\(channels), \(channels))")
    }
  }

  private mutating func add(
    branch: [LayerPlan], shortcut: [LayerPlan], scale: Double, _ activation: Activation,
    named part: String
  ) throws(ExportFault) {
    var inner = PyTorchModuleList(within: self, prefix: "\(name).branch.")
    try inner.add(branch, names: branch.standardNames().map { "\(part)/\($0)" })
    var direct = PyTorchModuleList(within: self, prefix: "\(name).shortcut.")
    try direct.add(shortcut, names: shortcut.standardNames().map { "\(part)/shortcut/\($0)" })
    modules.merge(inner.modules.merging(direct.modules) { $1 }) { $1 }
    modules["\(part)/branch"] = "\(name).branch"
    modules["\(part)/skip"] = "\(name).shortcut"
    slots += inner.slots + direct.slots
    ownPieces.formUnion(inner.pieces.union(direct.pieces))
    ownPieces.insert(.residual)
    isRandom = isRandom || inner.isRandom || direct.isRandom
    isImage = inner.isImage
    var lines =
      ["Residual(", "    nn.Sequential("] + inner.lines.map { "        \($0)" } + ["    ),"]
    if !shortcut.isEmpty {
      lines += ["    shortcut=nn.Sequential("] + direct.lines.map { "        \($0)" } + ["    ),"]
    }
    if scale != 1 { lines.append("    scale=\(PyTorchText.number(scale)),") }
    if let module = activation.pyTorchModule { lines.append("    activation=\(module),") }
    rows.append(lines + [")"])
    count += 1
  }

  /// Adds a line of modules.
  mutating func add(_ modules: String?...) {
    let modules = modules.compactMap(\.self)
    rows.append([modules.joined(separator: ", ")])
    count += modules.count
  }

  /// Adds a module to the line of the layer that it follows, where there is room.
  private mutating func append(_ module: String?) {
    guard let module else { return }
    if let row = rows.last, row.count == 1, row[0].count + module.count < 80 {
      rows[rows.count - 1] = ["\(row[0]), \(module)"]
      count += 1
    } else {
      add(module)
    }
  }

  // MARK: Text

  /// The arguments of `nn.Sequential`; what repeats is written once.
  var lines: [String] {
    runs.flatMap { row, count -> [String] in
      guard count >= PyTorchModuleList.longRun else {
        return [[String]](repeating: PyTorchModuleList.closed(row), count: count).flatMap(\.self)
      }
      guard row.count > 1 else { return ["*repeat(\(count), lambda: [\(row[0])]),"] }
      return ["*repeat(\(count), lambda: ["] + PyTorchModuleList.closed(row).map { "    \($0)" }
        + ["]),"]
    }
  }

  /// With a comma at its end.
  private static func closed(_ row: [String]) -> [String] {
    row.dropLast() + [(row.last ?? "") + ","]
  }

  /// So many equal rows are told by their number.
  private static let longRun = 4

  private var runs: [(row: [String], count: Int)] {
    rows.reduce(into: []) { runs, row in
      if runs.last?.row == row { runs[runs.count - 1].count += 1 } else { runs.append((row, 1)) }
    }
  }
}

extension Activation {
  /// nil: nothing is to be done.
  var pyTorchModule: String? {
    switch self {
    case .identity: nil
    case .relu: "nn.ReLU()"
    case .leakyReLU(let leak): "nn.LeakyReLU(\(PyTorchText.number(leak)))"
    case .sigmoid: "nn.Sigmoid()"
    case .tanh: "nn.Tanh()"
    case .gelu: "nn.GELU()"
    case .geluTanh: "nn.GELU(approximate=\"tanh\")"
    case .silu: "nn.SiLU()"
    }
  }
}
