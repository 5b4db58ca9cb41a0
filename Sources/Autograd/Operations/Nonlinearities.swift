public import Tensors

// Derivatives are written with the output z where that is shorter, so the input need not be kept.
extension Variable {
  /// z = max(a, 0).  ∂z/∂a = 1 where z > 0, else 0 (also at the kink).
  public func relu() -> Variable { applying(.relu) }

  /// z = a for a > 0, slope·a otherwise.  ∂z/∂a = 1 where z > 0, else slope.
  public func leakyReLU(slope: Float = 0.01) -> Variable { applying(.leakyReLU(slope: slope)) }

  /// z = 1/(1 + e⁻ᵃ).  ∂z/∂a = z(1 − z).
  public func sigmoid() -> Variable { applying(.sigmoid) }

  /// z = tanh a.  ∂z/∂a = 1 − z².
  public func tanh() -> Variable { applying(.tanh) }

  /// z = eᵃ.  ∂z/∂a = z.
  public func exp() -> Variable {
    let z = value.exp()
    return tape.record(.exp, z, from: (self, { dz in dz.multiplied(by: z) }))
  }

  /// z = ln a.  ∂z/∂a = 1/a.
  public func log() -> Variable {
    let x = value
    return tape.record(.log, x.log(), from: (self, { dz in dz / x }))
  }

  /// One of the functions that layers apply, by its value.
  public func applying(_ nonlinearity: Nonlinearity) -> Variable {
    recordNonlinearity(nonlinearity, value: nonlinearity(value))
  }

  func recordNonlinearity(_ nonlinearity: Nonlinearity, value z: Tensor) -> Variable {
    guard let operation = nonlinearity.operation else {
      // The identity changes nothing, so it is not written down.
      return self
    }
    return tape.record(
      operation, z,
      from: (self, { dz in nonlinearity.gradient(output: z, dOutput: dz) }))
  }
}

extension Nonlinearity {
  var operation: Operation? {
    switch self {
    case .identity: nil
    case .relu: .relu
    case .leakyReLU: .leakyReLU
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    }
  }
}
