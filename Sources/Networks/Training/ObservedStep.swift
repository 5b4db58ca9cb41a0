internal import Autograd
public import Tensors

/// What one training step showed of the network, in the order of the network's names.
public struct ObservedStep: Sendable {
  /// Of the batch before the update, in nats.
  public let loss: Double
  public let layers: [Observation]
  public let statistics: [ObservedStatistics]
  public let recurrences: [ObservedRecurrence]
  /// What dropouts dropped, in forward order.
  public let masks: [ObservedMask]
}

/// How ∂L flows back through a recurrent layer in one training step, token by token.
public struct ObservedRecurrence: Sendable {
  public let layer: String
  /// ∂L/∂h at every token, whole: through the output there and through all later states
  /// [N, H] each, the first token first.
  public let states: [Tensor]
  /// ∂L/∂c of an LSTM likewise; empty for other cells.
  public let cells: [Tensor]

  init(of layer: RecurrentLayer, _ flow: RecurrentFlow) {
    self.layer = layer.name + (layer.isReversed ? "_reverse" : "")
    // A reversed layer takes the last token first.
    states = layer.isReversed ? flow.states.reversed() : flow.states
    cells = layer.isReversed ? flow.cells.reversed() : flow.cells
  }

  /// ∂L/∂ of what the cell carries from token to token: c of an LSTM, h of the others.
  public var memory: [Tensor] { cells.isEmpty ? states : cells }
}
