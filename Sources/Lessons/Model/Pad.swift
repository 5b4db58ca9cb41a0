public import Experiments

/// A pad on which the reader of a lesson draws, and the trained network that reads it.
public struct Pad: Hashable, Sendable {
  /// What the network is called on the screen.
  public var label: String
  public var network: NetworkPlan
  /// The shipped set of images that the network was trained on: its classes and standardization.
  public var data: String
  /// The file of its weights in `Assets/Checkpoints`, without its ending.
  public var weights: String

  public init(label: String, network: NetworkPlan, data: String, weights: String) {
    self.label = label
    self.network = network
    self.data = data
    self.weights = weights
  }
}
