/// An elementwise function between layers, by its name in lesson files.
public enum Activation: String, CaseIterable, Hashable, Sendable {
  case identity
  case relu
  /// max(x, a·x) with a = 0.01.
  case leakyReLU = "leaky_relu"
  case sigmoid
  case tanh
}
