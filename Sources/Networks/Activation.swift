/// An elementwise function between layers, by its name in lesson files.
public enum Activation: String, CaseIterable, Hashable, Sendable {
  case identity
  case relu
  /// max(x, a·x) with a = 0.01.
  case leakyReLU = "leaky_relu"
  case sigmoid
  case tanh
  /// x·Φ(x), Φ the distribution function of N(0, 1).
  case gelu
  /// The same with Φ(x) ≈ ½(1 + tanh(√(2/π)(x + 0.044715·x³))).
  case geluTanh = "gelu_tanh"
  /// x/(1 + e⁻ˣ).
  case silu
}
