/// An elementwise function between layers.
public enum Activation: Hashable, Sendable {
  case identity
  case relu
  /// max(x, a·x), a the leak.
  /// - Source: Maas, Hannun, Ng 2013
  case leakyReLU(leak: Double = 0.01)
  case sigmoid
  case tanh
  /// x·Φ(x), Φ the distribution function of N(0, 1).
  case gelu
  /// The same with Φ(x) ≈ ½(1 + tanh(√(2/π)(x + 0.044715·x³))).
  case geluTanh
  /// x/(1 + e⁻ˣ).
  case silu

  /// One of each kind.
  public static let all: [Activation] = [
    .identity, .relu, .leakyReLU(), .sigmoid, .tanh, .gelu, .geluTanh, .silu,
  ]

  /// That of a name in lesson files, with the usual leak.
  public static func named(_ name: String) -> Activation? { all.first { $0.name == name } }

  /// Its name in lesson files.
  public var name: String {
    switch self {
    case .identity: "identity"
    case .relu: "relu"
    case .leakyReLU: "leaky_relu"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    case .gelu: "gelu"
    case .geluTanh: "gelu_tanh"
    case .silu: "silu"
    }
  }

  /// Its name, with the leak where that is not the usual one.
  public var title: String {
    if case .leakyReLU(let leak) = self, self != .leakyReLU() { "\(name) \(leak)" } else { name }
  }
}
