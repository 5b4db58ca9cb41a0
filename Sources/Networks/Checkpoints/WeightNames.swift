internal import Tensors

/// Which tensor of a file each parameter of a network takes.
public struct WeightNames: Sendable {
  /// One of PyTorch's modules and the layer here that takes its weights.
  public struct Row: Hashable, Sendable {
    public var layer: String
    public var module: String
    /// Whether the module keeps as [outputs, inputs] what is [inputs, outputs] here. A square
    /// matrix doesn't tell by its shape.
    public var isTransposed: Bool

    /// `torch.nn.Linear` for a dense layer.
    public static func linear(_ layer: String, from module: String) -> Row {
      Row(layer: layer, module: module, isTransposed: true)
    }

    /// A module whose layouts are those used here: convolution, normalization, embedding, RNN,
    /// LSTM and GRU.
    public static func module(_ layer: String, from module: String) -> Row {
      Row(layer: layer, module: module, isTransposed: false)
    }
  }

  /// nil: the tensors are called like the parameters.
  private let rows: [Row]?
  /// Tensors of the file that nobody needs to take.
  private let ignored: Set<String>

  /// The names of the parameters themselves: what `Network.checkpoint` gives.
  public static let parameters = WeightNames(rows: nil, ignored: [])

  /// PyTorch's names and layouts.
  /// - Parameter ignored: full names, as of counters that batch normalization keeps
  ///   (`num_batches_tracked`).
  public static func pyTorch(_ rows: [Row], ignoring ignored: Set<String> = []) -> WeightNames {
    WeightNames(rows: rows, ignored: ignored)
  }

  /// What PyTorch calls a parameter whose name differs.
  private static let pyTorchNames = [
    "scale": "weight", "shift": "bias", "mean": "running_mean", "variance": "running_var",
    "table": "weight",
  ]

  /// Name in the file, and whether it is to be transposed; nil for a layer without a row.
  fileprivate func source(of parameter: Parameter) -> (name: String, isTransposed: Bool)? {
    guard let rows else { return (parameter.name, false) }
    guard let slash = parameter.name.lastIndex(of: "/") else { return nil }
    let layer = parameter.name[..<slash]
    let own = String(parameter.name[parameter.name.index(after: slash)...])
    guard let row = rows.first(where: { $0.layer == layer }) else { return nil }
    let name = "\(row.module).\(WeightNames.pyTorchNames[own] ?? own)"
    return (name, row.isTransposed && parameter.shape.count == 2)
  }

  fileprivate func unused(_ names: [String], _ used: Set<String>) -> [String] {
    names.filter { !used.contains($0) && !ignored.contains($0) }
  }
}

extension Network {
  /// The weights under their parameters' names, ready to be written.
  public func checkpoint(of weights: Weights) throws(CheckpointFault) -> Checkpoint {
    try Checkpoint(parameters.map { ($0.name, weights[$0]) })
  }

  /// Weights from a file. They are a new value: on a fault nothing has changed.
  /// - Throws: `CheckpointFault` for a tensor that is missing, has another shape or type, or that
  ///   no parameter takes.
  public func weights(
    from checkpoint: Checkpoint, names: WeightNames = .parameters
  ) throws(CheckpointFault) -> Weights {
    func fault(_ fact: CheckpointFault.Fact) -> CheckpointFault {
      CheckpointFault(path: checkpoint.path, fact: fact)
    }
    var used: Set<String> = []
    var tensors: [Tensor] = []
    for parameter in parameters {
      guard let source = names.source(of: parameter) else {
        throw fault(.unmapped(parameter: parameter.name))
      }
      let shape = source.isTransposed ? parameter.shape.reversed() : parameter.shape
      guard let tensor = try checkpoint.tensor(source.name) else {
        throw fault(.missing(tensor: source.name, parameter: parameter.name, shape: shape))
      }
      guard tensor.shape == shape else {
        throw fault(
          .wrongShape(
            tensor: source.name, parameter: parameter.name, found: tensor.shape, expected: shape))
      }
      used.insert(source.name)
      tensors.append(source.isTransposed ? tensor.transposed() : tensor)
    }
    let unknown = names.unused(checkpoint.names, used)
    guard unknown.isEmpty else { throw fault(.unknown(tensors: unknown)) }
    return Weights(tensors: tensors)
  }
}
